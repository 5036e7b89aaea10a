"""What happens in cases, and why a person decides, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.casework.cases.reversal import GROUNDS
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Package

UNUSABLE: Final[Mapping[str, Promise]] = {
    "number": gettext_lazy("Write a number, 0 or more."),
    "currency": gettext_lazy("Give the amount in Norwegian kroner. Other currencies cannot be used."),
    "date": gettext_lazy("There is no such date. Write it as year-month-day, for example 2024-08-31."),
    "choice": gettext_lazy("Choose one."),
    "yes_no": gettext_lazy("Answer yes or no."),
    "place": gettext_lazy("Write the place as two numbers of degrees, for example 60.39, 5.32."),
}
WHAT: Final[Mapping[str, Promise]] = {
    "applied": gettext_lazy("The application was sent"),
    "waits": gettext_lazy("A register did not answer; the case waits"),
    "to_person": gettext_lazy("The case went to a case worker"),
    "fact_given": gettext_lazy("A case worker entered a fact"),
    "decided": gettext_lazy("The case was decided"),
    "letter_sent": gettext_lazy("A letter was sent"),
    "preliminary": gettext_lazy("A preliminary reply was sent"),
    "control_asked": gettext_lazy("The applicant asked that a person looks through the case"),
    "controlled": gettext_lazy("A case worker looked through the decision"),
    "appealed": gettext_lazy("The applicant appealed"),
    "appeal_dismissed": gettext_lazy("The appeal was dismissed"),
    "appeal_sent_on": gettext_lazy("The appeal was sent on"),
    "appeal_taken_in": gettext_lazy("A late appeal was taken in"),
    "appeal_settled": gettext_lazy("The appeal was decided"),
    "appeal_withdrawn": gettext_lazy("The applicant withdrew the appeal"),
    "reopened": gettext_lazy("The case was opened again"),
    "touched": gettext_lazy("An error in the rules touched the case; it is looked at again"),
    "unchanged": gettext_lazy("The corrected rules give the same"),
    "corrected": gettext_lazy("The decision was corrected in the applicant's favour"),
    "stands": gettext_lazy("A case worker let the decision stand"),
    "withdrawn": gettext_lazy("The application was withdrawn"),
    "draft_deleted": gettext_lazy("A draft of an application was deleted"),
}
WHY: Final[Mapping[str, Promise]] = {
    "missing": gettext_lazy("Something is not known"),
    "stale": gettext_lazy("Something is known, but too old"),
    "no_consent": gettext_lazy("The applicant wants a person to decide"),
    "no_result": gettext_lazy("The rules give no answer"),
    "not_automatic": gettext_lazy("The rules leave this to a person"),
    "discretion": gettext_lazy("A refusal where something is left to judgement"),
    "two_homes": gettext_lazy("The child lives in two homes"),
    "moved": gettext_lazy("The family moves during the year"),
    "stopped": gettext_lazy("The rules are stopped, or not in force on that day"),
    "by_person": gettext_lazy("A person decided"),
    "reopened": gettext_lazy("The case was opened again"),
    "rule_error": gettext_lazy("The corrected rules give another answer"),
    "appealed": gettext_lazy("The applicant appealed"),
    "appeal_body": gettext_lazy("The body that decides appeals wants it decided anew"),
}
LACKS: Final[Mapping[str, Promise]] = {
    "no network": gettext_lazy("The city has no walking network for that day"),
    "too far from a road": gettext_lazy("The place is too far from a road on the map"),
    "not connected": gettext_lazy("The map has no way between the two places"),
    "unknown address": gettext_lazy("The register has no such address"),
}
SOURCES: Final[Mapping[str, Promise]] = {
    "applicant": gettext_lazy("You, in the application"),
    "assessment": gettext_lazy("A case worker's assessment"),
    "tax": gettext_lazy("The tax register"),
    "people": gettext_lazy("The population register"),
    "kindergarten": gettext_lazy("The kindergarten register"),
    "homes": gettext_lazy("You, in the application"),
    "addresses": gettext_lazy("The address register"),
    "walking network": gettext_lazy("The walking network"),
}


def why_words(code: str, package: Package) -> str:
    """Why a person must decide, in words; a code names a condition or provision after its colon."""
    head, _sep, name = code.partition(":")
    if head == "unclear":
        return _("It is unclear: %(name)s") % {"name": label(package, name)}
    if head == "not_in_force":
        return _("Not in force on that day: %(name)s") % {"name": name}
    if head == "other_body":
        return _("Others decide on this ground: %(bodies)s") % {"bodies": body_words(package, name)}
    if head == "reopened" and name:
        return _("The case was opened again: %(ground)s") % {"ground": GROUNDS.get(name, name)}
    return str(WHY.get(head, head))


def body_words(package: Package, body: str) -> str:
    """What one who decides is called."""
    return next((said(one.label) for one in package.bodies if one.id == body), body)


def within(name: str) -> str:
    """A name as it stands within an English sentence: The County Governor is the County Governor there."""
    return f"the {rest}" if (rest := name.removeprefix("The ")) != name else name


def label(package: Package, decision: str) -> str:
    """What a condition is called."""
    condition = package.condition(decision)
    return said(condition.label) or decision if condition else decision


def source_words(source: str, *, mine: bool = True) -> str:
    """Where a fact is from, as the applicant reads it, or as others do."""
    if not mine and source in ("applicant", "homes"):
        return _("The applicant, in the application")
    return str(SOURCES.get(source, source))
