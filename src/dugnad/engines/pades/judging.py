"""The verdict on one signature or document time stamp of a case."""

from asn1crypto import cms, core
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr, validate_sig_integrity

from dugnad.engines.pades.bounds import GarbledError, hostile_bytes
from dugnad.engines.pades.case import Case
from dugnad.engines.pades.evidence import (
    certificates_in,
    describe,
    is_weak,
    judge_stamp,
    signature_imprint,
    signature_stamps,
)
from dugnad.engines.pades.mandate import authority_problems
from dugnad.engines.pades.report import (
    DocumentStamp,
    Level,
    Problem,
    SignatureReport,
    Stamp,
    Verdict,
)
from dugnad.engines.pades.trust import Material, Purpose, judge, revoked_at

_PADES = "/ETSI.CAdES.detached"
_SUBFILTERS = {_PADES, "/adbe.pkcs7.detached"}


async def judge_document_stamp(case: Case, found: EmbeddedPdfSignature) -> DocumentStamp:
    """A document time stamp. To be asked of the newest first: one that holds proves what it covers."""
    try:
        with hostile_bytes():
            judged = await _document_stamp(case, found)
    except GarbledError:
        revision = found.signed_revision
        return DocumentStamp(found.field_name, revision, None, "", Verdict.SIGNATURE_BROKEN, False)
    if judged.verdict is Verdict.VALID and judged.at:
        case.proven.append((judged.revision, judged.at))
    return judged


async def judge_signature(case: Case, found: EmbeddedPdfSignature) -> SignatureReport:
    """A signature: all that is wrong with it, how far PAdES is shown, and who, when, on what authority."""
    try:
        with hostile_bytes():
            return await _signature(case, found)
    except GarbledError:
        problems = (Problem.SIGNATURE_BROKEN,)
        return SignatureReport(found.field_name, found.signed_revision, problems)


async def _document_stamp(case: Case, found: EmbeddedPdfSignature) -> DocumentStamp:
    if str(found.sig_object.get("/SubFilter")) != "/ETSI.RFC3161":
        raise GarbledError("no document time stamp")
    moment = case.existed_at(found.signed_revision)
    stamp = await judge_stamp(found.signed_data, found.compute_digest, moment, case.material)
    verdict = stamp.verdict
    if verdict is Verdict.VALID and not case.is_whole(found):
        verdict = Verdict.CHANGED_AFTER_SIGNING
    covers = found.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE
    return DocumentStamp(found.field_name, found.signed_revision, stamp.at, stamp.authority, verdict, covers)


async def _signature(case: Case, found: EmbeddedPdfSignature) -> SignatureReport:
    certificate = found.signer_cert
    signer = describe(certificate)
    own = case.material.with_more(certificates=certificates_in(found.signed_data))
    unsound = _soundness(found)
    stamp = await _stamp(case, found, case.material)
    problems = set(unsound)
    if not case.is_whole(found) or _hides_data(found):
        problems.add(Problem.CHANGED_AFTER_SIGNING)
    if stamp and stamp.verdict is not Verdict.VALID:
        problems.add(Problem.UNTRUSTED_TIMESTAMP)
    untrusted = await judge(certificate, Purpose.SIGNING, stamp.at if stamp else case.at, own)
    if untrusted:
        problems.add(untrusted)
    declared = str(found.sig_object.get("/Name", ""))
    problems.update(authority_problems(found.field_name, signer, case.expected, declared))
    return SignatureReport(
        found.field_name,
        found.signed_revision,
        tuple(sorted(problems, key=list(Problem).index)),
        Level.NONE if unsound else await _level(case, found, stamp, untrusted),
        signer,
        found.self_reported_timestamp,
        stamp,
        revoked_at(certificate.dump(), own),
        declared,
        str(found.sig_object.get("/Reason", "")),
    )


def _soundness(found: EmbeddedPdfSignature) -> set[Problem]:
    """What is wrong with the signature as such, whoever made it."""
    information, attributes = found.signer_info, found.signer_info["signed_attrs"]
    subfilter = str(found.sig_object.get("/SubFilter"))
    detached = found.signed_data["encap_content_info"]["content"] is core.VOID
    if subfilter not in _SUBFILTERS or attributes is core.VOID or not detached:
        return {Problem.SIGNATURE_BROKEN}
    if subfilter == _PADES and get_signing_cert_attr(attributes) is None:
        return {Problem.SIGNATURE_BROKEN}
    intact, valid = validate_sig_integrity(information, found.signer_cert, "data", found.compute_digest())
    problems = {
        Problem.SIGNATURE_BROKEN: not valid,
        Problem.DIGEST_MISMATCH: not intact,
        Problem.WEAK_ALGORITHM: is_weak(information, found.signer_cert),
    }
    return {problem for problem, applies in problems.items() if applies}


def _hides_data(found: EmbeddedPdfSignature) -> bool:
    """Whether the room left over for the signature, which nothing covers, holds anything but zeros."""
    length = len(cms.ContentInfo.load(found.pkcs7_content).dump())
    return any(found.pkcs7_content[length:])


async def _stamp(case: Case, found: EmbeddedPdfSignature, material: Material) -> Stamp | None:
    """The first time stamp on the signature that can be relied on, else the last there is."""
    moment, imprint = case.existed_at(found.signed_revision), signature_imprint(found.signer_info)
    stamp = None
    for token in signature_stamps(found.signer_info):
        stamp = await judge_stamp(token, imprint, moment, material)
        if stamp.verdict is Verdict.VALID:
            break
    return stamp


async def _level(
    case: Case, found: EmbeddedPdfSignature, stamp: Stamp | None, untrusted: Problem | None
) -> Level:
    """How far the file alone shows it, without what the caller brought."""
    if str(found.sig_object.get("/SubFilter")) != _PADES:
        return Level.NONE
    if stamp is None or stamp.verdict is not Verdict.VALID:
        return Level.B_B
    alone: Stamp | None = stamp
    if case.embedded != case.material:
        own = case.embedded.with_more(certificates=certificates_in(found.signed_data))
        alone = await _stamp(case, found, case.embedded)
        untrusted = await judge(found.signer_cert, Purpose.SIGNING, stamp.at, own)
    if untrusted or alone is None or alone.verdict is not Verdict.VALID:
        return Level.B_T
    sealed = any(revision > found.signed_revision for revision, _ in case.proven)
    return Level.B_LTA if sealed else Level.B_LT
