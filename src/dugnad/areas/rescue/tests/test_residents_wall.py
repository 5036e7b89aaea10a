"""What PostgreSQL itself shows of persons when a read forgets the door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dugnad.areas.rescue.models import Building, Entry, FrozenPosition, Look, Need, Opening, Resident, Tag
from dugnad.areas.rescue.residents import selectors, services
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.kernel.access import NOBODY, Actor, wall
from dugnad.kernel.identity.models import Person
from tests import people
from tests.world import ROLES, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has row-level security"),
]
TABLES = (Resident, Need, Tag, FrozenPosition, Look, Opening, Entry)
PERSONS = (Resident, Need, Tag, FrozenPosition)


@contextmanager
def walled(actor: Actor) -> Iterator[None]:
    """As in a request of the actor."""
    with wall.closed():
        wall.open_for(actor)
        yield


def seen(actor: Actor) -> dict[str, int]:
    """How many rows of each table a read without any filter gives."""
    with walled(actor):
        return {model.__name__: model.objects.count() for model in TABLES}


@pytest.fixture
def place(world: World) -> Building:
    """A building of partner, where own's fire service answers."""
    makers.answers(world.own)
    return makers.building(world.partner)


@pytest.fixture
def kari(world: World, place: Building) -> Person:
    """A resident with a tag, and a real and an invented neighbour whom own's care service registered."""
    who = people.person("Kari Beboer")
    row = makers.registered(who, place)
    services.add_tag(actor=people.acting(who), resident=row.id, sensor="bed", tag="B-1")
    carer = world.people["own carer"]
    makers.for_other(carer, world.own.id, place)
    makers.for_other(carer, world.own.id, place, synthetic=True)
    return who


def test_without_an_incident_nobody_sees_a_row_but_their_own(
    world: World, place: Building, kari: Person
) -> None:
    for role in ROLES:
        actor = NOBODY if role == "nobody" else world.actor(role)
        assert set(seen(actor).values()) == {0}, role
    own = seen(people.acting(kari))
    assert (own["Resident"], own["Need"], own["Tag"]) == (1, 1, 1)


def test_an_incident_opens_the_rows_of_its_building_to_its_service(
    world: World, place: Building, kari: Person
) -> None:
    alarm = makers.incident(place, world.own)
    FrozenPosition.objects.create(incident=alarm, resident=Resident.objects.get(person=kari))
    makers.registered(people.person("Annet hus"), makers.building(world.partner))
    own = seen(world.actor("own responder"))
    assert (own["Resident"], own["Need"], own["FrozenPosition"]) == (2, 2, 1)
    for role in ("partner responder", "other responder", "operator", "partner administrator"):
        assert {model.__name__: 0 for model in PERSONS}.items() <= seen(world.actor(role)).items(), role
    makers.close(alarm)
    assert seen(world.actor("own responder"))["Resident"] == 0


def test_an_exercise_opens_invented_people_only(world: World, place: Building, kari: Person) -> None:
    makers.incident(place, world.own, exercise=True)
    with walled(world.actor("own responder")):
        assert list(Resident.objects.values_list("synthetic", flat=True)) == [True]


def test_an_opening_opens_to_who_asked_until_it_ends(world: World, place: Building, kari: Person) -> None:
    makers.registered(people.person("Skjult"), place, blocked=True)
    row = makers.asked(world, place)
    assert seen(world.actor("own responder"))["Resident"] == 0
    services.answer(actor=world.actor("own administrator"), opening=row.id, allow=True)
    assert seen(world.actor("own responder"))["Resident"] == 3
    assert seen(world.actor("own administrator"))["Resident"] == 0
    # PostgreSQL reckons by the start of the transaction, which is the test's.
    Opening.objects.update(until=timezone.now() - timedelta(hours=1))
    assert seen(world.actor("own responder"))["Resident"] == 0


def test_a_care_service_sees_through_its_opening_what_it_registered(
    world: World, place: Building, kari: Person
) -> None:
    makers.opened(world, place, "carer")
    with walled(world.actor("own carer")):
        assert set(Resident.objects.values_list("service", flat=True)) == {world.own.id}


def test_looks_are_seen_by_who_looked_and_by_the_resident(
    world: World, place: Building, kari: Person
) -> None:
    alarm = makers.incident(place, world.own)
    actor = world.actor("own responder")
    with walled(actor):
        assert len(selectors.people_in(actor, alarm.id)) == 2
        assert len(selectors.people_in(actor, alarm.id)) == 2
    assert Look.objects.count() == 2
    assert seen(actor)["Look"] == 2
    assert seen(people.acting(kari))["Look"] == 1
    assert seen(world.actor("own administrator"))["Look"] == 0


def test_what_was_said_in_an_incident_stays_with_its_service(world: World, place: Building) -> None:
    alarm = makers.incident(place, world.own)
    Entry.objects.create(incident=alarm, number=1, said_at=timezone.now(), kind="note")
    assert seen(world.actor("own responder"))["Entry"] == 1
    assert seen(world.actor("other responder"))["Entry"] == 0


def test_everything_works_through_the_wall(world: World, place: Building, kari: Person) -> None:
    """The doors: each request works for its actor only, and yet a service replaces what it cannot see."""
    client = world.client("own carer")
    listed = client.get(f"/api/v1/rescue/care/{world.own.id}/registrations").json()
    (row,) = listed
    address = f"/api/v1/rescue/registrations/{row['id']}"
    put = {"space": "r101", "need": {"stairs": "alone"}}
    assert client.put(address, put, "application/json").status_code == 204
    assert (
        client.post(f"{address}/tags", {"sensor": "bed", "tag": "B-9"}, "application/json").status_code == 201
    )
    assert client.get(address).status_code == 404
    assert client.delete(address).status_code == 204
    mine = world.client("nobody")
    people.sign_in(mine, kari)
    (own,) = mine.get("/api/v1/rescue/registrations").json()
    assert mine.get(f"/rescue/help/{own['id']}/").status_code == 200
    assert mine.delete(f"/api/v1/rescue/registrations/{own['id']}").status_code == 204
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rescue_resident WHERE NOT synthetic")
        assert cursor.fetchone() == (0,)
