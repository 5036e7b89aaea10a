"""Asking for jobs, reading one's own, and what becomes of them in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.areas.manifest import Job, Schedule
from dugnad.kernel.jobs import personal, scheduling, selectors
from dugnad.kernel.jobs.kinds import declared
from dugnad.kernel.jobs.models import JobRun, JobState, ScheduleRun
from dugnad.kernel.jobs.scheduling import beat, due, last_beat, run_due
from dugnad.kernel.jobs.services import Progress, mark_finished, mark_running, start, stop
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.problems import Conflict, NotFound
from tests import people

NOON = datetime(2026, 5, 5, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_everyone_sees_their_own_jobs_and_fetches_their_own_files() -> None:
    kari, ola = people.person("Kari"), people.person("Ola")
    run = start("test.job", actor=Actor(kari.id), word="x")
    mark_running(run.id)
    Progress(run.id).say(40, "Halfway" * 100)
    Progress(run.id).hand_over("a.txt", b"text")
    seen = selectors.job(Actor(kari.id), run.id)
    assert (seen.state, seen.progress, len(seen.message)) == (JobState.RUNNING, 40, 200)
    with pytest.raises(NotFound):
        selectors.result(Actor(kari.id), run.id)
    mark_finished(run.id)
    assert selectors.result(Actor(kari.id), run.id) == ("a.txt", b"text")
    for other in (Actor(ola.id), NOBODY, Actor(ola.id, operator=True)):
        with pytest.raises(NotFound):
            selectors.job(other, run.id)
        with pytest.raises(NotFound):
            selectors.result(other, run.id)
        assert list(selectors.jobs(other)) == []
    assert [job.id for job in selectors.jobs(Actor(kari.id), "test.job")] == [run.id]
    assert list(selectors.jobs(Actor(kari.id), "another.job")) == []


@pytest.mark.django_db
def test_a_job_is_stopped_by_who_asked_for_it_and_by_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        declared(), "test.slow", Job("test.slow", "Slow", lambda progress: None, stoppable=True)
    )
    monkeypatch.setitem(declared(), "test.firm", Job("test.firm", "Firm", lambda progress: None))
    kari, ola = (Actor(people.person(name).id) for name in ("Kari", "Ola"))
    slow, firm = start("test.slow", actor=kari), start("test.firm", actor=kari)
    assert not Progress(slow.id).stopped()
    for other in (ola, NOBODY, Actor(ola.person, operator=True)):
        with pytest.raises(NotFound):
            stop(actor=other, job=slow.id)
    assert stop(actor=kari, job=slow.id).state == JobState.STOPPED
    assert Progress(slow.id).stopped()
    # Whatever the worker says now, it stays stopped.
    mark_running(slow.id)
    mark_finished(slow.id)
    slow.refresh_from_db()
    assert (slow.state, slow.finished_at is None) == (JobState.STOPPED, False)
    for no in (slow, firm):
        with pytest.raises(Conflict):
            stop(actor=kari, job=no.id)
    assert [one.name for one in Event.objects.filter(name__startswith="jobs.")] == ["jobs.stopped"]


@pytest.mark.django_db
def test_a_job_ends_once_and_tells_who_asked() -> None:
    kari = people.person("Kari")
    run = start("test.job", actor=Actor(kari.id))
    mark_finished(run.id)
    mark_finished(run.id, failed="No")
    mark_running(run.id)
    run.refresh_from_db()
    assert (run.state, run.progress, run.message) == (JobState.DONE, 100, "")
    told = Event.objects.get(name__startswith="jobs.")
    assert (told.name, told.thing, told.refs) == ("jobs.finished", run.id, [kari.id])
    mark_finished(start("test.job", actor=Actor(operator=True)).id)
    assert Event.objects.filter(name__startswith="jobs.").count() == 1


@pytest.mark.django_db
def test_a_job_with_a_key_is_asked_for_once() -> None:
    kari, ola, key = people.person("Kari"), people.person("Ola"), uuid4()
    runs = [start("test.job", actor=Actor(who.id), key=key) for who in (kari, ola, kari)]
    assert {run.id for run in runs} == {key}
    assert JobRun.objects.get().person == kari


@pytest.mark.django_db(transaction=True)
def test_a_job_is_asked_for_with_its_change_or_not_at_all() -> None:
    with pytest.raises(KeyError):
        _ask_and_fail()
    assert not JobRun.objects.exists()


@transaction.atomic
def _ask_and_fail() -> None:
    start("test.job", actor=NOBODY)
    raise KeyError


@pytest.mark.django_db
def test_files_go_after_a_week_and_jobs_after_a_month() -> None:
    kari = people.person("Kari")
    ages = {days: start("test.job", actor=Actor(kari.id)).id for days in (1, 8, 31)}
    for days, job in ages.items():
        JobRun.objects.filter(id=job).update(
            finished_at=NOON - timedelta(days=days), result=b"x", result_name="x"
        )
    start("test.job", actor=Actor(kari.id))
    assert personal.expire(NOON) == 3
    kept = {row.id: row.result for row in JobRun.objects.exclude(finished_at=None)}
    assert {job: bytes(file or b"") for job, file in kept.items()} == {ages[1]: b"x", ages[8]: b""}
    assert personal.expire(NOON) == 0
    assert personal.erase(kari.id) == 3
    assert not JobRun.objects.exists()


def test_a_schedule_is_due_after_its_interval() -> None:
    hourly = Schedule("test.hourly", timedelta(hours=1), lambda now: None)
    assert due(hourly, None, NOON)
    assert not due(hourly, NOON - timedelta(minutes=59), NOON)
    assert due(hourly, NOON - timedelta(minutes=60), NOON)


def test_a_nightly_schedule_runs_once_a_day_from_its_hour_on() -> None:
    nightly = Schedule("test.nightly", timedelta(days=1), lambda now: None, at_hour=3)
    night = datetime(2026, 5, 5, 0, 59, tzinfo=UTC)  # 02:59 in Oslo
    last = night - timedelta(hours=23, minutes=50)
    assert not due(nightly, last, night)
    assert due(nightly, last, night + timedelta(minutes=1))
    assert due(nightly, last, night + timedelta(hours=10))
    assert not due(nightly, night + timedelta(minutes=1), night + timedelta(hours=10))


@pytest.mark.django_db
def test_a_schedule_that_fails_is_tried_again_later(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[datetime] = []

    def work(now: datetime) -> None:
        calls.append(now)
        if len(calls) == 1:
            raise RuntimeError

    monkeypatch.setattr(scheduling, "schedules", lambda: [Schedule("test.s", timedelta(hours=1), work)])
    monkeypatch.setattr(scheduling, "_failed_at", {})
    assert run_due(NOON) == []
    assert run_due(NOON + timedelta(seconds=5)) == []
    assert run_due(NOON + scheduling.TRY_AGAIN_AFTER) == ["test.s"]
    assert run_due(NOON + scheduling.TRY_AGAIN_AFTER) == []
    assert len(calls) == 2
    assert ScheduleRun.objects.get(name="test.s").at == NOON + scheduling.TRY_AGAIN_AFTER


@pytest.mark.django_db
def test_the_worker_leaves_a_sign_of_life() -> None:
    assert last_beat() is None
    beat(NOON)
    assert last_beat() == NOON
