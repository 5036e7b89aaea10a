"""Reading jobs: everyone sees their own."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import visible
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.rules import JOB, JOB_FIELDS
from dugnad.kernel.problems import NotFound


def job(actor: Actor, number: UUID) -> JobRun:
    """One job of the actor's own; NotFound otherwise."""
    found = visible(JobRun.objects.all(), actor, JOB, JOB_FIELDS).filter(id=number).first()
    if found is None:
        raise NotFound
    return found
