"""What comes in by the doors of rescue: sent twice at once, far too much, with a wrong clock, and by whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from dugnad.areas.rescue.incidents import saying, teams
from dugnad.areas.rescue.models import Entry, Incident, Resident, Team
from dugnad.areas.rescue.residents import consent, services
from dugnad.areas.rescue.tests import alarming, burning
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.kernel.ledger.models import Event as Told
from dugnad.kernel.problems import Conflict, Invalid
from tests import people
from tests.racing import begun, until_blocked
from tests.world import World, make_world


def posted(world: World, incident: Incident, *sayings: dict[str, Any], **more: Any) -> Any:
    address = f"/api/v1/rescue/incidents/{incident.id}/entries"
    body = {"sayings": list(sayings), **more}
    return world.client("own responder").post(address, body, "application/json")


def note(text: str = "Hello", **more: Any) -> dict[str, Any]:
    now = timezone.now().isoformat()
    return {"id": str(uuid4()), "kind": "note", "about": "n", "value": {"text": text}, "said_at": now} | more


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
@pytest.mark.parametrize("clock", [True, False])
def test_a_clock_beyond_all_measure_is_put_right(world: World, moment: str, clock: bool) -> None:
    incident = burning.fire(world)
    more = {"sent_at": timezone.now().isoformat()} if clock else {}
    assert posted(world, incident, note(said_at=moment), **more).status_code == 200
    entry = Entry.objects.get(kind="note")
    assert abs(entry.said_at - entry.at) < timedelta(minutes=1)


def test_a_tablet_whose_clock_is_slow_is_heard_in_its_turn(world: World) -> None:
    incident = burning.fire(world)
    said = {"kind": "verdict", "about": ""}
    assert posted(world, incident, note(**said, value={"state": "false"})).status_code == 200
    slow = timezone.now() - timedelta(minutes=10)
    later = note(**said, value={"state": "confirmed"}, said_at=slow.isoformat())
    assert posted(world, incident, later, sent_at=slow.isoformat()).status_code == 200
    told = world.client("own responder").get(f"/api/v1/rescue/incidents/{incident.id}").json()
    assert told["verdict"] == "confirmed"


def test_a_sign_that_no_database_takes_is_told(world: World) -> None:
    incident = burning.fire(world)
    assert posted(world, incident, note("a\0b")).status_code == 422
    assert posted(world, incident, note(about="a\0b")).status_code == 422
    assert (
        posted(world, incident, note(kind="verdict", about="x", value={"state": "false"})).status_code == 422
    )


def test_an_id_of_another_incident_is_not_taken_for_what_was_said_here(world: World) -> None:
    one, other = burning.fire(world), burning.fire(world)
    said = note()
    assert posted(world, one, said).json() == {"new": 1}
    assert posted(world, one, said).json() == {"new": 0}
    assert posted(world, other, said, note()).status_code == 409
    assert other.entries.filter(kind="note").count() == 0


def test_a_flood_of_notes_leaves_room_for_what_matters(world: World) -> None:
    incident = burning.fire(world)
    now = datetime.now(UTC)
    have = incident.entries.count()
    Entry.objects.bulk_create(
        Entry(incident=incident, number=number, said_at=now, kind="note", about="n")
        for number in range(have + 1, saying.MOST + 1)
    )
    assert posted(world, incident, note()).status_code == 409
    verdict = note(kind="verdict", about="", value={"state": "confirmed"})
    assert posted(world, incident, verdict).json() == {"new": 1}


def test_there_is_an_end_to_teams(world: World) -> None:
    incident = burning.fire(world)
    Team.objects.bulk_create(
        Team(incident=incident, name=f"Lag {n}", size=2) for n in range(teams.TEAMS_AT_MOST)
    )
    with pytest.raises(Conflict):
        burning.team(world, incident.id, name="One more")


def test_entries_need_the_token_of_the_page(world: World) -> None:
    incident = burning.fire(world)
    client = Client(enforce_csrf_checks=True)
    people.sign_in(client, world.people["own responder"], second_factor=True)
    address = f"/api/v1/rescue/incidents/{incident.id}/entries"
    answer = client.post(address, {"sayings": [note()]}, "application/json")
    assert answer.status_code == 403
    assert Entry.objects.filter(kind="note").count() == 0


def test_a_person_of_another_building_cannot_be_spoken_of(world: World) -> None:
    incident, other = burning.fire(world), burning.fire(world)
    assert other.building is not None
    stranger = makers.registered(people.person("Annet hus"), other.building, space="R213")
    said = note(kind="person", about=str(stranger.id), value={"state": "safe"})
    assert posted(world, incident, said).status_code == 422


def test_the_log_tells_who_sent_an_alarm(world: World) -> None:
    """An alarm opens the register, so whoever sends one answers for it."""
    building = alarming.building(world.own, world.own)
    body = {"building": str(building.id), "kind": "fire", "detector": "12"}
    answer = world.client("own responder").post("/api/v1/rescue/alarms", body, "application/json")
    assert answer.status_code in (200, 201, 202), answer.content
    event = Told.objects.filter(name="rescue.incident_opened").latest("id")
    assert event.actor == world.people["own responder"].id


def registers(who: Any, building: UUID) -> Any:
    return services.register(
        actor=people.acting(who), building=building, space="r201", need=makers.NEED, consent=consent.VERSION
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
@pytest.mark.parametrize("care", [False, True])
def test_two_registrations_at_the_same_moment_are_one_and_a_clear_answer(db: None, care: bool) -> None:
    world = make_world()
    place = makers.served_building(world)
    kari = people.person("Kari Beboer")

    def register() -> None:
        if care:
            makers.for_other(world.people["own carer"], world.own.id, place, reference="H-1")
        else:
            registers(kari, place.id)

    with transaction.atomic():
        register()
        thread, faults = begun(register)
        until_blocked()
    thread.join(20)
    assert Resident.objects.count() == 1
    (problem,) = faults
    assert isinstance(problem, Invalid if care else Conflict)
