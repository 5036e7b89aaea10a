"""Asking for jobs, and what a running job may say of itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.kernel.access import Actor
from dugnad.kernel.jobs.models import JobRun, JobState
from dugnad.kernel.ledger.wake import wake


def start(name: str, *, actor: Actor, key: UUID | None = None, **arguments: Any) -> JobRun:
    """Ask for a job in the present transaction; it starts after the commit and survives a crash.

    With `key` (for example an event's or a document's id) the same job is asked for only once.
    """
    values = {"name": name, "arguments": arguments, "person_id": actor.person}
    if key is None:
        run = JobRun.objects.create(**values)
    else:
        run, _ = JobRun.objects.get_or_create(id=key, defaults=values)
    transaction.on_commit(wake)
    return run


class Progress:
    """What a running job uses to tell how far it is, and to hand over a file in the end."""

    def __init__(self, job: UUID) -> None:
        self.job = job

    def say(self, percent: int, message: str = "") -> None:
        """Show progress (0-100) and a short word on what is being done."""
        self._update(progress=percent, message=message)

    def hand_over(self, name: str, content: bytes) -> None:
        """Keep a file for the person who asked."""
        self._update(result=content, result_name=name)

    def _update(self, **values: Any) -> None:
        JobRun.objects.filter(id=self.job).update(**values)


def mark_running(job: UUID) -> None:
    """The job was handed to the engine; it may even have ended by now."""
    JobRun.objects.filter(id=job, state=JobState.QUEUED).update(state=JobState.RUNNING)


def mark_finished(job: UUID, *, failed: str = "") -> None:
    """The end of a job; `failed` is a short word for the person who waits, never a traceback."""
    state = JobState.FAILED if failed else JobState.DONE
    values: dict[str, Any] = {"state": state, "message": failed, "finished_at": timezone.now()}
    if not failed:
        values["progress"] = 100
    JobRun.objects.filter(id=job).update(**values)
