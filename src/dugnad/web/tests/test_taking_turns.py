"""Many who write at once to the embedded database wait for one another; nobody is told that it is locked."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction
from django.utils import timezone

from dugnad.kernel.jobs.models import JobRun, ScheduleRun

WRITERS, TIMES = 6, 15
pytestmark = pytest.mark.django_db(transaction=True)


def test_who_reads_and_then_writes_waits_and_loses_nothing() -> None:
    """On SQLite a transaction that began as a read could not become a write once another has written."""
    job = JobRun.objects.create(name="tests.turns")
    begin = threading.Barrier(WRITERS)

    def count(writer: int) -> None:
        try:
            begin.wait(30)
            for _turn in range(TIMES):
                with transaction.atomic():
                    row = JobRun.objects.select_for_update().get(id=job.id)
                    row.progress += 1
                    row.save(update_fields=["progress"])
                ScheduleRun.objects.update_or_create(name=f"turns.{writer}", defaults={"at": timezone.now()})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(count, range(WRITERS)))
    job.refresh_from_db()
    assert job.progress == WRITERS * TIMES
    assert ScheduleRun.objects.filter(name__startswith="turns.").count() == WRITERS
