"""How the sensors of a building do. Where people are is not read here: see `residents.door`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from dugnad.areas.rescue.models import FeedState
from dugnad.areas.rescue.ports import messages

BROKER = "broker"
SILENT_AFTER = timedelta(minutes=15)
STALE_AFTER = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One kind of sensor in a building, or the link that all come by ('broker').

    `ok` is the short answer. `age`: seconds since it was last heard, None: never. `flooding`, `lying` and
    `wrong_clock` count sensors of the kind that do so now; `which` names them where that says nothing of a
    person. `unknown_tags`: sightings of tags that belong to nobody, since the listener started.
    """

    sensor: str
    ok: bool
    heard_at: datetime | None
    age: float | None
    sensors: int = 0
    flooding: int = 0
    lying: int = 0
    wrong_clock: int = 0
    unknown_tags: int = 0
    unknown_spaces: int = 0
    which: tuple[str, ...] = ()


def feeds(building: UUID) -> list[FeedHealth]:
    """How the feeds of the building do, the link to the broker first; one query. Says nothing of persons.

    For who may see the building or an incident in it: callers have asked that.
    """
    now = timezone.now()
    rows = FeedState.objects.filter(building=building) | FeedState.objects.filter(building=None)
    found = {row.sensor: row for row in rows}
    broker = _link(found.pop(BROKER, None), now)
    return [broker, *(_feed(row, now) for _, row in sorted(found.items()))]


def _link(row: FeedState | None, now: datetime) -> FeedHealth:
    """The link is up only as long as the listener, who says so, is alive."""
    if row is None:
        return FeedHealth(BROKER, ok=False, heard_at=None, age=None)
    alive = now - row.at <= STALE_AFTER
    ok = alive and (row.up or not messages().available)
    heard = now if ok else min(row.at, row.heard_at or row.at)
    return FeedHealth(BROKER, ok=ok, heard_at=heard, age=(now - heard).total_seconds())


def _feed(row: FeedState, now: datetime) -> FeedHealth:
    faults = {name: row.faults.get(name, {}) for name in ("flooding", "lying", "wrong_clock")}
    counts = {name: int(fault.get("count", 0)) for name, fault in faults.items()}
    heard = row.heard_at is not None and now - row.heard_at <= SILENT_AFTER
    return FeedHealth(
        sensor=row.sensor,
        ok=heard and not any(counts.values()),
        heard_at=row.heard_at,
        age=(now - row.heard_at).total_seconds() if row.heard_at else None,
        sensors=int(row.faults.get("sensors", 0)),
        unknown_tags=int(row.faults.get("unknown_tags", 0)),
        unknown_spaces=int(row.faults.get("unknown_spaces", 0)),
        which=tuple(sorted({name for fault in faults.values() for name in fault.get("which", ())})),
        **counts,
    )
