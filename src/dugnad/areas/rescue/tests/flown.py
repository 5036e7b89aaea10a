"""A care home with a place on the globe, its fire service, missions, and flights without waiting. All is invented."""

from __future__ import annotations

import json
from itertools import count
from threading import Event
from typing import Any

from dugnad.areas.rescue.demo.house import care_home
from dugnad.areas.rescue.drones import services
from dugnad.areas.rescue.drones.flights import fly_one, take_up
from dugnad.areas.rescue.drones.scene import scene_of
from dugnad.areas.rescue.drones.values import Asked
from dugnad.areas.rescue.models import Building, Flight, Incident, Mission, PlanVersion
from dugnad.areas.rescue.tests import alarming
from dugnad.engines.egress.plan import to_json
from tests import people
from tests.world import World

_serial = count(1)
SQUARE = [[5.3489, 60.3713], [5.3500, 60.3713], [5.3500, 60.3720], [5.3489, 60.3720]]


def house(world: World, **more: Any) -> Building:
    """Of `own`, with the demo's plan; `partner` is the fire service."""
    made = alarming.building(world.own, world.partner, height=11.0, **more)
    made.plan = PlanVersion.objects.create(
        building=made, number=1, source="drawn", plan=to_json(care_home("Eksempel"))
    )
    made.save(update_fields=["plan"])
    return Building.objects.get(id=made.id)


def mission(world: World, building: Building, **wish: Any) -> Mission:
    """One that the fire service's responder planned."""
    values: dict[str, Any] = {"kind": "sweep", "stand_off": 12.0, "speed": 10.0} | wish
    asked = Asked(**values)
    actor = world.actor("partner responder")
    return services.save_mission(
        actor=actor, building=building.id, name=f"Eksempel {next(_serial)}", asked=asked
    )


def incident(world: World, building: Building, **more: Any) -> Incident:
    """An open one in the building."""
    return Incident.objects.create(building=building, service=world.partner, plan=building.plan, **more)


def started(world: World, row: Mission, of: Incident | None = None) -> Flight:
    """A flight that was asked for."""
    actor = world.actor("partner responder")
    return services.start_flight(actor=actor, mission=row.id, incident=of.id if of else None)


def waiting(row: Mission, of: Incident | None = None, state: str = "uploading", **more: Any) -> Flight:
    """A flight as it is stored, asked of nobody."""
    return Flight.objects.create(mission=row, incident=of, invented=True, state=state, **more)


def flown() -> list[Flight]:
    """Fly what waits, to its end."""
    rows = take_up()
    for row in rows:
        fly_one(row, Event())
    return [Flight.objects.get(id=row.id) for row in rows]


def look(building: Building, x: float, y: float, height: float, heading: float) -> dict[str, float]:
    """A camera's pose, from the building's own axes."""
    origin = scene_of(building).origin
    assert origin
    latitude, longitude = origin.globe(x, y)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "height": height,
        "heading": origin.heading(heading),
    }


def zones_file(*zones: dict[str, Any]) -> bytes:
    """A file of ED-269 with one zone over the invented care home, or the given ones."""
    return json.dumps({"features": list(zones) or [zone()]}).encode()


def zone(
    identifier: str = "EX1", restriction: str = "PROHIBITED", ring: Any = SQUARE, **limits: Any
) -> dict[str, Any]:
    part = {"horizontalProjection": {"type": "Polygon", "coordinates": [ring]}, "lowerLimit": 0, **limits}
    return {
        "identifier": identifier,
        "country": "NOR",
        "name": f"Eksempelsone {identifier}",
        "restriction": restriction,
        "geometry": [part],
    }


def put_zones(*zones: dict[str, Any]) -> None:
    from dugnad.areas.rescue.drones.zones import replace_zones

    replace_zones(actor=people.PLATFORM, content=zones_file(*zones))
