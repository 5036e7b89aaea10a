"""Work at fixed intervals: each schedule of each manifest, when it is due."""

from __future__ import annotations

import logging
from datetime import datetime

from dugnad.kernel.areas.manifest import Schedule
from dugnad.kernel.areas.registry import manifests
from dugnad.kernel.jobs.models import ScheduleRun

HEARTBEAT = "worker"
log = logging.getLogger(__name__)


def schedules() -> list[Schedule]:
    return [schedule for manifest in manifests() for schedule in manifest.schedules]


def run_due(now: datetime) -> list[str]:
    """Run what is due and remember when; returns the names. A failure is logged and tried next time."""
    last = dict(ScheduleRun.objects.values_list("name", "at"))
    due = [s for s in schedules() if s.name not in last or now - last[s.name] >= s.every]
    return [schedule.name for schedule in due if _run(schedule, now)]


def _run(schedule: Schedule, now: datetime) -> bool:
    try:
        schedule.run(now)
    except Exception:
        log.exception("schedule %s failed", schedule.name)
        return False
    ScheduleRun.objects.update_or_create(name=schedule.name, defaults={"at": now})
    return True


def beat(now: datetime) -> None:
    """Note that the worker is alive."""
    ScheduleRun.objects.update_or_create(name=HEARTBEAT, defaults={"at": now})


def last_beat() -> datetime | None:
    """When a worker last noted that it is alive."""
    return ScheduleRun.objects.filter(name=HEARTBEAT).values_list("at", flat=True).first()
