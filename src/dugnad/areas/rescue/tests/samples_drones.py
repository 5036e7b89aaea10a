"""How the routes of missions, flights, hot spots and zones are tried. See tests/world.py."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from dugnad.areas.rescue.models import Incident, Mission
from dugnad.areas.rescue.tests import flown
from tests.world import Builder, Sample, World

POSE = {"height": 3.0, "threshold": 100, "pitch": 0, "wide": 57, "high": 44}


def _mission(world: World) -> Mission:
    return flown.mission(world, flown.house(world))


def of_building(**data: Any) -> Builder:
    return lambda world: Sample({"building": flown.house(world).id}, data=data or None)


def of_mission(data: dict[str, Any] | None = None) -> Builder:
    return lambda world: Sample({"mission": _mission(world).id}, data=data)


def of_flight(data: dict[str, Any] | None = None) -> Builder:
    return lambda world: Sample({"flight": flown.waiting(_mission(world)).id}, data=data)


def _incident(world: World) -> Incident:
    return flown.incident(world, flown.house(world))


def _point(world: World) -> Sample:
    row = _incident(world)
    assert row.building
    return Sample(
        {"incident": row.id}, data={"points": [{"celsius": 300, **flown.look(row.building, 15, -10, 5, 0)}]}
    )


def _picture(world: World) -> Sample:
    file = SimpleUploadedFile("hot.jpg", b"\xff\xd8", "image/jpeg")
    return Sample({"incident": _incident(world).id}, data={**POSE, "file": file})


MISSION = "/rescue/missions/{uuidstr:mission}"
SAMPLES: dict[str, Builder] = {
    "rescue:missions": of_building(name="Eksempel", asked="{}"),
    "rescue:mission": of_mission(),
    "rescue:mission_plan": of_mission(),
    "rescue:mission_delete": of_mission({}),
    "rescue:mission_fly": of_mission({}),
    "rescue:flight_home": of_flight({}),
    "rescue:thermal": _picture,
    "rescue:zones": lambda world: Sample(
        data={"file": SimpleUploadedFile("z.json", flown.zones_file())}, public=True
    ),
    "GET /rescue/buildings/{uuidstr:building}/missions": of_building(),
    "POST /rescue/buildings/{uuidstr:building}/missions": of_building(name="Eksempel"),
    f"GET {MISSION}": of_mission(),
    f"GET {MISSION}/plan": of_mission(),
    f"DELETE {MISSION}": of_mission({}),
    f"POST {MISSION}/flights": of_mission({}),
    "GET /rescue/flights/{uuidstr:flight}": of_flight(),
    "POST /rescue/flights/{uuidstr:flight}/home": of_flight({}),
    "GET /rescue/incidents/{uuidstr:incident}/hot-spots": lambda world: {"incident": _incident(world).id},
    "POST /rescue/incidents/{uuidstr:incident}/hot-spots": _point,
    "POST /rescue/incidents/{uuidstr:incident}/thermal": lambda world: Sample(
        {"incident": _incident(world).id}, query={"height": 3}, data={}
    ),
    "PUT /rescue/zones": lambda world: Sample(data={}, public=True),
}
