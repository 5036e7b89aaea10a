"""The personal data kept here: which jobs a person asked for, and the files they made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from dugnad.kernel.areas.manifest import Download
from dugnad.kernel.jobs.models import JobRun

KEEP = timedelta(days=30)
KEEP_FILES = timedelta(days=7)


def export(person: UUID) -> Iterable[Download]:
    """The jobs that the person asked for, without the files they made."""
    fields = ("id", "name", "state", "message", "asked_at", "finished_at", "result_name")
    rows = list(JobRun.objects.filter(person=person).order_by("asked_at").values(*fields))
    yield "jobs/jobs.json", json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


def erase(person: UUID) -> int:
    """Delete the person's jobs with the files they made."""
    return JobRun.objects.filter(person=person).delete()[0]


def expire(now: datetime) -> int:
    """Delete files a week after they were made, and jobs 30 days after they ended."""
    kept = JobRun.objects.filter(finished_at__lt=now - KEEP_FILES).exclude(result=None)
    files = kept.update(result=None, result_name="")
    return files + JobRun.objects.filter(finished_at__lt=now - KEEP).delete()[0]
