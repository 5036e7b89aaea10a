"""A care home with sensors and tagged residents, all invented, and the listener's work done step by step."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from dugnad.areas.rescue.models import Building, FrozenPosition, Incident, Need, PlanVersion, Resident, Tag
from dugnad.areas.rescue.models.residents import Ground
from dugnad.areas.rescue.sensing.freezing import Freezing
from dugnad.areas.rescue.sensing.sightings import Said
from dugnad.areas.rescue.sensing.store import Store
from dugnad.areas.rescue.sensing.tags import digest
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.engines.egress.plan import to_json
from dugnad.engines.presence.tests.houses import care_home
from dugnad.kernel.identity.tokens import make_token
from dugnad.kernel.organisations.models import Organisation
from tests.world import World

_serial = count(1)
ROOM, OTHER_ROOM, LOUNGE = "1-r4", "2-r8", "1-lounge"


def house(owner: Organisation) -> Building:
    """A care home with a plan."""
    made = makers.building(owner)
    made.plan = PlanVersion.objects.create(building=made, number=2, source="drawn", plan=to_json(care_home()))
    made.save(update_fields=["plan"])
    return made


def resident(place: Building, *tags: tuple[str, str], space: str = ROOM, synthetic: bool = False) -> Resident:
    """Someone who lives there, with tags as (sensor, tag)."""
    made = Resident.objects.create(building=place, space=space, synthetic=synthetic, ground=Ground.CONSENT)
    Need.objects.create(resident=made, stairs="alone")
    for sensor, tag in tags:
        Tag.objects.create(resident=made, sensor=sensor, digest=digest(sensor, tag))
    return made


def badge() -> str:
    """A tag that nobody has."""
    return f"tag-{next(_serial):06}"


def seen(tag: str, space: str = ROOM, kind: str = "badge", **more: Any) -> Said:
    return Said(kind, f"{kind}-{space}", space, tag, **more)


def token_of(world: World, role: str = "own administrator", organisation: UUID | None = None) -> Client:
    """A machine with a token that the person made for the organisation."""
    _row, secret = make_token(
        actor=world.actor(role),
        name="Sensors",
        scope="write",
        last_day=timezone.localdate() + timedelta(days=30),
        organisation=organisation,
    )
    return Client(headers={"authorization": f"Bearer {secret}"})


@dataclass
class Listener:
    """What the listener does each second, when told to."""

    store: Store = field(default_factory=Store)
    now: float = field(default_factory=time.time)

    def __post_init__(self) -> None:
        self.freezing = Freezing(self.store)

    def hear(self, place: Building, *sightings: Said) -> None:
        self.store.take(place.id, sightings, self.now)

    def second(self, seconds: float = 1.0) -> int:
        """Let time pass; returns how many positions were written."""
        self.now += seconds
        self.store.step(self.now)
        return self.freezing.turn()


def positions(incident: Incident) -> dict[UUID, FrozenPosition]:
    return {row.resident_id: row for row in FrozenPosition.objects.filter(incident=incident)}
