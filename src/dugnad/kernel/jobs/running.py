"""Running jobs durably with DBOS: a job that was cut off is resumed when the worker starts again.

DBOS commits outside our transactions, so the row of `JobRun` is the outbox and its id the workflow's id:
asked for once, started any number of times, run to its end once.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from dbos import DBOS, DBOSConfig, SetWorkflowID
from django.conf import settings
from django.utils.translation import gettext as _

from dugnad.kernel.jobs import apart
from dugnad.kernel.jobs.kinds import is_apart
from dugnad.kernel.jobs.models import ENDED, JobRun, JobState
from dugnad.kernel.jobs.services import mark_finished, mark_running
from dugnad.kernel.jobs.working import ready, work

AT_ONCE = 20
ATTEMPTS = 3
FORGET_AT_ONCE = 500


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
    apart.begin()
    DBOS(config=config)
    DBOS.launch()


def stop() -> None:
    """Let running jobs come to a stop; those that do not in time are resumed at the next start."""
    apart.stop()
    DBOS.destroy(workflow_completion_timeout_sec=10)


def start_waiting() -> int:
    """Hand jobs that were asked for to the engine; returns how many."""
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
        with ready(UUID(number)):
            mark_finished(UUID(number), failed=_("This could not be finished. Try again."))


@DBOS.step(name="attempt", retries_allowed=True, max_attempts=ATTEMPTS, interval_seconds=1.0)
def _attempt(number: str) -> None:
    with ready(UUID(number)) as job:
        if job.state in ENDED:
            return
        if not is_apart(job.name):
            work(job)
            return
    apart.run(UUID(number))


def forget(before: datetime) -> int:
    """Delete what the engine remembers of jobs that ended before then; returns how many."""
    ended = DBOS.list_workflows(
        status=["SUCCESS", "ERROR"],
        end_time=before.isoformat(),
        limit=FORGET_AT_ONCE,
        load_input=False,
        load_output=False,
    )
    DBOS.delete_workflows([workflow.workflow_id for workflow in ended])
    return len(ended)
