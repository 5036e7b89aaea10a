"""On PostgreSQL the database itself shows details and jobs only to those concerned."""

from __future__ import annotations

import pytest

from dugnad.kernel.access import NOBODY, Actor, wall
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import start
from dugnad.kernel.ledger.models import Detail
from dugnad.kernel.ledger.tests.logs import write
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def seen(actor: Actor, model: type[Detail] | type[JobRun]) -> int:
    """How many rows a query without any filter gives a connection that was opened for the actor."""
    with wall.closed():
        wall.open_for(actor)
        return model.objects.count()


def test_a_detail_is_seen_by_those_it_concerns() -> None:
    bergen, oslo = people.city("Eksempel Bergen"), people.city("Eksempel Oslo")
    kari, ola = people.person("Kari", bergen), people.person("Ola", oslo)
    doing = people.acting(people.person("Per"))
    Detail.objects.all().delete()
    write(bergen.id, actor=doing, reason="x")
    assert seen(people.acting(kari), Detail) == 1
    assert seen(doing, Detail) == 1
    for other in (people.acting(ola), NOBODY, people.acting(people.operator())):
        assert seen(other, Detail) == 0
    with wall.system():
        assert Detail.objects.count() == 1


def test_housekeeping_is_seen_by_those_who_run_the_platform() -> None:
    Detail.objects.all().delete()
    event = write(actor=Actor(operator=True), count=3)
    event.concern_rows.all().delete()
    assert seen(people.acting(people.operator()), Detail) == 1
    assert seen(people.acting(people.person("Kari")), Detail) == 0


def test_a_job_is_seen_by_who_asked_for_it() -> None:
    kari, ola = people.person("Kari"), people.person("Ola")
    start("test.job", actor=Actor(kari.id))
    assert seen(Actor(kari.id), JobRun) == 1
    assert seen(Actor(ola.id), JobRun) == 0
    assert seen(Actor(ola.id, operator=True), JobRun) == 0
