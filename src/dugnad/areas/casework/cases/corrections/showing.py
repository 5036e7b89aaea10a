"""Corrections in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.rules_of import rules
from dugnad.areas.casework.cases.showing import STATES as STATE_WORDS
from dugnad.areas.casework.cases.words import label
from dugnad.areas.casework.models import Correction
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.wording import written

KINDS = {
    CorrectionState.FOUND: "unknown",
    CorrectionState.READY: "info",
    CorrectionState.PERSON: "watch",
    CorrectionState.SAME: "plain",
    CorrectionState.SENT: "fine",
    CorrectionState.STANDS: "plain",
}
ROUND = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is another now: what it is called, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One touched case."""

    row: Correction
    kind: str
    differences: list[Difference]


def shown(row: Correction) -> Shown:
    """A touched case with its differences in words."""
    package = rules(row.adoption)[0] if row.adoption else None
    found = [_difference(package, *one) for one in row.differences] if package else []
    return Shown(row, KINDS[CorrectionState(row.state)], found)


def _difference(package: Package, name: str, before: str, after: str) -> Difference:
    if name:
        return Difference(label(package, name), _value(before), _value(after))
    return Difference(_("How the case ends"), _result(package, before), _result(package, after))


def _result(package: Package, id: str) -> str:
    found = package.result(id)
    return said(found.label) if found else _("With a case worker")


def _value(text: str) -> str:
    if text in STATE_WORDS:
        return str(STATE_WORDS[text][2])
    try:
        return written(Decimal(text).quantize(ROUND).normalize() + 0, (get_language() or "nb")[:2])
    except (InvalidOperation, KeyError):
        return text or "–"
