"""When the engine of durable jobs runs: from the first job that has not ended, until the worker stops.

It is 40 MB and most of a second to load, and a worker without jobs needs none of it.
"""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from dugnad.kernel.access import wall
from dugnad.kernel.jobs.models import ENDED, JobRun

FORGET_AFTER = timedelta(days=7)
_lock = threading.Lock()
_launched = threading.Event()


def turn() -> int:
    """Hand jobs that were asked for to the engine, and resume what was cut off; returns how many were handed."""
    with wall.system():
        if not JobRun.objects.exclude(state__in=ENDED).exists():
            return 0
        _launch()
        from dugnad.kernel.jobs.running import start_waiting

        return start_waiting()


def forget(now: datetime) -> int:
    """Delete what the engine remembers of jobs that ended a week ago; returns how many."""
    before = now - FORGET_AFTER
    if not _launched.is_set() and not JobRun.objects.filter(finished_at__lt=before).exists():
        return 0
    _launch()
    from dugnad.kernel.jobs.running import forget as forget_ended

    return forget_ended(before)


def stop() -> None:
    """Let running jobs come to a stop; those that do not in time are resumed at the next start."""
    if _launched.is_set():
        from dugnad.kernel.jobs.running import stop as stop_engine

        stop_engine()
        _launched.clear()


def _launch() -> None:
    with _lock:
        if not _launched.is_set():
            from dugnad.kernel.jobs.running import launch

            launch()
            _launched.set()
