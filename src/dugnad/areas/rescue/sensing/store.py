"""Where people probably are, of every building that sensors speak of: in this process's memory and nowhere else."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from dugnad.areas.rescue.models import Building
from dugnad.areas.rescue.residents.tagged import Tagged, tagged_in
from dugnad.areas.rescue.sensing.live import Live
from dugnad.areas.rescue.sensing.sightings import Said, Unreadable, building_of, read
from dugnad.engines.egress.plan import from_json
from dugnad.engines.presence import Graph
from dugnad.kernel.access import wall

log = logging.getLogger(__name__)
MISSED_FOR = 60.0
MISSED_AT_MOST = 10_000
IDLE = 6 * 3600.0


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
        for building, live in list(self._live.items()):
            if self._is_over(building, live, now):
                with self._lock:
                    self._live.pop(building, None)
                continue
            live.follow(self._register(building))
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
        live.follow(self._register(building))
        self._live[building] = live
        return live

    @staticmethod
    def _register(building: UUID) -> list[Tagged]:
        with wall.system():
            return tagged_in(building)

    @staticmethod
    def _is_over(building: UUID, live: Live, now: float) -> bool:
        """Whether the plan was replaced, so that its rooms are others, or nobody has spoken for long."""
        with wall.system():
            plan = Building.objects.filter(id=building).values_list("plan", flat=True).first()
        heard = max((feed.heard_at for feed in live.feeds.values()), default=live.filter.now)
        return plan != live.plan or now - heard > IDLE


store = Store()
