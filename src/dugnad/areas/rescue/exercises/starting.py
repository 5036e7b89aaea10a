"""Starting an exercise: invented people in the rooms, and a detector that fires."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.rescue.alarms.receiving import Incoming, receive
from dugnad.areas.rescue.buildings.things import find_building, thing_of
from dugnad.areas.rescue.models import Building, Detector, Incident
from dugnad.areas.rescue.models.alarms import AlarmKind, Channel
from dugnad.areas.rescue.residents import synthetic
from dugnad.engines.egress.plan import Plan, from_json
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.problems import Conflict


def start(*, actor: Actor, building: UUID) -> Incident:
    """An exercise in a building that has a plan: an alarm from one of its detectors, marked as a drill.

    A running one is joined. Conflict when there is a real alarm, or no plan.
    """
    row = find_building(building)
    require(actor, "read", thing_of(row))
    require(actor, "drill", thing_of(row))
    if row.plan is None:
        raise Conflict(_("The building needs a plan first."))
    if Incident.objects.filter(building=row, closed_at=None, exercise=False).exists():
        raise Conflict(_("There is a real alarm in this building."))
    plan = from_json(row.plan.plan)
    with transaction.atomic(), wall.system():
        # Two drills at once find the same people.
        Building.objects.select_for_update().get(id=row.id)
        synthetic.fill(row, plan)
    with wall.system():
        taken = receive(
            Incoming(
                channel=Channel.DRILL,
                key=secrets.token_hex(8),
                kind=AlarmKind.FIRE,
                detector=_detector(row.id, plan),
                building=row.id,
                once=True,
                by=actor,
            )
        )
    incident = taken[0].alarm.incident
    if incident is None:
        raise Conflict(_("The exercise could not be started. Try again."))
    return incident


def may_drill(actor: Actor, building: Building) -> bool:
    """True for those who may start exercises there."""
    return bool(ask(actor, "drill", thing_of(building)))


def _detector(building: UUID, plan: Plan) -> str:
    """One of the detectors in the building's rooms, drawn by lot; empty where there are none."""
    rooms = [space.id for space in plan.spaces]
    rows = Detector.objects.filter(building=building, space__in=rooms)
    addresses = list(rows.values_list("address", flat=True))
    return secrets.choice(addresses) if addresses else ""
