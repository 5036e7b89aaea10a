"""Verifying a file that somebody brings: the report's codes in the reader's words. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dugnad.areas.agreements.ports import signing
from dugnad.areas.agreements.verdicts import FINDINGS, OUTCOMES, PROBLEMS, STAMP_VERDICTS
from dugnad.engines.pades.report import (
    DocumentStamp,
    ExpectedSignatory,
    Finding,
    Outcome,
    Problem,
    Report,
    SignatureReport,
    Verdict,
)

LARGEST = 30_000_000
_UNTRUSTED = {Problem.UNKNOWN_ISSUER, Problem.UNTRUSTED_TIMESTAMP}


@dataclass(frozen=True, slots=True)
class ToldSignature:
    """One signature in words. `state` is fine or act."""

    who: str
    organisation: str
    authority: str
    when: datetime | None
    when_proven: bool
    state: str
    verdict: str
    faults: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The whole answer in words; `ok` only if there is nothing to object to and all have signed."""

    ok: bool
    state: str
    outcome: Outcome
    answer: str
    findings: tuple[str, ...]
    signatures: tuple[ToldSignature, ...]
    missing: tuple[str, ...]
    stamps: tuple[str, ...]
    trust: tuple[str, ...]


def examine(
    pdf: bytes, *, trust_roots: Sequence[bytes] = (), own: bool = True, at: datetime | None = None
) -> Report:
    """The report on a file, judged now by these roots and, if `own`, by those of this installation.

    ValueError when a root is no certificate. An installation without a database has no roots of its own.
    """
    from dugnad.engines.pades.verification import verify

    roots, crls = list(trust_roots), []
    if own:
        trusted = _own_trust()
        roots += trusted[0]
        crls += trusted[1]
    return verify(pdf, trust_roots=roots, at=at or timezone.now(), crls=crls)


def _own_trust() -> tuple[list[bytes], list[bytes]]:
    try:
        trusted = signing().trust()
    except DatabaseError:
        return [], []
    return list(trusted.roots), list(trusted.crls)


def tell(report: Report) -> Told:
    """The report in the present language."""
    ok = report.outcome is Outcome.VALID and (report.finished or not report.expected)
    return Told(
        ok=ok,
        state=_state(report),
        outcome=report.outcome,
        answer=_answer(report),
        findings=tuple(str(FINDINGS[finding]) for finding in report.findings),
        signatures=tuple(_signature(one, report) for one in report.signatures),
        missing=tuple(_missing(one) for one in report.expected if not has_field(one, report)),
        stamps=tuple(_stamp(one) for one in report.stamps),
        trust=tuple(dict.fromkeys(_trust(report))),
    )


def _state(report: Report) -> str:
    if report.outcome is Outcome.VALID:
        return "fine"
    return "watch" if report.outcome in (Outcome.INCOMPLETE, Outcome.UNSIGNED) else "act"


def _answer(report: Report) -> str:
    if report.outcome is Outcome.VALID and report.long_term:
        return _(
            "All is in order: everyone has signed, and nothing was changed afterwards. "
            "The file can be verified for the long term."
        )
    if _only_untrusted(report):
        return _(
            "Nothing was changed after signing, but the certificates come from an authority that is not trusted here. "
            "Get its root certificate from someone you trust."
        )
    return str(OUTCOMES[report.outcome])


def _only_untrusted(report: Report) -> bool:
    """All that is wrong is that nobody here vouches for the authority."""
    problems = {problem for one in report.signatures for problem in one.problems}
    other = set(report.findings) - {Finding.INVALID_SIGNATURE, Finding.MISSING_SIGNATURE}
    return Problem.UNKNOWN_ISSUER in problems and not other and problems <= _UNTRUSTED


def _signature(one: SignatureReport, report: Report) -> ToldSignature:
    named = next((expected for expected in report.expected if expected.field == one.field), None)
    who = _who(one, named)
    return ToldSignature(
        who=who.name,
        organisation=f"{who.organisation} ({who.number})" if who.number else who.organisation,
        authority=who.authority,
        when=_when(one),
        when_proven=bool(one.stamp and one.stamp.verdict is Verdict.VALID),
        state="fine" if one.verdict is Verdict.VALID else "act",
        verdict=_("Valid") if one.verdict is Verdict.VALID else _("Not valid"),
        faults=tuple(str(PROBLEMS[problem]) for problem in one.problems),
        notes=tuple(_notes(one, named, who)),
    )


@dataclass(frozen=True, slots=True)
class _Who:
    """Who a signature is by: whom its certificate names, or for whom a seal stands."""

    name: str
    organisation: str = ""
    number: str = ""
    authority: str = ""


def _who(one: SignatureReport, named: ExpectedSignatory | None) -> _Who:
    if named and (one.signer is None or _is_sealed(one, named)):
        name = one.declared or named.name
        authority = named.role if name == named.name else one.reason
        return _Who(name, named.organisation, named.organisation_number, authority)
    if one.signer is None:
        return _Who(_("Unknown"))
    signer = one.signer
    return _Who(signer.name, signer.organisation, signer.organisation_number, signer.authority)


def _is_sealed(one: SignatureReport, named: ExpectedSignatory) -> bool:
    return bool(named.seal and one.signer and one.signer.organisation_number == named.seal)


def _when(one: SignatureReport) -> datetime | None:
    return one.stamp.at if one.stamp else one.claimed_at


def _notes(one: SignatureReport, named: ExpectedSignatory | None, who: _Who) -> Iterator[str]:
    if named and who.name != named.name and not one.problems:
        yield _("In place of %(name)s.") % {"name": named.name}
    if named and one.signer and _is_sealed(one, named):
        yield _("The seal of %(owner)s vouches for who signed.") % {
            "owner": one.signer.organisation or one.signer.name
        }
    if one.stamp is None and one.claimed_at:
        yield _("The time is the signer’s own word; no time stamp proves it.")
    if one.revoked_at and not one.problems:
        when = date_format(timezone.localtime(one.revoked_at), "DATETIME_FORMAT")
        yield _("The certificate was revoked on %(when)s, after the signature was made.") % {"when": when}


def _missing(one: ExpectedSignatory) -> str:
    facts = {"name": one.name, "organisation": one.organisation, "role": one.role}
    return _("%(name)s, %(role)s, %(organisation)s has not signed.") % facts


def has_field(one: ExpectedSignatory, report: Report) -> bool:
    return any(signature.field == one.field for signature in report.signatures)


def _stamp(one: DocumentStamp) -> str:
    if one.verdict is not Verdict.VALID or one.at is None:
        return str(STAMP_VERDICTS.get(one.verdict, STAMP_VERDICTS[Verdict.SIGNATURE_BROKEN]))
    facts = {"when": date_format(timezone.localtime(one.at), "DATETIME_FORMAT"), "authority": one.authority}
    if one.covers_file:
        return _("The whole file was time-stamped on %(when)s by %(authority)s.") % facts
    return _("The file as it was on %(when)s was time-stamped by %(authority)s.") % facts


def _trust(report: Report) -> Iterator[str]:
    """Who vouches for the names, and what that is worth."""
    for one in report.signatures:
        if one.signer and one.signer.notice:
            told = _(
                "The certificates come from «%(issuer)s», a Dugnad installation’s own authority. "
                "They give no legal trust: no public body vouches for them."
            )
            yield told % {"issuer": one.signer.issuer}
        elif one.signer:
            yield _("The certificates come from «%(issuer)s».") % {"issuer": one.signer.issuer}
