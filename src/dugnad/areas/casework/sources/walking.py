"""The walking network as a source: how long the way is, and what people have said of it.

It must be told `home` and `school` as "longitude,latitude" and, for what is dangerous, `grade`. It answers `metres`,
`dangerous` and `unassessed` (numbers of sections), each with what it rests on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from dugnad.areas.casework.models import Case, RoadAssessment
from dugnad.areas.casework.models.walking import Season
from dugnad.areas.casework.walking.holding import WINTER
from dugnad.areas.casework.walking.routing import Judged, NoWay, Section, Way, dangers, way
from dugnad.kernel.access import wall

ABOUT_DANGER = frozenset({"dangerous", "unassessed"})


@dataclass(frozen=True, slots=True)
class Walked:
    """One answer."""

    value: str
    unit: str
    at: dt.datetime
    provenance: Mapping[str, Any] = field(default_factory=dict)


def answers(case: Case, names: list[str], given: Mapping[str, str]) -> Mapping[str, Walked]:
    """What the network that the city uses on the case's day says; where there is no way, why."""
    assert case.day is not None  # noqa: S101 - a case that was sent has a day
    try:
        found = way(case.organisation_id, point(given["home"]), point(given["school"]), on=case.day)
    except NoWay as none:
        return {
            name: Walked("", UNITS.get(name, ""), timezone.now(), {"lacks": none.reason}) for name in names
        }
    except ValueError:
        return {}
    every = {"metres": _metres(found)}
    if ABOUT_DANGER & {*names} and given.get("grade", "").isdecimal():
        judged = dangers(case.organisation_id, found, grade=int(given["grade"]), on=case.day)
        every |= _judged(found, judged, case.day)
    return {name: every[name] for name in names if name in every}


UNITS = {"metres": "m"}


def point(text: str) -> tuple[float, float]:
    """Longitude and latitude; ValueError."""
    longitude, latitude = text.split(",")
    return float(longitude), float(latitude)


def _metres(found: Way) -> Walked:
    told = {
        "network": found.network,
        "line": [list(one) for one in found.line],
        "sections": [_section(one) for one in found.sections],
    }
    return Walked(str(found.metres), "m", found.taken_at, told)


def _section(one: Section) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "metres": one.metres, "line": [list(each) for each in one.line]}


def _until(judged: Judged, day: dt.date) -> dt.date | None:
    """The last day on which one of the dangers still is: of its season, or of the assessment; None: no end."""
    with wall.system():
        rows = list(RoadAssessment.objects.filter(id__in=[one.assessment for one in judged.dangerous]))
    ends = [_end(row, day) for row in rows]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _end(row: RoadAssessment, day: dt.date) -> dt.date | None:
    season = None if row.season == Season.ALL_YEAR else season_end(day)
    return min(filter(None, (season, row.valid_until)), default=None)


def season_end(day: dt.date) -> dt.date:
    """The last day of the season that the day lies in: winter ends with March, summer with October."""
    if day.month in WINTER:
        return dt.date(day.year + (day.month > 3), 3, 31)
    return dt.date(day.year, 10, 31)


def _judged(found: Way, judged: Judged, day: dt.date) -> dict[str, Walked]:
    now, until = timezone.now(), _until(judged, day)
    dangerous: dict[str, Any] = {
        **({"until": until.isoformat()} if until else {}),
        "network": found.network,
        "dangerous": [
            {
                "id": one.section.id,
                "name": one.section.name,
                "assessment": str(one.assessment),
                "reason": one.reason,
                "season": one.season,
                "assessed_at": one.assessed_at.isoformat(),
            }
            for one in judged.dangerous
        ],
    }
    left = {"network": found.network, "unassessed": [one.id for one in judged.unassessed]}
    sections = {one.section.id for one in judged.dangerous}
    return {
        "dangerous": Walked(str(len(sections)), "", now, dangerous),
        "unassessed": Walked(str(len(judged.unassessed)), "", now, left),
    }
