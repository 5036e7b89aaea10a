"""A decision made, and made again: rules over the stored facts, then what a person found of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dugnad.areas.casework.cases.facts import parsed
from dugnad.areas.casework.models import CaseFact
from dugnad.areas.casework.rulebook.deciding import PERSON, STATES, Decided, Known, Step, body_of, decide
from dugnad.areas.casework.rulebook.document import Overlay, Package

BY_PERSON = "by_person"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person found: of single conditions (name -> met or not met), and how the case ends."""

    states: Mapping[str, str]
    result: str


def known(package: Package, rows: Iterable[CaseFact]) -> dict[str, Known]:
    """The stored facts as values; what the package does not ask for is left out."""
    types = {one.name: one for one in package.facts}
    return {
        row.name: Known(parsed(types[row.name], row.value), row.source, row.at, row.consent, row.provenance)
        for row in sorted(rows, key=lambda one: one.name)
        if row.name in types
    }


def made(
    package: Package,
    overlay: Overlay,
    facts: Mapping[str, Known],
    *,
    day: dt.date,
    now: dt.datetime,
    digest: str,
    consent: bool,
    extra: Iterable[str] = (),
    judgement: Judgement | None = None,
) -> Decided:
    """As `decide`; `extra` are reasons beside the rules why a person must decide; then the person's judgement."""
    found = decide(package, overlay, facts, day=day, now=now, digest=digest, consent=consent)
    more = tuple(extra)
    if more:
        found = replace(found, result=PERSON, why=(*found.why, *more))
    return _judged(package, overlay, found, judgement) if judgement else found


def _judged(package: Package, overlay: Overlay, found: Decided, judgement: Judgement) -> Decided:
    steps = tuple(_step(one, judgement.states.get(one.decision, "")) for one in found.steps)
    reached = [(one, step.state) for step in steps if (one := package.condition(step.decision))]
    body = body_of(package, overlay, reached)
    return replace(found, result=judgement.result, steps=steps, why=(*found.why, BY_PERSON), body=body)


def _step(step: Step, state: str) -> Step:
    return replace(step, state=state, value=state) if state in STATES else step


def facts_of(package: Package, trace: Mapping[str, Any]) -> dict[str, Known]:
    """The facts as a canonical trace holds them."""
    types = {one.name: one for one in package.facts}
    return {
        name: Known(
            parsed(types[name], _text(one["value"])),
            one["source"],
            dt.datetime.fromisoformat(one["at"]),
            one["consent"],
            one.get("provenance", {}),
        )
        for name, one in trace["facts"].items()
    }


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
