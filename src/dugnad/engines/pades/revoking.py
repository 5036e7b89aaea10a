"""The revocation list of an authority (RFC 5280, 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from dugnad.engines.pades.credentials import Credential


@dataclass(frozen=True, slots=True)
class Revocation:
    """A certificate, by serial number, that is not to be trusted from `at` on."""

    serial: int
    at: datetime
    reason: x509.ReasonFlags = x509.ReasonFlags.unspecified


def make_crl(
    root: Credential,
    revocations: Iterable[Revocation],
    *,
    number: int,
    issued: datetime,
    next_update: datetime,
) -> bytes:
    """The root's revocation list, DER (RFC 5280, 5). `number` grows by every list."""
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.certificate.subject)
        .last_update(issued)
        .next_update(next_update)
        .add_extension(identifier, critical=False)
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    for revocation in revocations:
        builder = builder.add_revoked_certificate(_entry(revocation))
    return builder.sign(root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _entry(revocation: Revocation) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder().serial_number(revocation.serial).revocation_date(revocation.at)
    if revocation.reason is not x509.ReasonFlags.unspecified:
        builder = builder.add_extension(x509.CRLReason(revocation.reason), critical=False)
    return builder.build()
