"""The worker is killed in the middle of a job: started again, it finishes the job, once."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from django.db import transaction

from dugnad.kernel.jobs.models import JobRun, JobState
from dugnad.kernel.jobs.services import start as ask_for
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Unit
from tests import people
from tests.crash.conftest import Starter, wait_until
from tests.crash.working import NAME, PLACES
from tests.served import stop


@pytest.mark.parametrize("place", PLACES)
def test_a_job_that_was_cut_off_finishes_once(start: Starter, tmp_path: Path, place: str) -> None:
    organisation = people.company("Eksempel")
    kari = people.person("Kari Eksempel", organisation)
    asked = {"folder": str(tmp_path), "organisation": str(organisation.id), "unit": "Made by a job"}
    with transaction.atomic():
        job = ask_for(NAME, actor=people.acting(kari), **asked)
    for earlier in PLACES[: PLACES.index(place)]:
        (tmp_path / f"past-{earlier}").touch()

    worker = start("tests.crash.working")
    wait_until((tmp_path / place).exists, f"the job comes to {place}")
    stop(worker, signal.SIGKILL)
    assert JobRun.objects.get(id=job.id).state in (JobState.QUEUED, JobState.RUNNING)

    for either in PLACES:
        (tmp_path / f"past-{either}").touch()
    start("tests.crash.working")
    wait_until(lambda: JobRun.objects.get(id=job.id).state == JobState.DONE, "the job is done")

    assert (tmp_path / place).read_text() == "reached\n" * 2, "it was begun anew"
    assert Unit.objects.filter(organisation=organisation).count() == 1
    assert Event.objects.filter(name="organisations.unit_added").count() == 1
    assert Event.objects.filter(name="jobs.finished", thing=job.id).count() == 1
    assert JobRun.objects.get(id=job.id).progress == 100
