"""On what ground a city changes its own decision without an appeal (forvaltningsloven § 35), and what it lets it do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.cases.corrections.touching import harms
from dugnad.areas.casework.models import Case, Decision
from dugnad.areas.casework.rulebook.document import Package
from dugnad.kernel.problems import Invalid

FAVOUR, NOT_TOLD, VOID = "favour", "not_told", "void"
GROUNDS: Final[Mapping[str, Promise]] = {
    FAVOUR: gettext_lazy("It is not to the applicant's disadvantage (a)"),
    NOT_TOLD: gettext_lazy("The applicant has not been told of the decision yet (b)"),
    VOID: gettext_lazy("The decision is invalid (c)"),
}
CITED: Final = {FAVOUR: "§ 35 (a)", NOT_TOLD: "§ 35 (b)", VOID: "§ 35 (c)"}
CODE: Final = "reopened"


def checked(row: Case, ground: str) -> str:
    """What a case that is opened on the ground is marked with; Invalid at `ground`."""
    if ground not in GROUNDS:
        raise Invalid(fields={"ground": _("Choose one.")})
    newest = row.decisions.filter(final=True).first()
    if ground == NOT_TOLD and newest and is_told(newest):
        raise Invalid(fields={"ground": _("The applicant has the letter already.")})
    return f"{CODE}:{ground}"


def is_told(decision: Decision) -> bool:
    """Whether the applicant has received its letter."""
    return decision.letters.exclude(received_at=None).exists()


def marks(why: list[str]) -> list[str]:
    """The ground among the reasons why a person decides; it stays while the case is open."""
    return [one for one in why if one.startswith(f"{CODE}:")]


def ground_of(why: list[str]) -> str:
    """The ground on which the case was opened; '' when it was not."""
    return next((one.partition(":")[2] for one in marks(why)), "")


def may_change(why: list[str], package: Package, before: Decision | None, after: Decision) -> None:
    """Invalid at `result` where the ground does not allow an end to the applicant's disadvantage.

    What cannot be told to be one is for the case worker to answer for.
    """
    ground = ground_of(why)
    if before is None or not ground or ground == VOID or (ground == NOT_TOLD and not is_told(before)):
        return
    if harms(package, json.loads(before.trace), json.loads(after.trace)):
        raise Invalid(fields={"result": _refusal(ground)})


def _refusal(ground: str) -> str:
    if ground == NOT_TOLD:
        return _(
            "The applicant has received the letter meanwhile, and this goes against the applicant. "
            "A decision can be changed so only where it is invalid: choose that ground, or let the decision stand."
        )
    return _(
        "The case was opened to change it in the applicant's favour, and this goes against the applicant. "
        "A decision can be changed so only where it is invalid: choose that ground, or let the decision stand."
    )
