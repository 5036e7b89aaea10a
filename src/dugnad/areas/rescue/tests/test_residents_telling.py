"""Residents are told of looks, asked once a year, and given or rid of all that is kept."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.utils import timezone

from dugnad.areas.rescue.models import Building, FrozenPosition, Incident, Look, Resident
from dugnad.areas.rescue.residents import mail, personal, retention, selectors, services
from dugnad.areas.rescue.residents.services.telling import tell_looks
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.kernel.identity.models import Person
from dugnad.kernel.jobs.models import JobRun
from dugnad.kernel.jobs.services import Progress
from dugnad.kernel.rights.services import confirmation, erase
from tests import people
from tests.world import World

NEEDS = ("wheelchair", "Wheelchair", "carriers", "stairs", "Room", "r201")


@pytest.fixture
def place(world: World) -> Building:
    return makers.served_building(world)


@pytest.fixture
def kari(world: World) -> Person:
    return people.person("Kari Beboer")


@pytest.fixture
def row(kari: Person, place: Building) -> Resident:
    return makers.registered(kari, place)


def deliver() -> list[str]:
    """Run the mail jobs that wait; gives who got what."""
    for job in JobRun.objects.filter(name=mail.JOB, state="queued"):
        mail.deliver(Progress(job.id), **job.arguments)
        JobRun.objects.filter(id=job.id).update(state="done")
    return [f"{letter.to} {letter.subject} {letter.body}" for letter in outbox.outbox]


def _look(world: World, place: Building) -> Incident:
    alarm = makers.incident(place, world.own)
    selectors.people_in(world.actor("own responder"), alarm.id)
    return alarm


def test_the_resident_is_told_once_when_the_incident_is_over(
    world: World, place: Building, row: Resident
) -> None:
    alarm = _look(world, place)
    tell_looks(timezone.now())
    assert Look.objects.get().told_at is None
    makers.close(alarm)
    for _ in range(2):
        tell_looks(timezone.now())
    assert Look.objects.get().told_at
    (letter,) = deliver()
    assert "/rescue/help/" in letter
    assert not [word for word in NEEDS if word in letter]


def test_the_resident_is_told_of_an_opening_when_it_has_ended(
    world: World, place: Building, row: Resident
) -> None:
    opening = makers.opened(world, place)
    selectors.people_opened(world.actor("own responder"), opening.id)
    tell_looks(timezone.now())
    assert Look.objects.filter(told_at=None).exists()
    tell_looks(timezone.now() + timedelta(minutes=61))
    assert not Look.objects.filter(told_at=None).exists()


def test_who_has_withdrawn_gets_no_letter(world: World, place: Building, row: Resident, kari: Person) -> None:
    makers.close(_look(world, place))
    tell_looks(timezone.now())
    services.withdraw(actor=people.acting(kari), resident=row.id)
    assert deliver() == []


def test_without_an_account_the_care_service_tells(world: World, place: Building) -> None:
    served = makers.for_other(world.people["own carer"], world.own.id, place)
    makers.close(_look(world, place))
    tell_looks(timezone.now())
    actor = world.actor("own carer")
    assert [one.untold for one in selectors.served(actor, world.own.id)] == [1]
    services.mark_told(actor=actor, resident=served.id)
    assert [one.untold for one in selectors.served(actor, world.own.id)] == [0]


def test_colleagues_are_asked_by_mail_but_not_who_asked(world: World, place: Building) -> None:
    makers.asked(world, place)
    letters = deliver()
    assert len(letters) == 1
    assert str(world.people["own administrator"].email) in letters[0]


def _old(row: Resident, days: int) -> None:
    Resident.objects.filter(id=row.id).update(confirmed_at=timezone.now() - timedelta(days=days))


def test_a_year_old_registration_is_asked_about_and_kept_when_confirmed(row: Resident, kari: Person) -> None:
    now = timezone.now()
    _old(row, 364)
    retention.ask_again(now)
    assert not Resident.objects.exclude(asked_at=None).exists()
    _old(row, 366)
    for _ in range(2):
        retention.ask_again(now)
    assert len(deliver()) == 1
    services.confirm(actor=people.acting(kari), resident=row.id)
    assert retention.expire(now + timedelta(days=60)) == 0
    assert Resident.objects.get().asked_at is None


def test_nobody_answers_so_it_is_withdrawn(world: World, row: Resident, place: Building) -> None:
    now = timezone.now()
    _old(row, 366)
    retention.ask_again(now)
    assert retention.expire(now + timedelta(days=29)) == 0
    alarm = makers.incident(place, world.own)
    assert retention.expire(now + timedelta(days=31)) == 0, "not while an alarm lasts"
    makers.close(alarm)
    assert retention.expire(now + timedelta(days=31)) == 1
    assert not Resident.objects.exists()
    assert "er slettet" in deliver()[-1]


def test_a_care_service_is_asked_with_one_letter(world: World, place: Building) -> None:
    for _ in range(3):
        _old(makers.for_other(world.people["own carer"], world.own.id, place), 366)
    retention.ask_again(timezone.now())
    (letter,) = deliver()
    assert str(world.people["own carer"].email) in letter


def _exported(person: UUID) -> dict[str, object]:
    return {name: json.loads(content) for name, content in personal.export_registrations(person)}


def test_all_that_is_kept_is_given_back(world: World, place: Building, row: Resident, kari: Person) -> None:
    services.add_tag(actor=people.acting(kari), resident=row.id, sensor="bed", tag="B-1")
    FrozenPosition.objects.create(incident=_look(world, place), resident=row, beliefs={"r201": 0.9})
    files = _exported(kari.id)
    assert sorted(files) == [
        f"rescue/{name}.json" for name in ("looks", "needs", "positions", "registrations", "tags")
    ]
    assert "responder own" in str(files["rescue/looks.json"])
    assert "digest" not in str(files["rescue/tags.json"])


def test_an_export_holds_no_other(world: World, place: Building, row: Resident) -> None:
    makers.registered(people.person("Ola"), place)
    selectors.people_in(world.actor("own responder"), _look(world, place).id)
    for who in world.people.values():
        assert _exported(who.id) == {}
        work = b"".join(content for _, content in personal.export_work(who.id))
        assert b"Kari" not in work
        assert str(row.id).encode() not in work


def test_erasing_oneself_withdraws(world: World, row: Resident, kari: Person) -> None:
    erase(actor=people.acting(kari), typed=confirmation(kari))
    assert not Resident.objects.exists()


def test_a_carer_who_is_erased_leaves_the_registrations(world: World, place: Building) -> None:
    carer = world.people["own carer"]
    makers.for_other(carer, world.own.id, place)
    assert personal.erase_work(carer.id) == 1
    assert Resident.objects.get().registered_by_id is None


def test_no_job_holds_personal_data(world: World, place: Building, row: Resident) -> None:
    makers.close(_look(world, place))
    tell_looks(timezone.now())
    told = str(list(JobRun.objects.values_list("arguments", "message")))
    assert "Kari" not in told
    assert "@" not in told
