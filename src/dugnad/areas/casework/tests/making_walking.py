"""Small invented networks for tests, and what is said of their roads."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from dugnad.areas.casework.models import RoadAssessment, WalkingNetwork
from dugnad.areas.casework.walking import assessing, importing
from dugnad.areas.casework.walking.assessing import Said
from dugnad.areas.casework.walking.holding import standing
from dugnad.areas.casework.walking.stored import graph_of
from dugnad.engines.walking import geojson, network
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation
from tests import people

FROM = dt.date(2024, 8, 1)
PLATFORM = Actor(operator=True)
# About 55 metres east and 111 metres north at a step.
WEST, SOUTH, STEP = 5.3, 60.39, 0.001
LINES: tuple[tuple[str, Sequence[tuple[int, int]]], ...] = (
    ("Storveien", [(n, 0) for n in range(11)]),
    ("Elvegata", [(0, 0), (0, 2), (0, 4)]),
    ("Skolegata", [(10, 0), (10, 4)]),
    ("Bakveien", [(0, 4), (3, 5), (10, 4)]),
    ("Øyveien", [(20, 9), (22, 9)]),
)


def at(x: float, y: float) -> tuple[float, float]:
    """A place by steps from the corner."""
    return round(WEST + x * STEP, 7), round(SOUTH + y * STEP, 7)


def geojson_of(
    lines: Sequence[tuple[str, Sequence[tuple[float, float]]]] = LINES, **properties: Any
) -> bytes:
    """The lines as a file."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, **properties},
            "geometry": {"type": "LineString", "coordinates": [at(*point) for point in points]},
        }
        for name, points in lines
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def stored(owner: Organisation, content: bytes = b"", valid_from: dt.date = FROM) -> WalkingNetwork:
    """A network in use, taken in without the job."""
    found = network.sections(geojson.read(content or geojson_of()).lines)
    return importing.store(
        PLATFORM, owner.id, found, name="eksempel.geojson", valid_from=valid_from, report={}
    )


SAID: dict[str, Any] = {
    "first_grade": 1,
    "last_grade": 4,
    "season": "all_year",
    "dangerous": True,
    "reason": "Smal vei uten fortau (eksempel)",
    "valid_from": "2024-08-01",
}


def section(owner: Organisation, name: str = "Storveien") -> str:
    """The id of the first section of that name in the newest network."""
    row = WalkingNetwork.objects.filter(organisation=owner).defer("content")[0]
    return next(one.id for one in graph_of(row).sections if one.name == name)


def keeper(owner: Organisation) -> Actor:
    """A new case worker."""
    return people.acting(people.person("Invented worker", owner, "caseworker"))


def assessed(owner: Organisation, name: str = "Storveien", **more: Any) -> RoadAssessment:
    """What a new case worker says of a road; what stood for it before is withdrawn."""
    actor = keeper(owner)
    for row in standing().filter(organisation=owner, section=section(owner, name)):
        assessing.withdraw(actor=actor, assessment=row.id, why="Eksempel")
    said = Said(**{**SAID, "valid_from": FROM, **more})
    return assessing.assess(actor=actor, organisation=owner.id, section=section(owner, name), said=said)
