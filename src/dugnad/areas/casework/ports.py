"""What casework asks of the outside: registers that know facts, a seal on letters, and a post that carries them.

The settings REGISTERS, SIGNING and POST name what answers. All raise OSError when the other side cannot be reached.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from dugnad.engines.pades.authority import Person


class Answer(Protocol):
    """What a register knows of one fact: the value as text, its unit ('' if none), and when it was so.

    `provenance`: what it rests on, as JSON values; `lacks` in it says why there is no value.
    """

    @property
    def value(self) -> str: ...

    @property
    def unit(self) -> str: ...

    @property
    def at(self) -> dt.datetime: ...

    @property
    def provenance(self) -> Mapping[str, Any]: ...


class RegisterPort(Protocol):
    """Registers of the outside, by name."""

    def known(self, register: str) -> bool:
        """Whether the register is connected at all."""

    def ask(
        self,
        register: str,
        names: Sequence[str],
        *,
        subject: str,
        born: dt.date,
        day: dt.date,
        city: str,
        given: Mapping[str, str],
    ) -> Mapping[str, Answer]:
        """What the register knows of one person on a day, for the facts named. Raises OSError when it is down.

        `city`: the organisation number of the city that asks; `given`: what the rules say it must be told.
        """

    def choices(self, register: str, name: str, *, city: str) -> Sequence[str]:
        """What one may choose from, as the schools of a city; empty where it is not known. Raises OSError."""


class SigningPort(Protocol):
    """Seals a PDF; see the signing connector. Faults are `PadesError`."""

    def sign(
        self,
        pdf: bytes,
        field: str,
        person: Person,
        *,
        at: dt.datetime,
        reason: str,
        appearance: bytes | None,
    ) -> bytes:
        """The PDF with the signature in the field."""

    def finalise(self, pdf: bytes, *, at: dt.datetime) -> bytes:
        """The PDF with a document time stamp over all of it."""


class Receipt(Protocol):
    """What the post says when it has taken a letter over."""

    @property
    def id(self) -> str: ...

    @property
    def at(self) -> dt.datetime: ...


class PostPort(Protocol):
    """Carries letters, as KS SvarUt does."""

    def send(self, *, key: str, to: str, title: str, pdf: bytes) -> Receipt:
        """Hand a letter over. The same `key` again gives the first receipt. Raises OSError when it is down."""


@cache
def _made(path: str) -> Any:
    return import_string(path)()


def registers() -> RegisterPort:
    """What answers for registers in this installation."""
    port: RegisterPort = _made(settings.REGISTERS)
    return port


def signing() -> SigningPort:
    """What seals letters."""
    port: SigningPort = _made(settings.SIGNING)
    return port


def post() -> PostPort:
    """What carries letters."""
    port: PostPort = _made(settings.POST)
    return port
