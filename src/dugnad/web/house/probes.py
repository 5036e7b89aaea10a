"""What can be asked of a running installation: for the health endpoints, the metrics and `dugnad check`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django.utils import timezone

from dugnad.kernel.access import wall
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.scheduling import last_beat
from dugnad.kernel.ledger import readers, storage
from dugnad.kernel.ledger.models import EPOCH, Cursor, Event

BEAT_AT_MOST = timedelta(seconds=30)
WAIT_AT_MOST = timedelta(seconds=30)
FAILURES_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Reader:
    """How far a reader of the log is behind, and whether it is stuck on an entry."""

    name: str
    behind: int
    stuck_on: int | None


def database_answers() -> bool:
    """Whether the database can be asked anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def pending_migrations() -> list[str]:
    """Migrations that this version of the code has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def beat_age() -> timedelta | None:
    """How long ago a worker last showed that it is alive; None if never."""
    at = last_beat()
    return timezone.now() - at if at else None


def oldest_unsealed() -> timedelta | None:
    """How long the oldest entry has waited for the sealer; None when none waits."""
    at_us = Event.objects.filter(index=None).order_by("id").values_list("at_us", flat=True).first()
    return timezone.now() - EPOCH - timedelta(microseconds=at_us) if at_us is not None else None


def reader_states() -> list[Reader]:
    """Every reader that the areas declare."""
    size = storage.sealed_size()
    cursors = {cursor.reader: cursor for cursor in Cursor.objects.all()}
    return [_reader(name, cursors.get(name), size) for name in readers.readers()]


def _reader(name: str, cursor: Cursor | None, size: int) -> Reader:
    if cursor is None:
        return Reader(name, size, None)
    stuck = cursor.stuck_on if cursor.failures >= FAILURES_AT_MOST else None
    return Reader(name, size - cursor.position, stuck)


def jobs_by_state() -> dict[str, int]:
    """How many jobs are in each state."""
    with wall.system():
        counted = JobRun.objects.values("state").annotate(count=Count("id"))
        return dict(counted.values_list("state", "count"))
