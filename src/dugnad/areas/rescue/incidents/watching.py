"""Assesses open incidents again whenever something in them has changed; runs where alarms are received."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, transaction
from django.db.models import Max
from django.utils import timezone

from dugnad.areas.rescue.incidents.picture import state_of
from dugnad.areas.rescue.incidents.things import thing_of
from dugnad.areas.rescue.models import Assessment, FrozenPosition, Incident
from dugnad.areas.rescue.residents.assessed import functions_in
from dugnad.engines.egress.plan import from_json
from dugnad.kernel.access import wall
from dugnad.kernel.live.ticks import tell

log = logging.getLogger(__name__)
TICK = "rescue.assessed"
POLL = 0.25
# Positions drift: an assessment is made anew at the latest after so long, and at most so often.
OLDEST = timedelta(seconds=20)
YOUNGEST = timedelta(seconds=2)


@dataclass(slots=True)
class Watch:
    """What was assessed last."""

    seen: dict[UUID, tuple[int, datetime | None, datetime]] = field(default_factory=dict)

    def turn(self) -> int:
        """Assess every open incident that needs it; returns how many did."""
        rows = Incident.objects.filter(closed_at=None).exclude(plan=None)
        due = [row for row in rows.annotate(last=Max("entries__number")) if self._is_due(row)]
        for row in due:
            try:
                self.assess(row)
            except Exception:
                # It is tried again when something changes in it, or when it is old.
                log.exception("incident %s could not be assessed", row.id)
        return len(due)

    def _is_due(self, row: Incident) -> bool:
        now = timezone.now()
        entries, positions = getattr(row, "last", 0) or 0, _newest(row)
        before = self.seen.get(row.id)
        changed = before is None or before[0] != entries
        moved = before is not None and before[1] != positions and now - before[2] >= YOUNGEST
        if not (changed or moved or (before and now - before[2] >= OLDEST)):
            return False
        self.seen[row.id] = (entries, positions, now)
        return True

    def assess(self, row: Incident) -> None:
        """Assess one incident and keep what came out."""
        from dugnad.areas.rescue.incidents.assessing import Scene, assess

        begun = time.perf_counter()
        incident = Incident.objects.select_related("plan", "building").get(id=row.id)
        if incident.plan is None:
            return
        plan = from_json(incident.plan.plan)
        state, _said = state_of(incident)
        teams = list(incident.teams.filter(left_at=None).order_by("name"))
        scene = Scene(plan, state, functions_in(incident), teams, incident.opened_at, timezone.now())
        content = assess(scene)
        values = {
            "number": state.number,
            "made_at": timezone.now(),
            "took": time.perf_counter() - begun,
            "content": content,
        }
        if _keep(incident, values):
            tell(TICK, thing_of(incident))


@transaction.atomic
def _keep(incident: Incident, values: Mapping[str, Any]) -> bool:
    """Keep what came out; False when the incident was closed meanwhile, and nothing may be kept any more."""
    if not Incident.objects.select_for_update().filter(id=incident.id, closed_at=None).exists():
        return False
    Assessment.objects.update_or_create(incident=incident, defaults=values)
    return True


def _newest(row: Incident) -> datetime | None:
    rows = FrozenPosition.objects.filter(incident=row).order_by("-at")
    return rows.values_list("at", flat=True).first()


def wanted() -> bool:
    """Whether times and plans are needed now. In production always, so that nothing is loaded in an alarm."""
    return not settings.DEMO or Incident.objects.filter(closed_at=None).exists()


def watch(stopping: Event) -> None:
    """Assess for as long as the installation runs; one incident that fails does not hold up the others."""
    from dugnad.engines.egress.warm import warm_up

    # Before an alarm, not in one.
    warm_up()
    with wall.system():
        watching = Watch()
        while not stopping.wait(POLL):
            close_old_connections()
            try:
                watching.turn()
            except Exception:
                log.exception("an incident could not be assessed")
                stopping.wait(2)
