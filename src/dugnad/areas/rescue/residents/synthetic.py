"""Invented people for exercises: they live in a building's rooms, and no real incident ever shows them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from uuid import UUID

from dugnad.areas.rescue.models import Building, Need, Resident, Tag
from dugnad.areas.rescue.models.residents import Aid, Device, Ground, Stairs
from dugnad.areas.rescue.sensing.tags import Sensor, digest
from dugnad.engines.egress.plan import Plan, Space, SpaceKind

MOST = 400
SAID = "Exercise"


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of people, and how many of a hundred are of it."""

    share: int
    stairs: str
    aid: str = Aid.NONE
    carriers: int = 0
    device: str = Device.NONE
    hears: bool = True


# As in a care home: most walk by themselves, some are carried.
SORTS = (
    Sort(66, Stairs.ALONE),
    Sort(8, Stairs.ALONE, hears=False),
    Sort(10, Stairs.HELPED, Aid.ROLLATOR, 1),
    Sort(7, Stairs.CANNOT, Aid.WHEELCHAIR, 2, Device.CHAIR),
    Sort(3, Stairs.CANNOT, Aid.ELECTRIC, 2, Device.CHAIR),
    Sort(6, Stairs.CANNOT, Aid.BED, 2, Device.SHEET),
)


def fill(building: Building, plan: Plan, seed: int = 1) -> list[Resident]:
    """One invented person for each room, if the building has none yet; the same ones for the same seed."""
    known = list(Resident.objects.filter(building=building, synthetic=True))
    if known:
        return known
    chance = random.Random(seed)  # noqa: S311 - people of an exercise, not secrets
    rooms = [space for space in plan.spaces if space.kind is SpaceKind.ROOM and not space.refuge]
    rows = [
        Resident(building=building, synthetic=True, space=room.id, ground=Ground.CONSENT, ground_said=SAID)
        for room in _own(rooms)[:MOST]
    ]
    Resident.objects.bulk_create(rows)
    Need.objects.bulk_create(_need(row, chance) for row in rows)
    Tag.objects.bulk_create(
        Tag(resident=row, sensor=sensor, digest=digest(sensor, tag_of(row.id)))
        for row in rows
        for sensor in (Sensor.BADGE, Sensor.BED)
    )
    return rows


def _own(rooms: list[Space]) -> list[Space]:
    """Rooms that somebody lives in: those whose name is a number, if there are such."""
    numbered = [room for room in rooms if room.name[:1].isdigit()]
    return numbered or rooms


def _need(row: Resident, chance: random.Random) -> Need:
    sort = chance.choices(SORTS, weights=[one.share for one in SORTS])[0]
    return Need(
        resident=row,
        stairs=sort.stairs,
        aid=sort.aid,
        carriers=sort.carriers,
        device=sort.device,
        hears_alarm=sort.hears,
        lives_alone=False,
    )


def tag_of(resident: UUID | str) -> str:
    """What an exercise's sensors know an invented person by."""
    return f"exercise-{resident}"


def forget(building: Building) -> int:
    """Delete a building's invented people."""
    return Resident.objects.filter(building=building, synthetic=True).delete()[0]
