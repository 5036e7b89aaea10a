"""Who signed a PDF, when, on what authority, and whether anything was changed afterwards; offline.

Integrity, chains and time stamps as in ETSI EN 319 102-1, modifications by `changes`, authority by the
agreement attached to the file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from dugnad.engines.pades.bounds import GarbledError, Limits, Unreadable, hostile_bytes
from dugnad.engines.pades.case import Case, open_case
from dugnad.engines.pades.judging import judge_document_stamp, judge_signature
from dugnad.engines.pades.report import (
    ExpectedSignatory,
    Finding,
    Problem,
    Report,
    SignatureReport,
    Verdict,
)
from dugnad.engines.pades.trust import load_certificates, readable_crls
from dugnad.engines.pades.waiting import run

_STANDARD = Limits()


def verify(
    pdf: bytes,
    *,
    trust_roots: Sequence[bytes],
    at: datetime,
    crls: Sequence[bytes] = (),
    limits: Limits = _STANDARD,
) -> Report:
    """Everything the file shows, judged at the time `at` against these roots (PEM or DER).

    `crls` are revocation lists (DER) newer than those in the file. What is wrong with the file is in
    the report and never raised. `ValueError` when a root is no certificate.
    """
    roots = load_certificates(trust_roots)
    try:
        with hostile_bytes():
            return run(_examine(open_case(pdf, roots, at, readable_crls(crls), limits)))
    except Unreadable as unreadable:
        return Report(findings=(unreadable.finding,))
    except GarbledError:
        return Report(findings=(Finding.MALFORMED,))


async def _examine(case: Case) -> Report:
    stamps = [await judge_document_stamp(case, found) for found in reversed(case.stamps)]
    signatures = [await judge_signature(case, found) for found in case.signatures]
    last = case.reader.total_revisions - 1
    signatures += [SignatureReport(name, last, (Problem.SIGNATURE_BROKEN,)) for name in case.broken]
    valid = {one.field for one in signatures if one.verdict is Verdict.VALID}
    expected = tuple(replace(one, signed=one.field in valid) for one in case.expected)
    findings = tuple(dict.fromkeys(_findings(case, signatures, expected)))
    return Report(findings, tuple(signatures), tuple(reversed(stamps)), expected, case.changes)


def _findings(
    case: Case, signatures: Sequence[SignatureReport], expected: Sequence[ExpectedSignatory]
) -> Iterator[Finding]:
    yield from (change.finding for change in case.changes)
    if case.trailing:
        yield Finding.TRAILING_DATA
    if any(one.verdict is not Verdict.VALID for one in signatures):
        yield Finding.INVALID_SIGNATURE
    if case.agreement_unreadable:
        yield Finding.AGREEMENT_UNREADABLE
    if not signatures:
        yield Finding.NO_SIGNATURES
    if {one.field for one in expected} - {one.field for one in signatures}:
        yield Finding.MISSING_SIGNATURE
