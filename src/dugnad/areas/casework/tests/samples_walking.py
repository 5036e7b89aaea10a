"""How the routes of walking networks are tried. See tests/world.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dugnad.areas.casework.models import RoadAssessment, WalkingNetwork
from dugnad.areas.casework.tests import making_walking as making
from dugnad.areas.casework.walking.places import written
from tests.world import Builder, Sample, World

OF, SAID = "/casework/walking/{organisation}", "/casework/assessments/{assessment}"


def network(world: World) -> WalkingNetwork:
    return WalkingNetwork.objects.filter(organisation=world.own).first() or making.stored(world.own)


def of(data: Callable[[World], Any] | None = None, **query: Any) -> Builder:
    def build(world: World) -> Sample:
        network(world)
        return Sample({"organisation": world.own.id}, data=data(world) if data else None, query=query)

    return build


def section(data: dict[str, Any] | None = None) -> Builder:
    def build(world: World) -> Sample:
        network(world)
        RoadAssessment.objects.filter(organisation=world.own).delete()
        return Sample({"organisation": world.own.id, "section": making.section(world.own)}, data=data)

    return build


def assessment(data: dict[str, Any] | None = None) -> Builder:
    def build(world: World) -> Sample:
        network(world)
        return Sample({"assessment": making.assessed(world.own).id}, data=data)

    return build


FORM = making.SAID | {"dangerous": "yes"}
DOORS = {
    "home": written(making.at(0, 0)),
    "school": written(making.at(5, 0)),
    "on": "2026-09-01",
    "grade": "2",
}
SAMPLES: dict[str, Builder] = {
    "casework:walking": of(),
    "casework:send_network": of(lambda world: {"valid_from": "2030-01-01"}),
    "casework:walking_lines": of(box="5,60,6,61"),
    "casework:try_way": of(lambda world: DOORS),
    "casework:section": section(FORM),
    "casework:walking_network": lambda world: Sample({"network": network(world).id}),
    "casework:assessment": assessment(FORM),
    "casework:withdraw_assessment": assessment({"why": "Eksempel"}),
    "GET " + OF + "/networks": of(),
    "POST " + OF + "/networks": of(lambda world: {"type": "FeatureCollection", "features": []}),
    "POST " + OF + "/way": of(lambda world: {"home": making.at(0, 0), "school": making.at(5, 0), "grade": 2}),
    "GET " + OF + "/sections": of(name="veien"),
    "GET " + OF + "/assessments": of(),
    "POST " + OF + "/sections/{section}/assessments": section(making.SAID),
    "GET " + SAID: assessment(),
    "PUT " + SAID: assessment(making.SAID),
    "POST " + SAID + "/withdraw": assessment({"why": "Eksempel"}),
}
