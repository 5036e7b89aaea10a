"""A verification report as plain data, codes and words, for the API and the command line."""

from __future__ import annotations

from typing import Any

from dugnad.areas.agreements.verdicts import FINDINGS, PROBLEMS
from dugnad.areas.agreements.verification import ToldSignature, has_field, tell
from dugnad.engines.pades.report import Report, SignatureReport


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data, codes and words, for the API and the command line."""
    told = tell(report)
    return {
        "ok": told.ok,
        "outcome": report.outcome,
        "answer": told.answer,
        "finished": report.finished,
        "long_term": report.long_term,
        "findings": [{"code": code, "words": str(FINDINGS[code])} for code in report.findings],
        "signatures": [
            _signature_data(one, words) for one, words in zip(report.signatures, told.signatures, strict=True)
        ],
        "stamps": [
            {"at": one.at, "authority": one.authority, "verdict": one.verdict, "covers_file": one.covers_file}
            for one in report.stamps
        ],
        "missing": [
            {"name": one.name, "role": one.role, "organisation": one.organisation}
            for one in report.expected
            if not has_field(one, report)
        ],
        "trust": told.trust,
    }


def _signature_data(one: SignatureReport, words: ToldSignature) -> dict[str, Any]:
    return {
        "field": one.field,
        "verdict": one.verdict,
        "problems": [{"code": code, "words": str(PROBLEMS[code])} for code in one.problems],
        "level": one.level,
        "name": words.who,
        "organisation": words.organisation,
        "authority": words.authority,
        "at": words.when,
        "time_proven": words.when_proven,
        "notes": words.notes,
    }
