"""How the feeds of a building do: written down for the screens every few seconds, without anything personal."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from dugnad.areas.rescue.models import FeedState
from dugnad.areas.rescue.sensing.live import Feed, Live
from dugnad.areas.rescue.sensing.selectors import BROKER
from dugnad.areas.rescue.sensing.store import Store
from dugnad.areas.rescue.sensing.tags import Sensor
from dugnad.engines.presence import Health

EVERY = 5.0
CLOCK_AT_MOST = 5.0
NAMED_AT_MOST = 10
# A bed or a safety alarm is called after who has it.
NAMELESS = frozenset({Sensor.BED, Sensor.ALARM})


@dataclass(slots=True)
class Reporting:
    """Writes how the link to the broker and each feed do, at most every five seconds."""

    store: Store
    up: bool = False
    since: datetime = field(default_factory=timezone.now)
    written_at: float = 0.0

    def link(self, up: bool) -> None:
        """Note that the link to the broker has come or gone."""
        self.up, self.since = up, timezone.now()
        self.written_at = 0.0

    def turn(self, now: float) -> bool:
        """Write if it is time to; returns whether it was."""
        if 0 <= now - self.written_at < EVERY:
            return False
        self.written_at = now
        FeedState.objects.update_or_create(
            building=None,
            sensor=BROKER,
            defaults={
                "up": self.up,
                "heard_at": self.since,
                "at": timezone.now(),
                "faults": {"unreadable": self.store.unreadable},
            },
        )
        for building, live in self.store.each():
            _write(building, live)
        return True


def _write(building: UUID, live: Live) -> None:
    sensors: dict[str, list[Health]] = defaultdict(list)
    for health in live.health():
        sensors[health.kind].append(health)
    for kind, feed in list(live.feeds.items()):
        heard = datetime.fromtimestamp(feed.heard_at, UTC) if feed.heard_at else None
        FeedState.objects.update_or_create(
            building_id=building,
            sensor=kind,
            defaults={
                "heard_at": heard,
                "up": True,
                "at": timezone.now(),
                "faults": _faults(kind, feed, sensors[kind]),
            },
        )


def _faults(kind: str, feed: Feed, sensors: list[Health]) -> dict[str, Any]:
    return {
        "sensors": len(sensors),
        "flooding": _told(kind, [one for one in sensors if one.flooding]),
        "lying": _told(kind, [one for one in sensors if one.lying]),
        "wrong_clock": _told(kind, [one for one in sensors if abs(one.wrong_clock) > CLOCK_AT_MOST]),
        "unknown_tags": feed.unknown_tags,
        "unknown_spaces": feed.unknown_spaces,
    }


def _told(kind: str, sensors: list[Health]) -> dict[str, Any]:
    """How many, and which where that says nothing of a person."""
    names = [] if kind in NAMELESS else sorted(one.device.partition(" ")[2] for one in sensors)
    return {"count": len(sensors), "which": names[:NAMED_AT_MOST]}
