"""A case as its page shows it: facts with source and age, conditions with their paragraph, the letter."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.facts import Unusable, parsed
from dugnad.areas.casework.cases.letters import brief
from dugnad.areas.casework.cases.rules_of import adopted, rules
from dugnad.areas.casework.cases.texts import about
from dugnad.areas.casework.cases.words import LACKS, label, source_words, why_words, within
from dugnad.areas.casework.models import Case, CaseFact, Decision, Letter
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.deciding import COMPUTED, MET, NOT_CLAIMED, NOT_MET, UNCLEAR
from dugnad.areas.casework.rulebook.document import Fact, Package, Scalar
from dugnad.areas.casework.rulebook.letters import cite
from dugnad.areas.casework.rulebook.wording import written
from dugnad.areas.casework.sources.shown import way_of
from dugnad.areas.casework.walking.places import read_place
from dugnad.areas.casework.walking.places import written as place_written

STATES = {
    MET: ("fine", "check", gettext_lazy("Met")),
    NOT_MET: ("act", "cross", gettext_lazy("Not met")),
    UNCLEAR: ("watch", "question", gettext_lazy("Unclear")),
    NOT_CLAIMED: ("plain", "", gettext_lazy("Not asked for")),
    COMPUTED: ("info", "", gettext_lazy("Computed")),
}


UNITS = {"NOK": "kr"}


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact; `fault`: why it cannot be used, '' if it can."""

    name: str
    label: str
    value: str
    source: str
    at: dt.datetime | None
    age: str
    fault: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One condition: `key` is its place on the page."""

    key: str
    decision: str
    label: str
    state: str
    words: str
    kind: str
    value: str
    citation: str
    says: str
    open: bool
    told: str = ""


def language() -> str:
    """The reader's language as packages name it."""
    found = (get_language() or "nb")[:2]
    return found if found in ("nb", "nn", "en") else "nb"


def facts(case: Case, package: Package, now: dt.datetime, *, mine: bool = True) -> list[FactShown]:
    """All that the package asks for, also what nobody knows."""
    rows = {row.name: row for row in case.facts.all()}
    return [_fact(one, rows.get(one.name), now, mine) for one in package.facts]


def _fact(fact: Fact, row: CaseFact | None, now: dt.datetime, mine: bool) -> FactShown:
    name, source = said(fact.label) or fact.name, source_words(row.source if row else fact.source, mine=mine)
    if row is None:
        fault = _("Not known") if fact.required else ""
        return FactShown(fact.name, name, "", source, None, "", fault)
    age = now - row.at
    return FactShown(
        fact.name, name, _value(fact, row.value), source, row.at, _age(age), _fault(fact, row, age)
    )


def _fault(fact: Fact, row: CaseFact, age: dt.timedelta) -> str:
    if lacks := row.provenance.get("lacks"):
        return str(LACKS.get(lacks, lacks))
    if row.note and not row.value:
        return _("The register gives %(value)s, which cannot be used.") % {"value": row.note}
    if not row.value:
        return _("Not known") if fact.required else ""
    return _("Too old") if age > dt.timedelta(days=fact.fresh_days) else ""


def _value(fact: Fact, text: str) -> str:
    try:
        return value_words(fact, parsed(fact, text), language())
    except Unusable:
        return text


def value_words(fact: Fact, value: Scalar, language: str) -> str:
    """A fact's value as one reads it, with its unit; '' where it is not known."""
    if fact.type == "place" and (place := read_place(str(value or ""))):
        return place_written(place)
    chosen = next((said(words, language) for id, words in fact.choices if id == value), "")
    unit = UNITS.get(fact.unit, fact.unit) if value is not None else ""
    return chosen or f"{written(value, language)} {unit}".strip()


def _age(age: dt.timedelta) -> str:
    days = max(age.days, 0)
    return (
        ngettext("%(days)s day old", "%(days)s days old", days) % {"days": days} if days else _("From today")
    )


