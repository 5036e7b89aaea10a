"""While an alarm lasts in a building, where its people probably are is written down for that incident."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from dugnad.areas.rescue.incidents.things import thing_of
from dugnad.areas.rescue.models import FrozenPosition, Incident
from dugnad.areas.rescue.residents.registered import rooms_in
from dugnad.areas.rescue.sensing.store import Store
from dugnad.engines.presence import Belief
from dugnad.kernel.live.ticks import tell

log = logging.getLogger(__name__)
MOVED = 0.02
TICK = "rescue.positions"
Written = tuple[dict[str, float], float | None, str]


@dataclass(slots=True)
class Freezing:
    """What was written last, by incident and resident."""

    store: Store
    written: dict[UUID, dict[UUID, Written]] = field(default_factory=dict)

    def turn(self) -> int:
        """Write down what has changed since the last turn; returns how many people's positions."""
        rows = list(Incident.objects.filter(closed_at=None).exclude(building=None).select_related("building"))
        self.written = {row.id: self.written.get(row.id, {}) for row in rows}
        return sum(self._freeze(row) for row in rows)

    def _freeze(self, incident: Incident) -> int:
        live = self.store.of(incident.building_id) if incident.building_id else None
        if live is None:
            return 0
        before = self.written[incident.id]
        now = _compared(live.beliefs(synthetic=incident.exercise), before)
        changed = {id: new for id, new in now.items() if _differs(before.get(id), new)}
        if not changed or not _write(incident, changed):
            return 0
        before |= changed
        tell(TICK, thing_of(incident))
        return len(changed)


def _compared(beliefs: Mapping[UUID, Belief], before: Mapping[UUID, Written]) -> dict[UUID, Written]:
    """What is to be written; of those who were forgotten meanwhile, that nothing is known any more."""
    forgotten: dict[UUID, Written] = {
        id: ({}, seen, sensor) for id, (_, seen, sensor) in before.items() if id not in beliefs
    }
    return forgotten | {id: _written(belief) for id, belief in beliefs.items()}


def _written(belief: Belief) -> Written:
    spaces = {space: round(share, 3) for space, share in belief.spaces}
    return spaces, belief.seen_at, belief.sensor


def _differs(before: Written | None, new: Written) -> bool:
    if before is None or before[1:] != new[1:] or before[0].keys() != new[0].keys():
        return True
    return any(abs(before[0][space] - share) >= MOVED for space, share in new[0].items())


def _write(incident: Incident, changed: Mapping[UUID, Written]) -> bool:
    """Put the positions of those who are still registered in place; False when the incident has been closed."""
    try:
        with transaction.atomic():
            if not Incident.objects.select_for_update().filter(id=incident.id, closed_at=None).exists():
                return False
            there = (
                rooms_in(incident.building_id, synthetic=incident.exercise) if incident.building_id else {}
            )
            rows = [_row(incident, id, new) for id, new in changed.items() if id in there]
            FrozenPosition.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["incident", "resident"],
                update_fields=["beliefs", "seen_at", "sensor", "at"],
            )
    except IntegrityError:
        # Someone withdrew in this very moment; the next turn knows.
        log.info("positions are written in the next turn")
        return False
    return True


def _row(incident: Incident, resident: UUID, new: Written) -> FrozenPosition:
    spaces, seen, sensor = new
    seen_at = datetime.fromtimestamp(seen, UTC) if seen is not None else None
    return FrozenPosition(
        incident=incident,
        resident_id=resident,
        beliefs=spaces,
        seen_at=seen_at,
        sensor=sensor,
        at=timezone.now(),
    )
