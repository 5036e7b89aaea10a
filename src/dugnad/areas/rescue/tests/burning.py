"""A care home that burns, for tests: its plan, invented people, the fire service of `own`. All is invented."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dugnad.areas.rescue.buildings.versions import store
from dugnad.areas.rescue.demo.house import care_home, rooms
from dugnad.areas.rescue.exercises.starting import start
from dugnad.areas.rescue.incidents import teams
from dugnad.areas.rescue.models import Building, Detector, Incident, Team
from dugnad.areas.rescue.tests import alarming
from dugnad.engines.egress.assembly.values import Assembly
from dugnad.kernel.organisations.models import Organisation
from tests.world import World


def home(owner: Organisation, service: Organisation) -> Building:
    """A building with the demo's plan and a detector in one of its rooms."""
    row = alarming.building(owner, service)
    row = Building.objects.select_for_update().get(id=row.id)
    store(row, Assembly(care_home(row.name), source="drawn"), source="drawn")
    Detector.objects.create(building=row, address="2-14", space=rooms(2)[13], label="Room 214")
    return row


def fire(world: World, *, owner: Organisation | None = None) -> Incident:
    """A fire in a home of `own` (or `owner`), for which `own` is the fire service."""
    row = home(owner or world.own, world.own)
    found = alarming.alarm(row, detector="2-14", group="").alarm.incident
    assert found is not None
    return found


def drill(world: World) -> Incident:
    """An exercise with one invented person in each room."""
    return start(actor=world.actor("own responder"), building=home(world.own, world.own).id)


def team(world: World, incident: UUID, **more: Any) -> Team:
    values: dict[str, Any] = {"name": "Lag 1", "size": 4, "devices": {"chair": 1, "sheet": 1}}
    return teams.add_team(actor=world.actor("own responder"), incident=incident, **(values | more))
