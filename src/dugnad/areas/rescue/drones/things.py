"""Missions, flights and zones as access sees them: missions go with their building."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.buildings.things import find_building, thing_of
from dugnad.areas.rescue.models import Building, Flight, GeoZone, Mission
from dugnad.areas.rescue.rules import ZONE, zone_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.problems import NotFound


def flown_building(actor: Actor, building: UUID) -> Building:
    """The building, for those who may fly there; NotFound or Forbidden for others."""
    row = find_building(building)
    require(actor, "fly", thing_of(row))
    return row


def find_mission(actor: Actor, mission: UUID) -> tuple[Mission, Building]:
    """A mission with its building, for those who may fly there."""
    row = Mission.objects.select_related("by").filter(id=mission).first()
    if row is None:
        raise NotFound
    return row, flown_building(actor, row.building_id)


def find_flight(actor: Actor, flight: UUID) -> tuple[Flight, Building]:
    """A flight with its mission and building, for those who may fly there."""
    row = Flight.objects.select_related("mission", "incident").filter(id=flight).first()
    if row is None:
        raise NotFound
    return row, flown_building(actor, row.mission.building_id)


def _find(ids: Collection[UUID]) -> Iterable[Found]:
    for row in GeoZone.objects.filter(id__in=ids):
        yield Found(zone_thing(row.id), row.name or row.identifier, reverse("rescue:zones"))


THINGS = (
    ThingKind(
        ZONE, _("Drone zone"), _find, {"read": _("See the zones"), "change": _("Put in the authority's file")}
    ),
)
