"""Running jobs durably with DBOS: a job that was cut off is resumed when the worker starts again.

DBOS commits outside our transactions, so the row of `JobRun` is the outbox and its id the workflow's id:
asked for once, started any number of times, run to its end once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from dbos import DBOS, DBOSConfig, SetWorkflowID
from django.conf import settings
from django.db import close_old_connections
from django.utils import translation
from django.utils.translation import gettext as _

from dugnad.kernel.access import wall
from dugnad.kernel.jobs.kinds import declared
from dugnad.kernel.jobs.models import ENDED, JobRun, JobState
from dugnad.kernel.jobs.services import Progress, mark_finished, mark_running
from dugnad.kernel.problems import Problem

log = logging.getLogger(__name__)
AT_ONCE = 20
ATTEMPTS = 3
FORGET_AFTER = timedelta(days=7)
FORGET_AT_ONCE = 500


class AttemptFailed(Exception):
    """Tells the engine to try again. It carries no more than a class name: the engine keeps it."""


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
    """Let running jobs come to a stop; those that do not in time are resumed at the next start."""
    DBOS.destroy(workflow_completion_timeout_sec=10)


def start_waiting() -> int:
    """Hand jobs that were asked for to the engine; returns how many."""
    with wall.system():
        return _start_waiting()


def _start_waiting() -> int:
    queued = JobRun.objects.filter(state=JobState.QUEUED).order_by("asked_at")
    waiting = list(queued.values_list("id", flat=True)[:AT_ONCE])
    for number in waiting:
        with SetWorkflowID(str(number)):
            DBOS.start_workflow(run_job, str(number))
        mark_running(number)
    return len(waiting)


@DBOS.workflow(name="run_job")
def run_job(number: str) -> None:
    """The workflow around every job."""
    try:
        _attempt(number)
    except Exception:
        with _ready(UUID(number)):
            mark_finished(UUID(number), failed=_("This could not be finished. Try again."))


@DBOS.step(name="attempt", retries_allowed=True, max_attempts=ATTEMPTS, interval_seconds=1.0)
def _attempt(number: str) -> None:
    with _ready(UUID(number)) as job:
        if job.state in ENDED:
            return
        try:
            declared()[job.name].run(Progress(job.id), **job.arguments)
        except Problem as problem:
            mark_finished(job.id, failed=str(problem.detail or problem.title))
        except Exception as error:
            log.exception("job %s %s failed", job.name, number)
            raise AttemptFailed(type(error).__name__) from None
        else:
            mark_finished(job.id)


@contextmanager
def _ready(number: UUID) -> Iterator[JobRun]:
    """The job's row; inside, the platform itself works, in the language of the person who asked."""
    close_old_connections()
    try:
        with wall.system():
            job = JobRun.objects.select_related("person").defer("result").get(id=number)
            with translation.override(job.person.language if job.person else settings.LANGUAGE_CODE):
                yield job
    finally:
        close_old_connections()


def forget(now: datetime) -> int:
    """Delete what the engine remembers of jobs that ended a week ago; returns how many."""
    before = (now - FORGET_AFTER).isoformat()
    ended = DBOS.list_workflows(
        status=["SUCCESS", "ERROR"],
        end_time=before,
        limit=FORGET_AT_ONCE,
        load_input=False,
        load_output=False,
    )
    DBOS.delete_workflows([workflow.workflow_id for workflow in ended])
    return len(ended)
