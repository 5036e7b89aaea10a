"""What this area asks of the outside: something that signs. `settings.SIGNING` names what answers."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from dugnad.engines.pades.authority import Person

if TYPE_CHECKING:
    from dugnad.engines.pades.trust import Material


class SealOwner(Protocol):
    """The organisation whose seal it is."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def number(self) -> str:
        """Its organisation number."""


class SigningPort(Protocol):
    """Signs documents, stamps the time, and says what certificates to trust. Faults are `PadesError`."""

    @property
    def own_certificates(self) -> bool:
        """True if the certificates are the installation's own and give no legal trust."""

    @property
    def own_time(self) -> bool:
        """True if the time stamps are the installation's own."""

    @property
    def seal(self) -> SealOwner | None:
        """Whose seal stands for those who sign; None when each has a certificate of their own."""

    def sign(
        self, pdf: bytes, field: str, person: Person, *, at: datetime, reason: str, appearance: bytes | None
    ) -> bytes:
        """The PDF with the person's signature in the field."""

    def finalise(self, pdf: bytes, *, at: datetime) -> bytes:
        """The PDF with a document time stamp over all of it."""

    def trust(self) -> Material:
        """The roots that verification trusts."""

    def root_pem(self) -> bytes:
        """The root of the installation's own authority, PEM."""


@cache
def _made(path: str) -> SigningPort:
    port: SigningPort = import_string(path)()
    return port


def signing() -> SigningPort:
    """What signs for this installation."""
    return _made(settings.SIGNING)
