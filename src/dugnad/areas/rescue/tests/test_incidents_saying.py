"""What screens say counts once, in any order, however late; and only from those who lead the incident."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.areas.rescue.incidents.picture import state_of
from dugnad.areas.rescue.incidents.states import PersonState
from dugnad.areas.rescue.models import Entry, Incident, Resident
from dugnad.areas.rescue.tests import burning
from tests.world import World


@pytest.fixture
def incident(world: World) -> Incident:
    return burning.drill(world)


def saying(kind: str, about: str = "", **more: Any) -> dict[str, Any]:
    value = {key: more.pop(key) for key in ("state", "text") if key in more}
    said_at = more.pop("said_at", timezone.now()).isoformat()
    return {
        "id": str(more.pop("id", uuid4())),
        "kind": kind,
        "about": about,
        "value": value,
        "said_at": said_at,
    }


def say(client: Client, incident: Incident, *sayings: dict[str, Any]) -> Any:
    address = f"/api/v1/rescue/incidents/{incident.id}/entries"
    return client.post(address, {"sayings": list(sayings)}, content_type="application/json")


def someone(incident: Incident) -> str:
    return str(Resident.objects.filter(building=incident.building, synthetic=True).order_by("id")[0].id)


def test_what_is_said_twice_counts_once(world: World, incident: Incident) -> None:
    client, told = world.client("own responder"), saying("person", someone(incident), state="contacted")
    before = incident.entries.count()
    assert say(client, incident, told).json() == {"new": 1}
    assert say(client, incident, told).json() == {"new": 0}
    assert incident.entries.count() == before + 1


def test_a_screen_that_was_offline_catches_up_without_undoing_others(
    world: World, incident: Incident
) -> None:
    person, now = someone(incident), timezone.now()
    client = world.client("own responder")
    say(client, incident, saying("person", person, state="safe"))
    late = [
        saying("person", person, state="located", said_at=now - timedelta(minutes=3)),
        saying("verdict", state="confirmed", said_at=now - timedelta(minutes=4)),
    ]
    assert say(client, incident, *late).json() == {"new": 2}
    state, said = state_of(incident)
    assert state.person(person) is PersonState.SAFE
    assert state.verdict == "confirmed"
    assert [one.kind for one in said[-2:]] == ["verdict", "person"]


@pytest.mark.parametrize(
    "wrong",
    [
        saying("alarm", "2-14"),
        saying("closed"),
        saying("person", "nobody", state="safe"),
        saying("person", str(uuid4()), state="safe"),
        saying("space", "no-such-room", state="fire"),
        saying("way", "D2-R214", state="ajar"),
        saying("team", str(uuid4()), state="ready"),
        saying("verdict", state="perhaps"),
    ],
    ids=lambda wrong: f"{wrong['kind']} {wrong['value']}",
)
def test_what_cannot_be_meant_is_refused_and_nothing_of_it_is_kept(
    world: World, incident: Incident, wrong: dict[str, Any]
) -> None:
    before = Entry.objects.count()
    answer = say(world.client("own responder"), incident, saying("verdict", state="confirmed"), wrong)
    assert answer.status_code == 422
    assert answer.json()["errors"]
    assert Entry.objects.count() == before


def test_a_real_resident_cannot_be_marked_in_an_exercise(world: World, incident: Incident) -> None:
    real = Resident.objects.create(
        building=incident.building, space="R201", ground="vital", ground_said="Test"
    )
    answer = say(world.client("own responder"), incident, saying("person", str(real.id), state="safe"))
    assert answer.status_code == 422


def test_a_closed_incident_takes_nothing_more_in_but_knows_what_it_has(
    world: World, incident: Incident
) -> None:
    client = world.client("own responder")
    before = saying("verdict", state="confirmed")
    say(client, incident, before)
    closed = client.post(
        f"/api/v1/rescue/incidents/{incident.id}/close",
        {"outcome": "Drill over"},
        content_type="application/json",
    )
    assert closed.status_code == 200
    assert say(client, incident, before).json() == {"new": 0}
    assert say(client, incident, saying("verdict", state="false")).status_code == 409


@pytest.mark.parametrize(
    ("role", "status"),
    [("nobody", 401), ("own member", 404), ("own carer", 404), ("partner responder", 404), ("operator", 404)],
)
def test_only_the_fire_service_that_answers_may_say_anything(
    world: World, incident: Incident, role: str, status: int
) -> None:
    told = saying("verdict", state="false")
    assert say(world.client(role), incident, told).status_code == status
    assert not Entry.objects.filter(id=told["id"]).exists()


def test_the_owners_own_staff_on_duty_see_but_do_not_lead(world: World) -> None:
    incident = burning.fire(world, owner=world.partner)
    client = world.client("partner responder")
    assert client.get(f"/rescue/incidents/{incident.id}/").status_code == 200
    assert say(client, incident, saying("verdict", state="false")).status_code == 403