def steps(decision: Decision, package: Package) -> list[StepShown]:
    """The conditions of a decision in their order; without a letter, each with the sentence it would have there."""
    trace = json.loads(decision.trace)
    found = [_step(n, one, package) for n, one in enumerate(trace["steps"], 1)]
    if decision.final:
        return found
    told = brief(decision, decision.case.written)
    return [replace(one, told=told.get(one.decision, "")) for one in found]


def _step(n: int, one: dict[str, Any], package: Package) -> StepShown:
    kind, _icon, words = STATES[one["state"]]
    provision = package.provision(one["provision"])
    value = _computed(one["value"]) if one["state"] == COMPUTED else ""
    return StepShown(
        f"condition-{n}",
        one["decision"],
        label(package, one["decision"]),
        one["state"],
        str(words),
        kind,
        value,
        cite(provision, language()),
        said(provision.says),
        one["state"] == UNCLEAR,
    )


def _computed(value: Scalar) -> str:
    from decimal import Decimal, InvalidOperation

    try:
        return written(round(Decimal(str(value)), 2), language())
    except InvalidOperation:
        return str(value)


def letter_lines(letter: Letter, shown: list[StepShown]) -> list[dict[str, str]]:
    """The letter's sentences, each with the place of its condition on the page."""
    keys = {one.decision: one.key for one in shown}
    return [{**line, "key": keys.get(line["decision"], "")} for line in letter.lines]


def shown(case: Case, *, mine: bool = True) -> dict[str, Any]:
    """All that the case's page shows of its newest decision, or of what is known before there is one."""
    decision = _newest(case)
    waits = [source_words(one) for one in case.waits_for]
    if decision is None:
        adoption, _running = adopted(case.organisation_id, case.slug, case.day or timezone.localdate())
        known = facts(case, rules(adoption)[0], timezone.now(), mine=mine)
        return {"case": case, "facts": known, "steps": [], "letters": [], "waits": waits}
    package, _overlay = rules(decision.adoption)
    found = steps(decision, package)
    letters = list(case.letters.defer("pdf").all())
    return {
        "case": case,
        "waits": waits,
        "way": way_of(case.facts.all()),
        "decision": decision,
        "package": package,
        "facts": facts(case, package, timezone.now(), mine=mine),
        "steps": found,
        "why": [why_words(code, package) for code in _once(case.why)],
        "result": _result(decision, package),
        "letters": letters,
        "appeal_body": within(said(package.appeal_body)),
        "results": [(one.id, said(one.label)) for one in package.results],
        "lines": _lines(letters, decision, found),
        "about": about(case.subject, case.born, case.written),
    }


def _newest(case: Case) -> Decision | None:
    """The newest decision; of a case that is decided the one that stands, not a brief that came to nothing."""
    closed = case.state == CaseState.DECIDED
    return next((one for one in case.decisions.all() if one.final or not closed), None)


def where(case: Case) -> str:
    """Which home and which time the case is about, where the application became several; '' where it did not."""
    package, _overlay = rules(adopted(case.organisation_id, case.slug, case.day or timezone.localdate())[0])
    if not package.by_home():
        return ""
    homes = [one.name for one in package.facts if one.per == "home"]
    values = {row.name: row.value for row in case.facts.all()}
    return ", ".join([*(values[name] for name in homes if values.get(name)), _time(case)])


def _time(case: Case) -> str:
    days = {
        "day": date_format(case.day) if case.day else "",
        "until": date_format(case.until) if case.until else "",
    }
    return _("from %(day)s until %(until)s") % days if case.until else _("from %(day)s") % days


def _once(codes: list[str]) -> Iterator[str]:
    """Each code once; that the rules give no answer says nothing beside why they do not."""
    alone = len(codes) == 1
    return (code for code in dict.fromkeys(codes) if alone or code != "no_result")


def _lines(letters: list[Letter], decision: Decision, found: list[StepShown]) -> list[dict[str, str]]:
    letter = next((one for one in letters if one.decision_id == decision.id), None)
    return letter_lines(letter, found) if letter else []


def _result(decision: Decision, package: Package) -> str:
    result = package.result(decision.result)
    return said(result.label) if result else ""
