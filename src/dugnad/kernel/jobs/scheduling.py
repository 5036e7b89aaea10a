"""Work at fixed intervals: each schedule of each manifest, when it is due."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from dugnad.kernel.access import wall
from dugnad.kernel.areas.manifest import Schedule
from dugnad.kernel.areas.registry import manifests
from dugnad.kernel.jobs.models import ScheduleRun

HEARTBEAT = "worker"
TRY_AGAIN_AFTER = timedelta(minutes=5)
log = logging.getLogger(__name__)
_failed_at: dict[str, datetime] = {}


def schedules() -> list[Schedule]:
    return [schedule for manifest in manifests() for schedule in manifest.schedules]


def due(schedule: Schedule, last: datetime | None, now: datetime) -> bool:
    """Whether a schedule that last ran at `last` is to run at `now`."""
    failed = _failed_at.get(schedule.name)
    if failed and now - failed < TRY_AGAIN_AFTER:
        return False
    if last is None:
        return True
    if schedule.at_hour is None:
        return now - last >= schedule.every
    here = timezone.localtime(now)
    return here.hour >= schedule.at_hour and here.date() - timezone.localtime(last).date() >= schedule.every


def run_due(now: datetime) -> list[str]:
    """Run what is due and remember when; returns the names. A failure is logged and tried again later."""
    last = dict(ScheduleRun.objects.values_list("name", "at"))
    wanted = [schedule for schedule in schedules() if due(schedule, last.get(schedule.name), now)]
    return [schedule.name for schedule in wanted if _run(schedule, now)]


def _run(schedule: Schedule, now: datetime) -> bool:
    try:
        with wall.system():
            schedule.run(now)
    except Exception:
        log.exception("schedule %s failed", schedule.name)
        _failed_at[schedule.name] = now
        return False
    _failed_at.pop(schedule.name, None)
    ScheduleRun.objects.update_or_create(name=schedule.name, defaults={"at": now})
    return True


def beat(now: datetime) -> None:
    """Note that the worker is alive."""
    ScheduleRun.objects.update_or_create(name=HEARTBEAT, defaults={"at": now})


def last_beat() -> datetime | None:
    """When a worker last noted that it is alive."""
    return ScheduleRun.objects.filter(name=HEARTBEAT).values_list("at", flat=True).first()
