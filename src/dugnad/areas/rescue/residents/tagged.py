"""What the filter of positions is told of residents: how they get about and what sensors know them by, and where
they are wont to be; never a name.

For those who work as the platform; nobody looks, so no look is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from dugnad.areas.rescue.models import Habit, Resident, Tag
from dugnad.areas.rescue.residents.habits import Said, Usual, usual


@dataclass(frozen=True, slots=True)
class Tagged:
    """One resident of a building: the registered room ('' if none), stairs and aid as in their need, and the
    digests of their tags with the kind of sensor, and for hours of the day the chances to be in spaces."""

    id: UUID
    synthetic: bool
    space: str
    stairs: str
    aid: str
    tags: frozenset[tuple[str, str]]
    usual: Usual = field(default_factory=dict, hash=False)


def tagged_in(building: UUID) -> list[Tagged]:
    """Everyone registered in the building now, invented ones too. Three queries."""
    tags: dict[UUID, set[tuple[str, str]]] = {}
    for resident, sensor, digest in Tag.objects.filter(resident__building=building).values_list(
        "resident", "sensor", "digest"
    ):
        tags.setdefault(resident, set()).add((sensor, digest))
    habits: dict[UUID, list[Said]] = {}
    for one in Habit.objects.filter(resident__building=building):
        said = Said(one.space, one.first_hour, one.last_hour, one.often)
        habits.setdefault(one.resident_id, []).append(said)
    rows = Resident.objects.filter(building=building)
    return [
        Tagged(
            id,
            synthetic,
            space,
            stairs or "",
            aid or "",
            frozenset(tags.get(id, ())),
            usual(habits.get(id, ())),
        )
        for id, synthetic, space, stairs, aid in rows.values_list(
            "id", "synthetic", "space", "need__stairs", "need__aid"
        )
    ]
