"""Nobody opens the register by an alarm of their own: it takes a detector, or a second person who says so too."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection  # noqa: F401 - the mark below asks it
from django.test import Client
from django.utils import timezone

from dugnad.areas.rescue.models import Building, Incident
from dugnad.areas.rescue.residents.seal import rescuers
from dugnad.areas.rescue.tests import alarming, burning
from dugnad.areas.rescue.tests.test_alarms_doors import cap
from dugnad.areas.rescue.tests.test_incidents_screen import NAME, pages, resident
from dugnad.areas.rescue.tests.test_seal_incidents import assessed
from dugnad.kernel.access import wall
from dugnad.kernel.ledger.models import Event
from tests import people
from tests.world import World

pytestmark = pytest.mark.django_db
ALARMS = "/api/v1/rescue/alarms"


def tells(client: Client, building: Building, **more: Any) -> Any:
    body = {"kind": "fire", "building": str(building.id), "id": str(uuid4())} | more
    return client.post(ALARMS, body, "application/json")


def alone(world: World, role: str = "own responder") -> Incident:
    """A fire of which one person alone has told, with somebody in the building."""
    answer = tells(world.client(role), burning.home(world.own, world.own))
    assert answer.status_code == 202, answer.content
    incident = Incident.objects.get(id=answer.json()["incident"])
    resident(incident)
    return incident


def colleague(world: World, role: str = "responder") -> Client:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, people.person("Colleague on duty", world.own, role), second_factor=True)
    return client


def confirms(client: Client, incident: Incident, state: str = "confirmed") -> Any:
    now = timezone.now().isoformat()
    said = {"id": str(uuid4()), "kind": "verdict", "about": "", "value": {"state": state}, "said_at": now}
    address = f"/api/v1/rescue/incidents/{incident.id}/entries"
    return client.post(address, {"sayings": [said]}, "application/json")


def sees(client: Client, incident: Incident) -> bool:
    """Whether the person is shown, by each way there is; all ways must agree."""
    shown = {NAME in client.get(page).content.decode() for page in pages(incident)[:3]}
    answer = client.get(f"/api/v1/rescue/incidents/{incident.id}/people")
    shown.add(answer.status_code == 200)
    assert len(shown) == 1, shown
    return shown.pop()


def test_a_second_person_who_says_it_in_the_same_words_backs_it(world: World) -> None:
    place = burning.home(world.own, world.own)
    said = {"kind": "fire", "building": str(place.id)}
    first = world.client("own responder").post(ALARMS, said, "application/json").json()
    again = world.client("own responder").post(ALARMS, said, "application/json").json()
    incident = Incident.objects.get(id=first["incident"])
    assert (again["repeated"], incident.alone_id is None) == (True, False), "the same person only repeats it"
    second = colleague(world).post(ALARMS, said, "application/json").json()
    assert second["repeated"]
    incident.refresh_from_db()
    assert incident.alone_id is None
    assert Event.objects.filter(name="rescue.incident_backed", thing=incident.id).count() == 1


def test_who_sent_the_alarm_alone_sees_counts_and_nobody(world: World) -> None:
    incident = alone(world)
    client = world.client("own responder")
    assert not sees(client, incident)
    shown = client.get(pages(incident)[0], headers={"accept-language": "en"}).content.decode()
    assert "You alone say that it burns." in shown
    assert "2. etasje: <b>1</b>" in shown
    refused = client.get(f"/api/v1/rescue/incidents/{incident.id}/people").json()
    assert refused["type"].endswith("#sealed")
    assert incident.building is not None
    assert not incident.building.residents.get().looks.exists()


def test_colleagues_see_at_once_and_are_told_whose_word_it_is(world: World) -> None:
    incident = alone(world)
    client = colleague(world)
    assert sees(client, incident)
    shown = client.get(pages(incident)[0]).content.decode()
    assert "Only responder own says that it burns." in shown


def test_a_colleague_who_confirms_opens_it_and_the_log_says_who(world: World) -> None:
    incident = alone(world)
    assert confirms(colleague(world), incident).status_code == 200
    assert sees(world.client("own responder"), incident)
    event = Event.objects.get(name="rescue.incident_backed")
    assert event.thing == incident.id
    assert event.actor not in (None, world.people["own responder"].id)
    assert (
        world.client("own responder")
        .get(ALARMS.replace("alarms", f"incidents/{incident.id}"))
        .json()["one_voice"]
        is False
    )


@pytest.mark.parametrize("state", ["false", "unconfirmed"])
def test_a_colleague_who_doubts_opens_nothing(world: World, state: str) -> None:
    incident = alone(world)
    confirms(colleague(world), incident, state)
    assert not sees(world.client("own responder"), incident)


def test_ones_own_word_however_often_is_one_word(world: World) -> None:
    incident = alone(world)
    client = world.client("own responder")
    confirms(client, incident)
    assert incident.building is not None
    assert tells(client, incident.building, detector="2-14").json()["incident"] == str(incident.id)
    assert tells(client, incident.building, kind="manual").json()["incident"] == str(incident.id)
    assert not sees(client, incident)
    # Nor does a fault or a restoral that somebody else tells of.
    alarming.alarm(incident.building, kind="fault", group="")
    assert not sees(client, incident)


def test_a_detector_opens_it(world: World) -> None:
    incident = alone(world)
    assert incident.building is not None
    alarming.alarm(incident.building, channel="dc09", detector="2-14", group="")
    assert sees(world.client("own responder"), incident)


def test_a_second_person_who_tells_opens_it(world: World) -> None:
    incident = alone(world)
    assert incident.building is not None
    assert tells(world.client("own administrator"), incident.building).status_code == 202
    assert sees(world.client("own responder"), incident)


def test_what_a_detector_opened_stays_open_whoever_tells_too(world: World) -> None:
    incident = burning.fire(world)
    resident(incident)
    assert incident.building is not None
    tells(world.client("own responder"), incident.building)
    assert sees(world.client("own responder"), incident)


def test_an_alarm_in_cap_is_one_persons_word_too(world: World) -> None:
    home = burning.home(world.own, world.own)
    client = world.client("own responder")
    answer = client.post(f"{ALARMS}/cap", cap(home), "application/cap+xml")
    assert answer.status_code == 202, answer.content
    incident = Incident.objects.get(id=answer.json()["incident"])
    resident(incident)
    assert not sees(client, incident)
    assert sees(colleague(world), incident)


def test_an_exercise_shows_its_invented_people_to_who_started_it(world: World) -> None:
    assert burning.drill(world).alone is None


def test_tasks_and_routes_are_sealed_with_the_persons(world: World) -> None:
    incident = alone(world)
    assert incident.building is not None
    row = incident.building.residents.get()
    assessed(incident, str(row.id), str(burning.team(world, incident.id).id))
    client = world.client("own responder")
    assert "3.25,-4.75" not in client.get(pages(incident)[0]).content.decode()
    confirms(colleague(world), incident)
    assert "3.25,-4.75" in client.get(pages(incident)[0]).content.decode()


def test_a_colleague_can_confirm_what_the_sender_confirmed(world: World) -> None:
    incident = alone(world)
    confirms(world.client("own responder"), incident)
    assert "I confirm it too" in colleague(world).get(pages(incident)[0]).content.decode()


def test_the_pure_rule_shuts_out_the_one_whose_word_it_rests_on() -> None:
    service, one, other = uuid4(), uuid4(), uuid4()
    cases: list[tuple[UUID | None, UUID | None, bool]] = [
        (None, one, True), (one, other, True), (one, one, False), (None, None, True), (one, None, True),
    ]  # fmt: skip
    for voice, reader, opens in cases:
        assert bool(rescuers(service, None, alone=voice, reader=reader)) is opens


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has row-level security")
def test_the_database_too_shuts_out_who_told_alone(world: World) -> None:
    from dugnad.areas.rescue.models import Assessment, Resident

    incident = alone(world)
    assert incident.building is not None
    row = incident.building.residents.get()
    assessed(incident, str(row.id), "t")
    second = people.person("Second", world.own, "responder")

    def seen(actor: Any) -> tuple[int, int]:
        with wall.closed():
            wall.open_for(actor)
            return Resident.objects.count(), Assessment.objects.count()

    assert seen(world.actor("own responder")) == (0, 0)
    assert seen(people.acting(second, second_factor=True)) == (1, 1)
    confirms(colleague(world), incident)
    assert seen(world.actor("own responder")) == (1, 1)
