"""Who may see a job and fetch what it made."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Kind, Self, Thing
from dugnad.kernel.access.queries import Fields

JOB = Kind("jobs.job", {"read": (Self(),), "stop": (Self(),)}, secret=True)
JOB_FIELDS = Fields(person="person")


def job_thing(job: UUID, person: UUID | None) -> Thing:
    return Thing(JOB, job, person=person)
