"""Running jobs durably with DBOS: a job that was cut off is resumed when the worker starts again.

DBOS commits outside our transactions, so the row of `JobRun` is the outbox and its id the workflow's id:
asked for once, started any number of times, run to its end once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

from dbos import DBOS, DBOSConfig, SetWorkflowID
from django.conf import settings
from django.db import close_old_connections
from django.utils.translation import gettext as _

from dugnad.kernel.areas.registry import manifests
from dugnad.kernel.jobs.models import JobRun, JobState
from dugnad.kernel.jobs.services import Progress, mark_finished, mark_running

log = logging.getLogger(__name__)
AT_ONCE = 20


@cache
def runners() -> dict[str, Callable[..., None]]:
    """What to run for each job that a manifest declares."""
    return {job.name: job.run for manifest in manifests() for job in manifest.jobs}


def launch() -> None:
    """Start the engine of durable jobs and resume what was cut off. One worker at a time."""
    config: DBOSConfig = {
        "name": "dugnad",
        "system_database_url": settings.JOBS_DATABASE_URL,
        "application_version": "1",
        "executor_id": "worker",
        "log_level": "WARNING",
        "enable_otlp": False,
    }
    DBOS(config=config)
    DBOS.launch()


def stop() -> None:
    DBOS.destroy(workflow_completion_timeout_sec=10)


def start_waiting() -> int:
    """Hand jobs that were asked for to the engine; returns how many."""
    waiting = list(
        JobRun.objects.filter(state=JobState.QUEUED).order_by("asked_at").values_list("id", flat=True)[:AT_ONCE]
    )
    for number in waiting:
        with SetWorkflowID(str(number)):
            DBOS.start_workflow(run_job, str(number))
        mark_running(number)
    return len(waiting)


@DBOS.workflow(name="run_job")
def run_job(number: str) -> None:
    """The workflow around every job."""
    _attempt(number)


@DBOS.step(name="attempt", retries_allowed=True, max_attempts=3, interval_seconds=1.0)
def _attempt(number: str) -> None:
    close_old_connections()
    job = JobRun.objects.get(id=UUID(number))
    if job.state in (JobState.DONE, JobState.FAILED):
        return
    try:
        runners()[job.name](Progress(job.id), **job.arguments)
    except Exception:
        log.exception("job %s %s failed", job.name, number)
        mark_finished(job.id, failed=_("This could not be finished. Try again."))
    else:
        mark_finished(job.id)
    finally:
        close_old_connections()


def step(name: str, work: Callable[..., Any], *arguments: Any) -> Any:
    """Inside a job: a part that is not repeated once it was finished. Arguments and result must be picklable."""
    return DBOS.run_step({"name": name}, work, *arguments)
