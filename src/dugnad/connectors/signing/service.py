"""What signs for this installation, by its settings: certificates, time stamps, and what to trust."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from dugnad.connectors.signing import embedded, seal
from dugnad.connectors.timestamp import HttpTimeStamper
from dugnad.engines.pades.authority import Person
from dugnad.engines.pades.errors import Fault, PadesError
from dugnad.engines.pades.signing import finalise, sign
from dugnad.engines.pades.trust import Material


class Signing:
    """Signs, stamps and says what to trust, by the settings SIGNING_CERTIFICATE, SIGNING_TRUST and TSA_URL."""

    @property
    def own_certificates(self) -> bool:
        """True if certificates come from the embedded authority, which gives no legal trust."""
        return not settings.SIGNING_CERTIFICATE

    @property
    def own_time(self) -> bool:
        """True if time stamps come from the embedded authority."""
        return not settings.TSA_URL

    @property
    def seal(self) -> seal.Owner | None:
        """Whose seal stands for those who sign; None when each has a certificate of their own."""
        return None if self.own_certificates else seal.owner()

    def sign(
        self, pdf: bytes, field: str, person: Person, *, at: datetime, reason: str, appearance: bytes | None
    ) -> bytes:
        """The PDF with the person's signature, time-stamped, in the field. Raises `PadesError`."""
        signer, material = self._signer(person, at), self._material(at)
        try:
            return sign(
                pdf,
                field,
                signer,
                self._timestamper(),
                at=at,
                material=material,
                declared=person.name,
                reason=reason,
                appearance=appearance,
            )
        except (TimestampRequestError, OSError) as error:
            raise PadesError(Fault.TIMESTAMP_REFUSED, str(error)) from error

    def finalise(self, pdf: bytes, *, at: datetime) -> bytes:
        """The PDF with a document time stamp over all of it. Raises `PadesError`."""
        try:
            return finalise(pdf, self._timestamper(), at=at, material=self._material(at))
        except (TimestampRequestError, OSError) as error:
            raise PadesError(Fault.TIMESTAMP_REFUSED, str(error)) from error

    def trust(self) -> Material:
        """What verification trusts: the embedded root if there is one, and what the operator handed in."""
        handed, own = seal.trust(), embedded.known_root()
        return replace(handed, roots=(*handed.roots, own.der)) if own else handed

    def root_pem(self) -> bytes:
        """The embedded authority's root certificate, for those who verify elsewhere."""
        return embedded.root().certificate.public_bytes(Encoding.PEM)

    def _signer(self, person: Person, at: datetime) -> Signer:
        if self.own_certificates:
            return embedded.one_time_credential(person, at).signer()
        return seal.signer()

    def _timestamper(self) -> TimeStamper:
        return embedded.timestamper() if self.own_time else HttpTimeStamper(settings.TSA_URL)

    def _material(self, at: datetime) -> Material:
        """What goes into the document: nothing of the embedded authority where it has no part in it."""
        if self.own_certificates or self.own_time:
            crls = [embedded.revocation_list(at)]
            return self.trust().with_more(crls=crls)
        return seal.trust()
