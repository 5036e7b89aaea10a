"""Reading jobs: everyone sees their own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import visible
from dugnad.kernel.areas.manifest import Download
from dugnad.kernel.jobs.models import JobRun, JobState
from dugnad.kernel.jobs.rules import JOB, JOB_FIELDS
from dugnad.kernel.problems import NotFound


def jobs(actor: Actor, name: str = "") -> QuerySet[JobRun]:
    """The actor's own jobs without the files they made, the latest first; of one name if given."""
    rows = visible(JobRun.objects.defer("result"), actor, JOB, JOB_FIELDS).order_by("-asked_at")
    return rows.filter(name=name) if name else rows


def job(actor: Actor, number: UUID) -> JobRun:
    """One job of the actor's own; NotFound otherwise."""
    found = jobs(actor).filter(id=number).first()
    if found is None:
        raise NotFound
    return found


def result(actor: Actor, number: UUID) -> Download:
    """The name and content of the file that a job of the actor's own made; NotFound when there is none."""
    made = visible(JobRun.objects.filter(id=number, state=JobState.DONE), actor, JOB, JOB_FIELDS)
    found = made.exclude(result=None).values_list("result_name", "result").first()
    if found is None:
        raise NotFound
    return str(found[0]), bytes(found[1] or b"")
