"""Where people probably are, of every building that sensors speak of: in this process's memory and nowhere else."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from dugnad.areas.rescue.models import Building, Incident
from dugnad.areas.rescue.residents.tagged import tagged_in
from dugnad.areas.rescue.sensing.live import Live
from dugnad.areas.rescue.sensing.sightings import Said, Unreadable, building_of, read
from dugnad.engines.egress.plan import from_json
from dugnad.engines.presence import Graph
from dugnad.kernel.access import wall

log = logging.getLogger(__name__)
MISSED_FOR = 60.0
MISSED_AT_MOST = 10_000
IDLE = 6 * 3600.0
# How long the register is taken to be as it was: where sensors speak or an alarm lasts, and elsewhere.
EACH_SECOND, SELDOM, SPOKEN = 0.5, 10.0, 10.0


class Store:
    """The filters by building. One for each process; the listeners' one is the one that counts."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._live: dict[UUID, Live] = {}
        self._missing: dict[UUID, float] = {}
        self.unreadable = 0

    def take_message(self, topic: str, payload: bytes) -> None:
        """Take in a message of the broker; what cannot be read is counted, and the log says why, not what."""
        try:
            building, sightings = building_of(topic), read(payload)
        except Unreadable as fault:
            self.unreadable += 1
            log.warning("sightings could not be read: %s", fault)
            return
        self.take(building, sightings)

    def take(self, building: UUID, sightings: Iterable[Said], now: float | None = None) -> None:
        """Take in sightings of a building; those of one without a plan go nowhere."""
        live = self.of(building)
        if live is None:
            return
        for said in sightings:
            live.take(said, time.time() if now is None else now)

    def of(self, building: UUID) -> Live | None:
        """The building's filter, made when first asked for; None when there is no such building or plan."""
        live = self._live.get(building)
        if live or time.monotonic() - self._missing.get(building, -MISSED_FOR) < MISSED_FOR:
            return live
        with self._lock:
            return self._live.get(building) or self._load(building)

    def step(self, now: float) -> None:
        """Let time pass, know the registers as they are now, and drop what nobody speaks of."""
        hour = timezone.localtime().hour
        plans, alarmed = self._known()
        for building, live in self.each():
            # An incident keeps the plan that it was opened with.
            replaced = plans.get(building) != live.plan and building not in alarmed
            if replaced or now - live.heard_at > IDLE:
                with self._lock:
                    self._live.pop(building, None)
                continue
            pause = EACH_SECOND if building in alarmed or now - live.heard_at < SPOKEN else SELDOM
            if not 0 <= now - live.followed_at < pause:
                self._follow(building, live, now)
            live.step(now, hour)

    def each(self) -> list[tuple[UUID, Live]]:
        """The buildings that sensors speak of."""
        return list(self._live.items())

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._live.clear()
            self._missing.clear()
            self.unreadable = 0

    def _load(self, building: UUID) -> Live | None:
        with wall.system():
            row = Building.objects.select_related("plan").filter(id=building).first()
        if row is None or row.plan is None:
            if len(self._missing) >= MISSED_AT_MOST:
                self._missing.clear()
            self._missing[building] = time.monotonic()
            return None
        graph = Graph.of(from_json(row.plan.plan))
        live = Live.of(row.plan.id, graph, time.time(), settings.POSITION_MINUTES * 60.0)
        self._follow(building, live, time.time())
        self._live[building] = live
        return live

    @staticmethod
    def _follow(building: UUID, live: Live, now: float) -> None:
        with wall.system():
            live.follow(tagged_in(building))
        live.followed_at = now

    def _known(self) -> tuple[dict[UUID, UUID], set[UUID]]:
        """The plans in use, and the buildings in which an incident is open."""
        with wall.system():
            plans = dict(Building.objects.filter(id__in=list(self._live)).values_list("id", "plan"))
            alarmed = set(
                Incident.objects.filter(closed_at=None)
                .exclude(building=None)
                .values_list("building", flat=True)
            )
        return plans, alarmed


store = Store()
