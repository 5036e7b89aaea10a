"""One application about several homes, or a move, as the cases it becomes: each home and each time apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dugnad.areas.casework.cases.facts import NO, YES, Unusable, parsed, plain
from dugnad.areas.casework.cases.words import UNUSABLE
from dugnad.areas.casework.rulebook.document import Fact, Package

SECOND, MOVED = "2", "moved"
LONGEST = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Part:
    """One home for a time: `place` is '' for the first home, SECOND, or MOVED for where the family moves."""

    place: str
    day: dt.date
    until: dt.date | None = None


def question(fact: Fact, place: str = "") -> str:
    """The name of a fact's field in the form, which holds for every name a fact may have."""
    return f"fact:{fact.name}#{place}" if place else f"fact:{fact.name}"


def asked(package: Package) -> list[Fact]:
    """What the applicant is asked: the facts that no register knows."""
    return [one for one in package.facts if one.source == "applicant"]


def asked_again(package: Package, place: str) -> list[Fact]:
    """What is asked once more for another place."""
    kinds = {SECOND: ("home",), MOVED: ("home", "move")}[place]
    return [one for one in asked(package) if one.per in kinds]


def parts(package: Package, told: Mapping[str, str], day: dt.date, faults: dict[str, Any]) -> list[Part]:
    """The parts of an application from a day on; one where homes are not decided apart. Faults at `moved_on`.

    A move on a day that cannot be is still a part, so that what else is wrong with it is said at once.
    """
    if not package.by_home():
        return [Part("", day)]
    second = [Part(SECOND, day)] if told.get("homes") == "yes" else []
    if told.get("moved") != "yes":
        return [Part("", day), *second]
    moved = _moved_on(told, day, faults)
    return [Part("", day, moved), *second, Part(MOVED, moved or day)]


def _moved_on(told: Mapping[str, str], day: dt.date, faults: dict[str, Any]) -> dt.date | None:
    text = told.get("moved_on", "").strip()
    if not text:
        faults["moved_on"] = _("Answer this.")
        return None
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        faults["moved_on"] = UNUSABLE["date"]
        return None
    if not day < found <= day + LONGEST:
        faults["moved_on"] = between(day + dt.timedelta(days=1), day + LONGEST)
        return None
    return found


def between(first: dt.date, last: dt.date) -> str:
    """That a date lies outside what it may be, as the reader writes dates."""
    days = {"first": date_format(first, "SHORT_DATE_FORMAT"), "last": date_format(last, "SHORT_DATE_FORMAT")}
    return _("The date must be between %(first)s and %(last)s.") % days


def values(
    package: Package, told: Mapping[str, str], place: str, faults: dict[str, Any]
) -> dict[str, tuple[str, str]]:
    """Each fact that the application says for a place: its value, and 'applicant' or 'homes'. Faults at each field."""
    again = {one.name for one in asked_again(package, place)} if place else set()
    found = {}
    for fact in asked(package):
        name = question(fact, place if fact.name in again else "")
        if fact.per == "move" and not told.get(name, "").strip():
            name = question(fact)
        found[fact.name] = (_value(fact, name, told, faults), "applicant")
    return found | dict(_of_homes(package, told))


def _value(fact: Fact, name: str, told: Mapping[str, str], faults: dict[str, Any]) -> str:
    try:
        text = plain(parsed(fact, told.get(name, "")))
    except Unusable as wrong:
        faults[name] = UNUSABLE[wrong.args[0]]
        return ""
    if not text and fact.required:
        faults[name] = _("Answer this.")
    return text


def _of_homes(package: Package, told: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    several = YES if told.get("homes") == "yes" else NO
    return ((one.name, (several, "homes")) for one in package.facts if one.source == "homes")
