"""Incidents as access sees them."""

from __future__ import annotations

from uuid import UUID

from dugnad.areas.rescue.models import Incident
from dugnad.areas.rescue.rules import incident_thing
from dugnad.kernel.access import Thing
from dugnad.kernel.problems import NotFound


def thing_of(incident: Incident) -> Thing:
    """The incident with its building's owner and the fire service."""
    owner = incident.building.owner_id if incident.building else None
    return incident_thing(incident.id, owner, incident.service_id)


def find_incident(incident: UUID, *, lock: bool = False) -> Incident:
    """The incident with its building and plan; NotFound when there is none. `lock` it to write."""
    # Joined tables need no lock, and nullable joins cannot have one.
    if lock and not Incident.objects.select_for_update().filter(id=incident).exists():
        raise NotFound
    row = Incident.objects.select_related("building", "plan", "service", "alone").filter(id=incident).first()
    if row is None:
        raise NotFound
    return row
