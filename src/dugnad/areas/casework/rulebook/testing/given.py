"""What a scenario gives: facts, a city's own figures, other bodies, and the day it is decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from dugnad.areas.casework.rulebook.deciding import (
    Known,
    decide,
)
from dugnad.areas.casework.rulebook.document import Fact, Scalar
from dugnad.areas.casework.rulebook.testing.scenario import Case, Refused

NOON: Final = dt.time(12, tzinfo=dt.UTC)
YES_NO: Final = {"ja": True, "nei": False}
UNKNOWN: Final = ("", "-", "ukjent", "ukjend")


def facts(case: Case, step: Mapping[str, Any]) -> None:
    """'fakta' with a table of names and values."""
    table = step.get("argument", {}).get("dataTable")
    if table is None:
        raise Refused("no_table")
    known = {one.name: one for one in case.package.facts}
    for row in table["rows"]:
        cells = [cell["value"].strip() for cell in row["cells"]]
        if len(cells) != 2 or cells[0] not in known:
            raise Refused("no_such_fact", cells[0] if cells else "")
        value = _value(known[cells[0]], cells[1])
        case.facts[cells[0]] = Known(value, known[cells[0]].source, dt.datetime.min.replace(tzinfo=dt.UTC))


def _value(fact: Fact, text: str) -> Scalar:
    if text.lower() in UNKNOWN:
        return None
    if fact.type == "number":
        return number(text)
    if fact.type == "yes_no":
        if text.lower() not in YES_NO:
            raise Refused("no_yes_no", text)
        return YES_NO[text.lower()]
    return _date(text) if fact.type == "date" else text


def number(text: str) -> Decimal:
    """A number as Norwegians write it; Refused for another text."""
    try:
        return Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        raise Refused("no_number", text) from None


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Refused("no_date", text) from None


def own(case: Case, step: Mapping[str, Any], name: str, value: str) -> None:
    """'kommunens «verdi» er 1500'."""
    if name not in {one.name for one in case.package.parameters}:
        raise Refused("no_such_value", name)
    case.own[name] = ((dt.date.min, number(value)),)


def decides_for(case: Case, step: Mapping[str, Any], body: str) -> None:
    """'kommunen avgjør også for «county»'."""
    found = next((one for one in case.package.bodies if one.vary and one.id == body), None)
    if found is None:
        raise Refused("no_such_body", body)
    case.bodies[body] = found.label


def no_consent(case: Case, step: Mapping[str, Any]) -> None:
    """'søkeren samtykker ikke'."""
    case.consent = False


def decide_on(case: Case, step: Mapping[str, Any], day: str) -> None:
    """'saken avgjøres 2024-08-15'."""
    on = _date(day)
    now = dt.datetime.combine(on, NOON)
    facts = {name: Known(known.value, known.source, now) for name, known in case.facts.items()}
    case.decided = decide(
        case.package,
        case.overlay,
        facts,
        day=on,
        now=now,
        digest=case.digest,
        consent=case.consent,
    )
