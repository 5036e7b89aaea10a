"""What the file itself holds for judging its signatures: certificates, revocation lists, time stamps."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import Any, Final

from asn1crypto import cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, validate_sig_integrity
from pyhanko.sign.validation.utils import DEFAULT_ALGORITHM_USAGE_POLICY
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from dugnad.engines.pades.bounds import GarbledError, Unreadable, hostile_bytes
from dugnad.engines.pades.report import Finding, Signer, Stamp, Verdict
from dugnad.engines.pades.structure import BoundedReader
from dugnad.engines.pades.trust import Material, Purpose, judge, readable_crls, readable_ocsps

_STRONG_DIGESTS: Final = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
_MOST_STREAMS: Final = 100
_MOST_CERTIFICATES: Final = 50
_NUMBER_PREFIX: Final = "NTRNO-"


def embedded_material(reader: BoundedReader, roots: tuple[bytes, ...]) -> Material:
    """What the document security store holds, under these roots; what cannot be read is left out."""
    try:
        with hostile_bytes():
            store = reader.root.get("/DSS", DictionaryObject()).get_object()
            certificates = _streams(store, "/Certs", DecodePurpose.CERTIFICATE)
            crls = _streams(store, "/CRLs", DecodePurpose.CRL)
            ocsps = _streams(store, "/OCSPs", DecodePurpose.OCSP_RESPONSE)
    except GarbledError:
        return Material(roots)
    return Material(roots, certificates, readable_crls(crls), readable_ocsps(ocsps))


def certificates_in(signed_data: cms.SignedData) -> tuple[bytes, ...]:
    """The certificates that travel with a signature, its signer's left out; DER."""
    others = extract_certificate_info(signed_data).other_certs
    return tuple(one.dump() for one in islice(others, _MOST_CERTIFICATES))


def is_weak(signer_info: cms.SignerInfo, certificate: x509.Certificate) -> bool:
    """Whether the digest, the signature's algorithm or its key is no longer good enough."""
    if signer_info["digest_algorithm"]["algorithm"].native not in _STRONG_DIGESTS:
        return True
    allowed = DEFAULT_ALGORITHM_USAGE_POLICY.signature_algorithm_allowed(
        signer_info["signature_algorithm"], moment=None, public_key=certificate.public_key
    )
    return not allowed


def signature_stamps(signer_info: cms.SignerInfo) -> Iterable[cms.SignedData]:
    """The time stamps on a signature (CAdES signature-time-stamp)."""
    return extract_tst_data_iter(signer_info, signed=False)


def signature_imprint(signer_info: cms.SignerInfo) -> Callable[[str], bytes]:
    """The digest of a signature's value by the named algorithm: what a time stamp on it must hold."""
    return lambda algorithm: _digest(signer_info["signature"].native, algorithm)


async def judge_stamp(
    token: cms.SignedData, imprint: Callable[[str], bytes], moment: datetime, material: Material
) -> Stamp:
    """A time stamp's time and authority, and whether it can be relied on at the moment.

    Raises what pyHanko and asn1crypto raise for a token that is none.
    """
    information = token["encap_content_info"]["content"].parsed
    if not isinstance(information, tsp.TSTInfo):
        raise TypeError("a time stamp without its content")
    certificate = extract_certificate_info(token).signer_cert
    at = information["gen_time"].native
    verdict = _soundness(token, information, certificate, imprint)
    if verdict is Verdict.VALID:
        verdict = _within(certificate, at)
    if verdict is Verdict.VALID:
        more = material.with_more(certificates=certificates_in(token))
        problem = await judge(certificate, Purpose.TIMESTAMPING, moment, more)
        verdict = Verdict(problem) if problem else verdict
    return Stamp(at, describe(certificate).name, verdict)


def describe(certificate: x509.Certificate) -> Signer:
    """Whom the certificate names."""
    subject, issuer = certificate.subject.native, certificate.issuer.native
    number = _first(subject, "organization_identifier").removeprefix(_NUMBER_PREFIX)
    return Signer(
        name=_first(subject, "common_name"),
        organisation=_first(subject, "organization_name"),
        organisation_number="".join(number.split()),
        authority=_first(subject, "title"),
        issuer=_first(issuer, "common_name") or _first(issuer, "organization_name"),
        notice=_notice(certificate),
    )


def _soundness(
    token: cms.SignedData,
    information: tsp.TSTInfo,
    certificate: x509.Certificate,
    imprint: Callable[[str], bytes],
) -> Verdict:
    stamped = information["message_imprint"]
    algorithm = stamped["hash_algorithm"]["algorithm"].native
    signer_info = extract_signer_info(token)
    own = signer_info["digest_algorithm"]["algorithm"].native
    if algorithm not in _STRONG_DIGESTS or is_weak(signer_info, certificate):
        return Verdict.WEAK_ALGORITHM
    if signer_info["signed_attrs"] is core.VOID:
        return Verdict.SIGNATURE_BROKEN
    content = bytes(token["encap_content_info"]["content"])
    intact, valid = validate_sig_integrity(signer_info, certificate, "tst_info", _digest(content, own))
    if not (intact and valid):
        return Verdict.SIGNATURE_BROKEN
    matches = imprint(algorithm) == stamped["hashed_message"].native
    return Verdict.VALID if matches else Verdict.DIGEST_MISMATCH


def _within(certificate: x509.Certificate, at: datetime) -> Verdict:
    if at < certificate.not_valid_before:
        return Verdict.NOT_YET_VALID
    return Verdict.EXPIRED if at > certificate.not_valid_after else Verdict.VALID


def _streams(store: Any, kind: str, purpose: DecodePurpose) -> tuple[bytes, ...]:
    entries = store.get(kind, ArrayObject()).get_object()
    if len(entries) > _MOST_STREAMS:
        raise Unreadable(Finding.TOO_COMPLEX)
    return tuple(entry.get_object().read_data(purpose) for entry in entries)


def _digest(data: bytes, algorithm: str) -> bytes:
    digest = hashes.Hash(get_pyca_cryptography_hash(algorithm))
    digest.update(data)
    return digest.finalize()


def _first(name: dict[str, Any], part: str) -> str:
    value = name.get(part, "")
    return str(value[0] if isinstance(value, list) else value)


def _notice(certificate: x509.Certificate) -> str:
    policies = certificate.certificate_policies_value
    for policy in policies.native if policies else ():
        for qualifier in policy["policy_qualifiers"] or ():
            if isinstance(qualifier["qualifier"], dict):
                return str(qualifier["qualifier"].get("explicit_text") or "")
    return ""
