"""An embedded certificate authority: a root, its time-stamp authority and one-time signatory certificates.

It gives no legal trust, and says so in every certificate. Times, keys and serial numbers are arguments.
Certificates: RFC 5280. Subjects: ETSI EN 319 412-1 (organizationIdentifier) and X.520.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dugnad.engines.pades.credentials import Credential
from dugnad.engines.pades.errors import Fault, PadesError

NO_LEGAL_TRUST: Final = "Dugnad embedded authority: no legal trust"
# An object identifier under 2.25 belongs to whoever drew the UUID (ITU-T X.667).
_ARC: Final = "2.25.272682375636901889646468305599385132794"
SIGNATORY_POLICY: Final = f"{_ARC}.1"
TIMESTAMP_POLICY: Final = f"{_ARC}.2"
_DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
# ub-common-name of RFC 5280. X.520 has since dropped the bounds; names of organisations exceed 64.
_LONGEST_NAME: Final = 64
_LONGEST: Final = 200
_ROOT_USAGE: Final = frozenset({"key_cert_sign", "crl_sign"})
_SIGNATORY_USAGE: Final = frozenset({"digital_signature", "content_commitment"})
_USAGES: Final = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Validity:
    """The time within which a certificate may be used; both ends with a zone."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs, for which organisation (its Norwegian organisation number), and on what authority."""

    name: str
    organisation: str
    organisation_number: str
    authority: str


def new_key() -> ec.EllipticCurvePrivateKey:
    """A fresh P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def new_serial(randbits: Callable[[int], int] = secrets.randbits) -> int:
    """A positive serial number of at most 20 octets (RFC 5280, 4.1.2.2)."""
    return randbits(158) | (1 << 158)


def create_root(name: str, validity: Validity, *, key: ec.EllipticCurvePrivateKey, serial: int) -> Credential:
    """A self-signed root that may issue certificates and revocation lists, and nothing else."""
    subject = _authority_name(name)
    builder = _builder(subject, subject, key.public_key(), validity, serial)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(_ROOT_USAGE), critical=True)
    return Credential(builder.sign(key, hashes.SHA256()), key)


def create_timestamp_authority(
    root: Credential, name: str, validity: Validity, *, key: ec.EllipticCurvePrivateKey, serial: int
) -> Credential:
    """A time-stamp authority under the root (RFC 3161, 2.3: one critical extended key usage)."""
    subject = _authority_name(name)
    builder = _end_entity(root, subject, key, validity, serial, TIMESTAMP_POLICY)
    builder = builder.add_extension(_usage({"digital_signature"}), critical=True)
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    builder = builder.add_extension(purpose, critical=True)
    return _issued(builder, root, key)


def issue_signatory(
    root: Credential, person: Person, validity: Validity, *, key: ec.EllipticCurvePrivateKey, serial: int
) -> Credential:
    """A certificate for one signature by this person; the authority stands in the subject's title.

    Raises `PadesError` for a person's name above 64 characters, or another part above 200.
    """
    subject = _name(
        [
            (NameOID.COUNTRY_NAME, "NO"),
            (NameOID.ORGANIZATION_NAME, person.organisation),
            (NameOID.ORGANIZATION_IDENTIFIER, f"NTRNO-{person.organisation_number}"),
            (NameOID.COMMON_NAME, person.name),
            (NameOID.TITLE, person.authority),
        ]
    )
    builder = _end_entity(root, subject, key, validity, serial, SIGNATORY_POLICY)
    builder = builder.add_extension(_usage(_SIGNATORY_USAGE), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
    return _issued(builder, root, key)


def _end_entity(
    root: Credential,
    subject: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    validity: Validity,
    serial: int,
    policy: str,
) -> x509.CertificateBuilder:
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    notice = x509.UserNotice(None, NO_LEGAL_TRUST)
    policies = x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(policy), [notice])])
    return (
        _builder(root.certificate.subject, subject, key.public_key(), validity, serial)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(issuer, critical=False)
        .add_extension(policies, critical=False)
    )


def _builder(
    issuer: x509.Name,
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    validity: Validity,
    serial: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key)
        .serial_number(serial)
        .not_valid_before(validity.start)
        .not_valid_after(validity.end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _issued(
    builder: x509.CertificateBuilder, root: Credential, key: ec.EllipticCurvePrivateKey
) -> Credential:
    return Credential(builder.sign(root.key, hashes.SHA256()), key, (root.certificate, *root.issuers))


def _authority_name(name: str) -> x509.Name:
    return _name(
        [
            (NameOID.ORGANIZATION_NAME, "Dugnad"),
            (NameOID.ORGANIZATIONAL_UNIT_NAME, "No legal trust"),
            (NameOID.COMMON_NAME, name),
        ]
    )


def _name(attributes: list[tuple[x509.ObjectIdentifier, str]]) -> x509.Name:
    for kind, value in attributes:
        if len(value) > (_LONGEST_NAME if kind == NameOID.COMMON_NAME else _LONGEST):
            raise PadesError(Fault.NAME_TOO_LONG, value)
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in attributes])


def _usage(allowed: Iterable[str]) -> x509.KeyUsage:
    return x509.KeyUsage(**{usage: usage in allowed for usage in _USAGES})
