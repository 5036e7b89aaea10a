"""Doing the work of a job, in the process of the worker or in one of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections
from django.utils import translation

from dugnad.kernel.access import wall
from dugnad.kernel.jobs.kinds import declared
from dugnad.kernel.jobs.models import ENDED, JobRun
from dugnad.kernel.jobs.services import Progress, mark_finished
from dugnad.kernel.problems import Problem

log = logging.getLogger(__name__)


class AttemptFailed(Exception):
    """Tells the engine to try again. It carries no more than a class name: the engine keeps it."""


@contextmanager
def ready(number: UUID) -> Iterator[JobRun]:
    """The job's row; inside, the platform itself works, in the language of the person who asked."""
    close_old_connections()
    try:
        with wall.system():
            job = JobRun.objects.select_related("person").defer("result").get(id=number)
            with translation.override(job.person.language if job.person else settings.LANGUAGE_CODE):
                yield job
    finally:
        close_old_connections()


def work(job: JobRun) -> None:
    """Run the job once and mark how it ended; raises AttemptFailed where another attempt may help."""
    try:
        declared()[job.name].run(Progress(job.id), **job.arguments)
    except Problem as problem:
        mark_finished(job.id, failed=str(problem.detail or problem.title))
    except Exception as error:
        log.exception("job %s %s failed", job.name, job.id)
        raise AttemptFailed(type(error).__name__) from None
    else:
        mark_finished(job.id)


def work_here(number: UUID) -> bool:
    """Be the process of one job; False: the attempt failed."""
    with ready(number) as job:
        if job.state in ENDED:
            return True
        try:
            work(job)
        except AttemptFailed:
            return False
    return True
