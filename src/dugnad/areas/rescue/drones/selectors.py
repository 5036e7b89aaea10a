"""Every read of missions and flights, and missions that are planned but not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from dugnad.areas.rescue.buildings.things import thing_of
from dugnad.areas.rescue.drones.ports import drones
from dugnad.areas.rescue.drones.things import find_flight, find_mission, flown_building
from dugnad.areas.rescue.drones.values import Asked
from dugnad.areas.rescue.drones.words import cannot_words
from dugnad.areas.rescue.drones.zones import zones_near
from dugnad.areas.rescue.models import Building, Flight, Incident, Mission
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import ask
from dugnad.kernel.problems import Conflict, Invalid

if TYPE_CHECKING:
    # The engine is loaded when a mission is planned, not when pages are.
    from dugnad.areas.rescue.drones.planning import Plan
    from dugnad.areas.rescue.drones.scene import Scene

MISSIONS_SHOWN = 50
FLIGHTS_SHOWN = 5


def missions(actor: Actor, building: UUID) -> QuerySet[Mission]:
    """A building's missions, newest first, without their waypoints."""
    row = flown_building(actor, building)
    return row.missions.select_related("by").defer("points")[:MISSIONS_SHOWN]


def mission(actor: Actor, mission: UUID) -> Mission:
    """One mission; NotFound or Forbidden for those who may not fly there."""
    return find_mission(actor, mission)[0]


def flight(actor: Actor, flight: UUID) -> Flight:
    """One flight."""
    return find_flight(actor, flight)[0]


def flights(row: Mission) -> QuerySet[Flight]:
    """The latest flights of a mission that was read here."""
    return row.flights.select_related("incident", "mission").order_by("-begun_at")[:FLIGHTS_SHOWN]


def may_fly(actor: Actor, building: Building) -> bool:
    """True for those who may plan and fly there."""
    return bool(ask(actor, "fly", thing_of(building)))


def can_fly() -> bool:
    """True where something can be flown from here: a drone is connected, or this is a demo."""
    return bool(drones().link) or settings.DEMO


def open_incidents(building: Building) -> list[Incident]:
    """The incidents that a flight can be for."""
    return list(building.incidents.filter(closed_at=None).order_by("exercise", "-opened_at"))


def scene(building: Building) -> Scene:
    """The building as missions see it. Invalid when it has no plan, or none that can be flown around."""
    from dugnad.areas.rescue.drones.scene import scene_of
    from dugnad.engines.coverage import CannotFly

    try:
        return scene_of(building)
    except CannotFly as reason:
        raise _invalid(reason.reason, reason.values) from reason


def planned(building: Building, asked: Asked, of: Scene | None = None) -> Plan:
    """A mission around a building, not kept. Invalid at the field that stands in the way."""
    from dugnad.areas.rescue.drones.planning import plan
    from dugnad.engines.coverage import CannotFly

    found = of or scene(building)
    origin = found.origin
    rows = zones_near(origin.latitude, origin.longitude) if origin else []
    try:
        return plan(asked, found, rows)
    except CannotFly as reason:
        raise _invalid(reason.reason, reason.values) from reason


def _invalid(reason: str, values: dict[str, float]) -> Invalid:
    field, words = cannot_words(reason, values)
    return Invalid(fields={field: words}) if field else Invalid(words)


def plan_file(row: Mission) -> bytes:
    """A mission as a file for QGroundControl. Conflict when nobody knows where it lies."""
    from dugnad.areas.rescue.drones.planning import fence, kept

    known = kept(row)
    if not known.places:
        raise Conflict
    return drones().plan_file(known.places, known.asked.profile, known.asked.speed, fence(row))


def told(row: Mission) -> dict[str, Any]:
    """A mission as the API gives it."""
    return {
        "id": row.id,
        "building": row.building_id,
        "name": row.name,
        "kind": row.kind,
        "made_at": row.made_at,
        "asked": row.asked,
        "report": {key: value for key, value in row.report.items() if key not in ("block", "origin")},
    }
