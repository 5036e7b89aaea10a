"""Whether a certificate leads to a trusted root at a moment, by what is at hand and nothing fetched."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    FreshnessReqType,
    RevocationCheckingPolicy,
)

from dugnad.engines.pades.report import Problem

_REQUIRE: Final = RevocationCheckingPolicy.from_legacy("require")


class Purpose(Enum):
    """What a certificate is used for, and how fresh its revocation information must be.

    A signatory's must cover the moment of signing. A time-stamp authority's may be of any age: the
    newest at hand is what an offline reader has (ETSI EN 319 102-1, 5.2.5).
    """

    SIGNING = (
        frozenset({"non_repudiation"}),
        frozenset[str](),
        CertRevTrustPolicy(_REQUIRE, retroactive_revinfo=True),
    )
    TIMESTAMPING = (
        frozenset[str](),
        frozenset({"time_stamping"}),
        CertRevTrustPolicy(
            _REQUIRE,
            freshness=timedelta(days=36_500),
            freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
        ),
    )


# The order matters: some of these errors are kinds of others.
_PROBLEMS: Final[tuple[tuple[type[Exception], Problem], ...]] = (
    (PathBuildingError, Problem.UNKNOWN_ISSUER),
    (RevokedError, Problem.REVOKED),
    (ExpiredError, Problem.EXPIRED),
    (NotYetValidError, Problem.NOT_YET_VALID),
    (InsufficientRevinfoError, Problem.REVOCATION_UNKNOWN),
    (DisallowedAlgorithmError, Problem.WEAK_ALGORITHM),
    (InvalidCertificateError, Problem.WRONG_USAGE),
    (ValidationError, Problem.UNKNOWN_ISSUER),
)


@dataclass(frozen=True, slots=True)
class Material:
    """What certificates are judged by: trusted roots, certificates between, CRLs and OCSP responses (DER)."""

    roots: tuple[bytes, ...]
    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def with_more(
        self,
        *,
        certificates: Iterable[bytes] = (),
        crls: Iterable[bytes] = (),
        ocsps: Iterable[bytes] = (),
    ) -> "Material":
        """The same roots with more to judge by; what is there already is not doubled."""
        return replace(
            self,
            certificates=tuple(dict.fromkeys((*self.certificates, *certificates))),
            crls=tuple(dict.fromkeys((*self.crls, *crls))),
            ocsps=tuple(dict.fromkeys((*self.ocsps, *ocsps))),
        )


def load_certificates(data: Iterable[bytes]) -> tuple[bytes, ...]:
    """Certificates, PEM (one or more in each) or DER, as DER; `ValueError` for anything else."""
    found: list[bytes] = []
    for one in data:
        if one.lstrip().startswith(b"-----BEGIN"):
            found.extend(each.public_bytes(Encoding.DER) for each in x509.load_pem_x509_certificates(one))
        else:
            found.append(x509.load_der_x509_certificate(one).public_bytes(Encoding.DER))
    return tuple(found)


async def judge(
    certificate: asn1_x509.Certificate, purpose: Purpose, moment: datetime, material: Material
) -> Problem | None:
    """Why the certificate is not to be trusted for the purpose at the moment, or None."""
    key_usage, extended, policy = purpose.value
    context = ValidationContext(
        trust_roots=[asn1_x509.Certificate.load(one) for one in material.roots],
        other_certs=[asn1_x509.Certificate.load(one) for one in issuers(material)],
        moment=moment,
        crls=list(material.crls),
        ocsps=list(material.ocsps),
        revinfo_policy=policy,
        allow_fetching=False,
    )
    validator = CertificateValidator(certificate, validation_context=context)
    try:
        await validator.async_validate_usage(set(key_usage), set(extended) or None)
    except tuple(kind for kind, _ in _PROBLEMS) as error:
        return next(problem for kind, problem in _PROBLEMS if isinstance(error, kind))
    return None


def revoked_at(certificate: bytes, material: Material) -> datetime | None:
    """When a list signed by the certificate's issuer says it was revoked; the earliest, or None."""
    subject = x509.load_der_x509_certificate(certificate)
    keys = [one.public_key() for one in _parsed((*material.roots, *issuers(material)))
            if one.subject == subject.issuer]  # fmt: skip
    dates = []
    for der in material.crls:
        crl = x509.load_der_x509_crl(der)
        entry = crl.get_revoked_certificate_by_serial_number(subject.serial_number)
        if entry is not None and any(_signed(crl, key) for key in keys):
            dates.append(entry.revocation_date_utc)
    return min(dates, default=None)


def issuers(material: Material) -> tuple[bytes, ...]:
    """Those certificates that really were issued under a root, step by step.

    Path building is left nothing else to wander in, so that many certificates that name one another
    cost no more than one signature check for each pair.
    """
    known = _parsed(material.roots)
    waiting = [one for one in _parsed(material.certificates) if _is_authority(one)]
    found: list[x509.Certificate] = []
    while fresh := [one for one in waiting if any(_issued(one, issuer) for issuer in known)]:
        found.extend(fresh)
        known = fresh
        waiting = [one for one in waiting if one not in fresh]
    return tuple(one.public_bytes(Encoding.DER) for one in found)


def readable_crls(crls: Iterable[bytes]) -> tuple[bytes, ...]:
    """Those that are certificate revocation lists (RFC 5280)."""
    return tuple(one for one in crls if _reads(x509.load_der_x509_crl, one))


def readable_ocsps(responses: Iterable[bytes]) -> tuple[bytes, ...]:
    """Those that are answers on the status of a certificate (RFC 6960)."""
    return tuple(one for one in responses if _reads(ocsp.load_der_ocsp_response, one))


def _reads(load: Callable[[bytes], object], der: bytes) -> bool:
    try:
        load(der)
    except ValueError:
        return False
    return True


def _parsed(certificates: Iterable[bytes]) -> list[x509.Certificate]:
    parsed = []
    for der in certificates:
        try:
            parsed.append(x509.load_der_x509_certificate(der))
        except ValueError:
            continue
    return parsed


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _signed(crl: x509.CertificateRevocationList, key: object) -> bool:
    try:
        return crl.is_signature_valid(key)  # type: ignore[arg-type]
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False
