"""Which incidents there are, for those who may read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.rescue.incidents.picture import state_of
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Building, Incident
from dugnad.areas.rescue.rules import INCIDENT, INCIDENT_FIELDS
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible


def incidents(actor: Actor) -> QuerySet[Incident]:
    """Those the actor may read: open ones first, then the newest."""
    rows = visible(Incident.objects.select_related("building"), actor, INCIDENT, INCIDENT_FIELDS)
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-opened_at")


def incident(actor: Actor, incident: UUID) -> Incident:
    """One incident; NotFound for those who may not read it."""
    row = find_incident(incident)
    require(actor, "read", thing_of(row))
    return row


def title(incident: Incident) -> str:
    """What an incident is called: its building, else what is known of the place."""
    return incident.building.name if incident.building else incident.place or _("Place unknown")


def where(building: Building | None) -> str:
    return building.address if building else ""


def told(incident: Incident) -> dict[str, Any]:
    """An incident as the API gives it."""
    state, said = state_of(incident)
    return {
        "id": incident.id,
        "building": incident.building_id,
        "title": title(incident),
        "exercise": incident.exercise,
        "opened_at": incident.opened_at,
        "closed_at": incident.closed_at,
        "outcome": incident.outcome,
        "verdict": state.verdict.value,
        "one_voice": incident.alone_id is not None,
        "entries": len(said),
    }


def live_number(actor: Actor) -> tuple[int, str]:
    """How many incidents are open, of those that the actor may read."""
    number = incidents(actor).filter(closed_at=None).count()
    return number, ngettext("alarm now", "alarms now", number)


def happening(actor: Actor) -> Iterable[tuple[str, str]]:
    """The open incidents, for the first page."""
    for row in incidents(actor).filter(closed_at=None)[:3]:
        words = _("Drill in %(place)s") if row.exercise else _("Fire alarm in %(place)s")
        yield words % {"place": title(row)}, reverse("rescue:incident", args=[row.id])
