"""Asking for jobs, and what a running job may say of itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor, gate, wall
from dugnad.kernel.jobs import selectors
from dugnad.kernel.jobs.kinds import stoppable
from dugnad.kernel.jobs.models import ENDED, JobRun, JobState
from dugnad.kernel.jobs.rules import job_thing
from dugnad.kernel.ledger.services import record
from dugnad.kernel.ledger.wake import wake
from dugnad.kernel.problems import Conflict

PLATFORM = Actor(operator=True)


def start(name: str, *, actor: Actor, key: UUID | None = None, **arguments: Any) -> JobRun:
    """Ask for a job in the present transaction; it starts after the commit and survives a crash.

    With `key` (for example an event's or a document's id) the same job is asked for only once. `arguments`
    are JSON; keep personal data out of them, ids will do.
    """
    values = {"name": name, "arguments": arguments, "person_id": actor.person}
    if key is None:
        run = JobRun.objects.create(**values)
    else:
        # Another person may have asked already, behind the wall.
        with wall.system():
            run = JobRun.objects.get_or_create(id=key, defaults=values)[0]
    transaction.on_commit(wake)
    return run


class Progress:
    """What a running job uses to tell how far it is, and to hand over a file in the end."""

    def __init__(self, job: UUID) -> None:
        self.job = job

    def say(self, percent: int, message: str = "") -> None:
        """Show progress (0-100) and a short word on what is being done."""
        self._update(progress=percent, message=message[:200])

    def stopped(self) -> bool:
        """Whether the person who asked has stopped the job: end soon then."""
        return JobRun.objects.filter(id=self.job, state=JobState.STOPPED).exists()

    def hand_over(self, name: str, content: bytes) -> None:
        """Keep a file for the person who asked; it is deleted after `personal.KEEP_FILES`."""
        self._update(result=content, result_name=name)

    def _update(self, **values: Any) -> None:
        JobRun.objects.filter(id=self.job).update(**values)


@transaction.atomic
def stop(*, actor: Actor, job: UUID) -> JobRun:
    """Stop a job of the actor's own, for good: it is not begun, or ends soon, whatever becomes of the worker.

    NotFound for others; Conflict when it has ended, or is of a kind that cannot be stopped.
    """
    run = selectors.job(actor, job)
    thing = job_thing(run.id, run.person_id)
    gate.require(actor, "stop", thing)
    if not stoppable(run.name):
        raise Conflict(_("This cannot be stopped."))
    values = {"state": JobState.STOPPED, "finished_at": timezone.now(), "message": ""}
    if not JobRun.objects.filter(id=run.id).exclude(state__in=ENDED).update(**values):
        raise Conflict(_("This has ended already."))
    record("jobs.stopped", actor=actor, thing=thing)
    return selectors.job(actor, job)


def mark_running(job: UUID) -> None:
    """The job was handed to the engine; it may even have ended by now."""
    JobRun.objects.filter(id=job, state=JobState.QUEUED).update(state=JobState.RUNNING)


@transaction.atomic
def mark_finished(job: UUID, *, failed: str = "") -> None:
    """The end of a job, once; `failed` is a short word for the person who waits, never a traceback."""
    state = JobState.FAILED if failed else JobState.DONE
    values: dict[str, Any] = {"state": state, "message": failed[:200], "finished_at": timezone.now()}
    if not failed:
        values["progress"] = 100
    open_still = JobRun.objects.filter(id=job).exclude(state__in=ENDED)
    if open_still.update(**values):
        _tell(job, "jobs.failed" if failed else "jobs.finished")


def _tell(job: UUID, event: str) -> None:
    """The person who waits hears of it; nobody waits for the platform's own jobs."""
    person = JobRun.objects.filter(id=job).values_list("person", flat=True).first()
    if person:
        record(event, actor=PLATFORM, thing=job_thing(job, person))
