"""Every write to missions and flights."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.rescue.buildings.things import find_building, thing_of
from dugnad.areas.rescue.drones.ports import drones
from dugnad.areas.rescue.drones.selectors import planned
from dugnad.areas.rescue.drones.things import find_flight, find_mission, flown_building
from dugnad.areas.rescue.drones.values import Asked
from dugnad.areas.rescue.drones.words import FAULTS
from dugnad.areas.rescue.drones.zones import zones_near
from dugnad.areas.rescue.models import Building, Flight, Incident, Mission
from dugnad.areas.rescue.models.drones import FlightState
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid

PLATFORM = Actor(operator=True)
IN_AIR = (FlightState.UPLOADING, FlightState.FLYING)
LONGEST_NAME = 120


def save_mission(*, actor: Actor, building: UUID, name: str, asked: Asked) -> Mission:
    """Plan a mission and keep it. Invalid at the field that stands in the way; Forbidden for others than the
    fire service that answers there."""
    row = flown_building(actor, building)
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(fields={"name": _("Write between 1 and 120 characters.")})
    return _save(row, name, asked, actor)


def _save(building: Building, name: str, asked: Asked, actor: Actor) -> Mission:
    made = planned(building, asked)
    if made.scene.origin is None:
        raise Invalid(
            _("Nobody has said where the building lies. Its owner must write latitude and longitude.")
        )
    with transaction.atomic():
        row = Mission.objects.create(
            building=building,
            name=name,
            kind=asked.kind,
            asked=asked.to_json(),
            points=made.points,
            report=made.report,
            by_id=actor.person,
        )
        record("rescue.mission_saved", actor=actor, thing=thing_of(building), detail={"name": name})
    return row


@transaction.atomic
def delete_mission(*, actor: Actor, mission: UUID) -> UUID:
    """Delete a mission with its flights; returns its building. Conflict while it is flown."""
    row, building = find_mission(actor, mission)
    Mission.objects.select_for_update().get(id=row.id)
    if row.flights.filter(state__in=IN_AIR).exists():
        raise Conflict(_("This mission is in the air now."))
    row.delete()
    record("rescue.mission_deleted", actor=actor, thing=thing_of(building), detail={"name": row.name})
    return building.id


def start_flight(*, actor: Actor, mission: UUID, incident: UUID | None = None) -> Flight:
    """Ask for a flight; the listener takes it up. Conflict when no drone is there or it is in the air already,
    when a zone forbids it now, or when the incident is closed. `incident` must be in the mission's building."""
    row, building = find_mission(actor, mission)
    of = _incident(building, incident)
    invented = bool(of and of.exercise) or not drones().link
    if invented and not settings.DEMO and not (of and of.exercise):
        raise Conflict(
            _("No drone is connected to this installation. Download the mission as a file instead.")
        )
    _check_zones(row, building)
    return _start(row, building, of, actor, invented=invented)


def _incident(building: Building, incident: UUID | None) -> Incident | None:
    if incident is None:
        return None
    row = Incident.objects.filter(id=incident, building=building).first()
    if row is None:
        raise Invalid(fields={"incident": _("There is no such incident in this building.")})
    if row.closed_at:
        raise Conflict(_("The incident is closed."))
    return row


def _check_zones(row: Mission, building: Building) -> None:
    from dugnad.areas.rescue.drones.planning import kept

    mission = kept(row)
    if mission.origin and mission.entered(zones_near(mission.origin.latitude, mission.origin.longitude)):
        raise Conflict(str(FAULTS["forbidden"]))


def _start(
    row: Mission, building: Building, incident: Incident | None, actor: Actor, *, invented: bool
) -> Flight:
    with transaction.atomic():
        # One drone, one flight: whoever comes second waits here, and then sees the first.
        Building.objects.select_for_update().get(id=building.id)
        busy = Flight.objects.filter(state__in=IN_AIR, invented=invented)
        if invented:
            busy = busy.filter(mission__building=building)
        if busy.exists():
            raise Conflict(_("The drone is in the air already."))
        made = Flight.objects.create(
            mission=row,
            incident=incident,
            vehicle="" if invented else drones().link,
            invented=invented,
            state=FlightState.UPLOADING,
            by_id=actor.person,
        )
        record("rescue.flight_started", actor=actor, thing=thing_of(building), detail={"name": row.name})
    return made


@transaction.atomic
def call_home(*, actor: Actor, flight: UUID) -> Flight:
    """Tell a drone to return and land. Told again it changes nothing; Conflict when it is not in the air."""
    row, building = find_flight(actor, flight)
    if row.state not in IN_AIR:
        raise Conflict(_("It is not in the air."))
    if row.home_asked_at is None:
        row.home_asked_at = timezone.now()
        row.save(update_fields=["home_asked_at"])
        record("rescue.flight_called_home", actor=actor, thing=thing_of(building))
    return row


@transaction.atomic
def end_flight(row: Flight, state: str, fault: str = "", at: datetime | None = None) -> None:
    """Note how a flight ended; called by what flies."""
    changed = Flight.objects.filter(id=row.id, state__in=IN_AIR).update(
        state=state, fault=fault[:60], ended_at=at or timezone.now()
    )
    if changed:
        building = find_building(row.mission.building_id)
        detail = {"state": state, "why": fault}
        record("rescue.flight_ended", actor=PLATFORM, thing=thing_of(building), detail=detail)


def fly_for_exercise(incident: UUID) -> Flight | None:
    """A drone around the building of an exercise, by a stand-in: starts an orbit, planned first when there is none.

    None when the incident is no exercise or closed, has had a flight, or no mission can be flown there.
    """
    of = Incident.objects.filter(id=incident, exercise=True, closed_at=None).first()
    if of is None or of.building_id is None or of.flights.exists():
        return None
    building = find_building(of.building_id)
    try:
        row = building.missions.filter(kind="orbit").first()
        row = row or _save(
            building, _("Orbit for exercises"), Asked(highest=settings.DRONE_MAX_HEIGHT), PLATFORM
        )
        _check_zones(row, building)
        return _start(row, building, of, PLATFORM, invented=True)
    except (Invalid, Conflict):
        return None


def require_command(actor: Actor, incident: Incident) -> None:
    """Refuses those who do not lead the incident, and a closed one."""
    from dugnad.areas.rescue.incidents.things import thing_of as thing_of_incident

    require(actor, "command", thing_of_incident(incident))
    if incident.closed_at:
        raise Conflict(_("The incident is closed."))
