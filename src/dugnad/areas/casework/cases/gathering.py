"""Facts from registers. One that does not answer is named and asked again; nothing is ever put in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils import timezone

from dugnad.areas.casework import sources
from dugnad.areas.casework.cases.facts import Unusable, parsed, plain
from dugnad.areas.casework.models import Case, CaseFact
from dugnad.areas.casework.ports import Answer
from dugnad.areas.casework.rulebook.document import Fact, Package

PEOPLE = ("applicant", "assessment", "homes")


def gather(case: Case, package: Package) -> list[str]:
    """Ask each register for what the case lacks; gives the names of those that did not answer."""
    silent: list[str] = []
    for facts in _together(package.facts):
        held = dict(case.facts.exclude(value="").values_list("name", "value"))
        wanted = [one for one in facts if one.name not in held]
        if wanted and wanted[0].source not in silent and not _asked(case, wanted, held):
            silent.append(wanted[0].source)
    case.tried_at = timezone.now()
    return silent


def _together(facts: Iterable[Fact]) -> Iterable[list[Fact]]:
    """Facts that one question gives: of one source, which must be told the same for them."""
    found: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for one in facts:
        if one.source not in PEOPLE:
            found[(one.source, *sorted(one.needs.items()))].append(one)
    return found.values()


def depending(package: Package, name: str) -> set[str]:
    """The facts that a source was told this fact for, and those that rest on them again."""
    found = {name}
    for one in package.facts:
        if found & {*one.needs.values()}:
            found.add(one.name)
    return found - {name}


def _asked(case: Case, wanted: list[Fact], held: Mapping[str, str]) -> bool:
    """Whether the source answered, or need not: what it must be told may not be known."""
    source, needs = wanted[0].source, wanted[0].needs
    given = {word: held[name] for word, name in needs.items() if name in held}
    if case.born is None or case.day is None or len(given) < len(needs) or not sources.known(source):
        return True
    try:
        answers = sources.answers(source, case, [one.asks or one.name for one in wanted], given)
    except OSError:
        return False
    for one in wanted:
        _store(case, one, source, answers.get(one.asks or one.name))
    return True


def _store(case: Case, fact: Fact, source: str, answer: Answer | None) -> None:
    """What cannot be used, as an amount in another currency, is told to the person who decides."""
    if answer is None:
        return
    value, note = "", ""
    if answer.value and answer.unit != fact.unit:
        note = f"{answer.value} {answer.unit}".strip()
    else:
        try:
            value = plain(parsed(fact, answer.value))
        except Unusable:
            note = f"{answer.value} {answer.unit}".strip()
    told = {"value": value, "note": note[:500], "source": source, "at": answer.at}
    told |= {"provenance": dict(answer.provenance), "by": None}
    CaseFact.objects.update_or_create(case=case, name=fact.name, defaults=told)
