"""The way that a case rests on, for the eye: as it was when the source answered, whatever the network is now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from dugnad.areas.casework.models import CaseFact
from dugnad.areas.casework.walking.routing import Danger, Judged, Section, Way
from dugnad.areas.casework.walking.showing import way_shown


def way_of(facts: Iterable[CaseFact]) -> dict[str, Any] | None:
    """What `casework/walking_map.html` takes as `shown`; None where no way is known."""
    rows = [row for row in facts if row.provenance]
    found = next((row for row in rows if row.provenance.get("line")), None)
    if found is None:
        return None
    told = found.provenance
    sections = tuple(_section(one) for one in told["sections"])
    way = Way(int(found.value), _points(told["line"]), sections, told["network"], found.at)
    same = {
        key: row.provenance[key]
        for row in rows
        for key in ("dangerous", "unassessed")
        if key in row.provenance
    }
    return way_shown(way, _judged(way, same) if len(same) == 2 else None)


def _judged(way: Way, told: dict[str, Any]) -> Judged:
    by_id = {one.id: one for one in way.sections}
    dangers = [_danger(by_id[one["id"]], one) for one in told["dangerous"] if one["id"] in by_id]
    return Judged(tuple(dangers), tuple(by_id[id] for id in told["unassessed"] if id in by_id))


def _danger(section: Section, told: dict[str, Any]) -> Danger:
    at = dt.datetime.fromisoformat(told["assessed_at"])
    return Danger(section, UUID(told["assessment"]), told["reason"], at, told["season"])


def _section(told: dict[str, Any]) -> Section:
    return Section(told["id"], told["name"], told["metres"], _points(told["line"]))


def _points(told: list[list[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((longitude, latitude) for longitude, latitude in told)
