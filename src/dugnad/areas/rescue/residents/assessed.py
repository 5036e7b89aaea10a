"""What the engines are told of people for their times and plans: functions and places by id, never a name.

For those who work as the platform; nobody looks, so no look is left.
"""

from __future__ import annotations

from dataclasses import dataclass

from dugnad.areas.rescue.models import FrozenPosition, Incident, Resident
from dugnad.areas.rescue.residents.door import Position


@dataclass(frozen=True, slots=True)
class Function:
    """What help someone needs and where they are registered; `position` when one was frozen."""

    id: str
    space: str
    stairs: str
    aid: str
    carriers: int
    device: str
    hears_alarm: bool
    position: Position | None


def functions_in(incident: Incident) -> list[Function]:
    """Everyone registered in the incident's building; the invented ones in an exercise, the real ones else."""
    rows = Resident.objects.filter(building=incident.building_id, synthetic=incident.exercise)
    frozen = {row.resident_id: row for row in FrozenPosition.objects.filter(incident=incident)}
    return [_function(row, frozen.get(row.id)) for row in rows.select_related("need").order_by("id")]


def _function(row: Resident, frozen: FrozenPosition | None) -> Function:
    need = row.need
    position = Position(frozen.beliefs, frozen.seen_at, frozen.sensor, frozen.at) if frozen else None
    return Function(
        str(row.id), row.space, need.stairs, need.aid, need.carriers, need.device, need.hears_alarm, position
    )
