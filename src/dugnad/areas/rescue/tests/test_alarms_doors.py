"""Alarms through the doors: pages for people, the API for other systems."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, get_args
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.areas.rescue.alarms import services
from dugnad.areas.rescue.alarms.intake import by_mqtt
from dugnad.areas.rescue.models import Alarm, Building, District, Incident, Line
from dugnad.areas.rescue.models.alarms import AlarmKind, Channel
from dugnad.areas.rescue.tests import alarming
from dugnad.connectors.cap import Area, Info, write
from dugnad.connectors.dc09.values import What
from dugnad.kernel.identity.models import Scope
from dugnad.kernel.identity.tokens import make_token
from dugnad.kernel.ledger.models import Detail
from tests import people
from tests.world import World

pytestmark = pytest.mark.django_db
KEY = "000102030405060708090a0b0c0d0e0f"
ALARMS = "/api/v1/rescue/alarms"


@pytest.fixture
def house(world: World) -> Building:
    """Of `own`; `partner` is the fire service."""
    return alarming.building(world.own, world.partner, name="Solbakken omsorgssenter")


def post(client: Client, data: Any, path: str = ALARMS, **headers: str) -> Any:
    return client.post(path, data, content_type="application/json", headers=headers)


def cap(house: Building, **more: Any) -> bytes:
    area = Area("Rom 214", geocodes=more.pop("geocodes", {}))
    info = Info(more.pop("event", "Fire"), "Fire alarm")
    fields: dict[str, Any] = {
        "identifier": f"i{uuid4()}",
        "sender": "central@eksempel.example",
        "sent": timezone.now(),
    }
    said = write(**(fields | {"infos": [info], "area": area} | more))
    where = f"<parameter><valueName>building</valueName><value>{house.id}</value></parameter><area>"
    return said if area.geocodes else said.replace(b"<area>", where.encode(), 1)


def test_a_machine_of_the_fire_service_sends_an_alarm_once(world: World, house: Building) -> None:
    actor = world.actor("partner administrator")
    responder = world.actor("partner responder")
    last = timezone.localdate() + timedelta(days=30)
    _token, secret = make_token(actor=responder, name="110", scope=Scope.WRITE, last_day=last)
    machine = {"Authorization": f"Bearer {secret}"}
    said = {"kind": "smoke", "building": str(house.id), "detector": "12", "group": "1", "id": "a 1"}
    first, again = (post(Client(), said, **machine) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert (first.json()["repeated"], again.json()["repeated"]) == (False, True)
    assert first.json()["alarm"] == again.json()["alarm"]
    assert Incident.objects.get().id == Alarm.objects.get().incident_id
    assert actor.person != responder.person


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("own administrator", 202),
        ("own responder", 202),
        ("own carer", 202),
        ("partner responder", 202),
        ("own member", 404),
        ("partner administrator", 404),
        ("other responder", 404),
        ("other administrator", 404),
        ("operator", 404),
        ("nobody", 401),
    ],
)
def test_who_may_send_alarms_for_a_building(world: World, house: Building, role: str, status: int) -> None:
    answer = post(world.client(role), {"kind": "fire", "building": str(house.id)})
    assert answer.status_code == status
    assert Alarm.objects.count() == (status == 202)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "flood"}, "kind"),
        ({"kind": "fire"}, "building"),
        ({"kind": "fire", "building": "x"}, "building"),
        ({"kind": "fire", "detector": "x" * 41}, "detector"),
        ({"kind": "fire", "detector": "\x00"}, "detector"),
        ({"kind": "fire", "sent_at": "yesterday"}, "sent_at"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(
    world: World, house: Building, said: dict[str, str], field: str
) -> None:
    complete = {"building": str(house.id), **said} if field != "building" else said
    answer = post(world.client("partner responder"), complete)
    assert answer.status_code == 422
    assert field in str(answer.json()["errors"])
    assert not Alarm.objects.exists()


def test_a_time_without_its_zone_is_not_one(world: World, house: Building) -> None:
    said = {"kind": "fire", "building": str(house.id), "sent_at": "2026-11-21T12:00:00"}
    assert post(world.client("partner responder"), said).status_code == 422


def test_an_alarm_for_a_municipality(world: World, house: Building) -> None:
    said = {"kind": "fire", "municipality": house.municipality, "place": "Bryggen 1"}
    assert post(world.client("other responder"), said).status_code == 404
    assert post(world.client("partner responder"), said).status_code == 202
    incident = Incident.objects.get()
    assert (incident.building, incident.service, incident.place) == (None, world.partner, "Bryggen 1")


@pytest.mark.parametrize(
    ("more", "kind", "exercise"),
    [
        ({}, "fire", False),
        ({"kind": "Update"}, "fire", False),
        ({"status": "Exercise"}, "fire", True),
        ({"status": "Test"}, "test", None),
        ({"kind": "Cancel"}, "restore", None),
    ],
)
def test_cap(world: World, house: Building, more: dict[str, str], kind: str, exercise: bool | None) -> None:
    client, said = world.client("partner responder"), cap(house, **more)
    answers = [client.post(f"{ALARMS}/cap", said, content_type="application/cap+xml") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert [answer.json()["repeated"] for answer in answers] == [False, True]
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.building, alarm.place) == (kind, house, "Rom 214")
    assert (alarm.incident.exercise if alarm.incident else None) == exercise


def test_cap_for_a_municipality(world: World, house: Building) -> None:
    said = cap(house, geocodes={"municipality": house.municipality})
    client = world.client("partner responder")
    assert client.post(f"{ALARMS}/cap", said, content_type="application/cap+xml").status_code == 202
    assert Incident.objects.get().service == world.partner


def test_cap_that_is_none(world: World, house: Building) -> None:
    client = world.client("partner responder")
    for said in (b"", b"<alert/>", cap(house, kind="Ack"), cap(house, status="Draft"), b"x" * 70_000):
        answer = client.post(f"{ALARMS}/cap", said, content_type="application/cap+xml")
        assert answer.status_code == 422, said[:100]
    stranger = world.client("other responder")
    assert stranger.post(f"{ALARMS}/cap", cap(house), content_type="application/cap+xml").status_code == 404
    assert not Alarm.objects.exists()


def test_mqtt(house: Building) -> None:
    topic = f"dugnad/{house.id}/alarms"
    by_mqtt(topic, b'{"kind": "fire", "detector": "12", "id": "m1"}')
    by_mqtt(topic, b'{"kind": "fire", "detector": "12", "id": "m1"}')
    alarm = Alarm.objects.get()
    assert (alarm.channel, alarm.repeated, alarm.incident) == (Channel.MQTT, 1, Incident.objects.get())


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"kind": 3}',
        b'{"kind": "flood"}',
        b"\xff\xfe",
        b"[" * 30_000,
        b"x" * 99_000,
    ],
)
def test_mqtt_that_cannot_be_read_is_left(house: Building, payload: bytes) -> None:
    by_mqtt(f"dugnad/{house.id}/alarms", payload)
    by_mqtt(f"dugnad/{uuid4()}/alarms", b'{"kind": "fire"}')
    by_mqtt("dugnad", payload)
    assert not Alarm.objects.exists()


def test_alarms_are_seen_by_those_they_concern(world: World, house: Building) -> None:
    alarm = alarming.alarm(house, place="Kjøkken").alarm
    for role in ("own administrator", "own responder", "partner responder"):
        client = world.client(role)
        assert b"Solbakken" in client.get("/rescue/alarms/").content
        assert client.get(f"/rescue/alarms/{alarm.id}/").status_code == 200
        assert client.get(ALARMS).json()["total"] == 1
    for role in ("own member", "partner administrator", "other responder", "operator"):
        client = world.client(role)
        assert b"Solbakken" not in client.get("/rescue/alarms/").content
        assert client.get(f"/rescue/alarms/{alarm.id}/").status_code == 404
        assert client.get(ALARMS).json()["total"] == 0


def test_the_list_is_narrowed(world: World, house: Building) -> None:
    alarming.alarm(house)
    alarming.alarm(house, kind="fault", place="Sentral")
    client = world.client("own administrator")
    assert client.get(ALARMS, {"kind": "fault"}).json()["total"] == 1
    assert client.get(ALARMS, {"q": "sentral"}).json()["items"][0]["kind"] == "fault"
    assert client.get(ALARMS, {"kind": "nonsense"}).json()["total"] == 2
    assert client.get(ALARMS, {"building": str(uuid4())}).json()["total"] == 0
    assert b"No alarm fits" in client.get("/rescue/alarms/", {"q": "nowhere"}).content


def test_an_unknown_account_waits_for_every_fire_service_until_one_takes_it(
    world: World, house: Building
) -> None:
    incident = alarming.alarm(account="BEEF").alarm.incident
    assert incident
    alarming.building(world.other, world.other)
    for role in ("partner responder", "other responder", "operator"):
        assert b"#BEEF" in world.client(role).get("/rescue/alarms/unplaced/").content
    assert world.client("own administrator").get("/rescue/alarms/unplaced/").status_code == 403
    assert world.client("operator").post(f"/rescue/alarms/unplaced/{incident.id}/take/").status_code == 403
    assert (
        world.client("partner responder").post(f"/rescue/alarms/unplaced/{incident.id}/take/").status_code
        == 302
    )
    late = world.client("other responder").post(
        f"/api/v1/rescue/incidents/{incident.id}/take", {}, content_type="application/json"
    )
    assert late.status_code == 409
    incident.refresh_from_db()
    assert incident.service == world.partner
    assert b"#BEEF" not in world.client("operator").get("/rescue/alarms/unplaced/").content


def test_an_incident_with_a_building_is_nobody_else_s_to_take(world: World, house: Building) -> None:
    lone = alarming.building(world.own)
    incident = alarming.alarm(lone).alarm.incident
    assert incident
    assert (
        world.client("partner responder").post(f"/rescue/alarms/unplaced/{incident.id}/take/").status_code
        == 404
    )


def test_an_administrator_keeps_the_lines(world: World, house: Building) -> None:
    client = world.client("own administrator")
    page = f"/rescue/buildings/{house.id}/lines/"
    made = client.post(page, {"account": "00abc", "every": "90", "key": KEY})
    assert made.status_code == 302
    line = Line.objects.get()
    assert (line.account, line.every) == ("ABC", 90)
    for address in (page, f"{page}{line.id}/"):
        shown = client.get(address).content.decode()
        assert "ncrypted" in shown
        assert KEY not in shown
    assert KEY not in line.key
    assert bytes.fromhex(KEY) not in line.key.encode()
    assert client.post(f"{page}{line.id}/", {"every": "0", "key": "", "without_key": "on"}).status_code == 302
    line.refresh_from_db()
    assert (line.every, line.key) == (0, "")
    assert client.post(f"{page}{line.id}/test/").status_code == 302
    assert b"In test" in client.get(page).content
    assert client.post(f"{page}{line.id}/test/", {"end": "1"}).status_code == 302
    assert client.post(f"{page}{line.id}/remove/").status_code == 302
    assert not Line.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"account": "xyz"}, "account"),
        ({"account": "12"}, "account"),
        ({"account": "1" * 17}, "account"),
        ({"account": "0ABC"}, "account"),
        ({"every": -1}, "every"),
        ({"every": 90_001}, "every"),
        ({"key": "abc"}, "key"),
        ({"key": "zz" * 16}, "key"),
    ],
)
def test_a_line_that_cannot_be(world: World, house: Building, said: dict[str, Any], field: str) -> None:
    alarming.line(house, account="ABC")
    data = {"account": "DEF", "every": 0, "key": "", **said}
    client = world.client("own administrator")
    answer = post(client, data, f"/api/v1/rescue/buildings/{house.id}/lines")
    assert answer.status_code == 422
    assert field in str(answer.json()["errors"])
    assert client.post(f"/rescue/buildings/{house.id}/lines/", data).status_code == 422
    assert Line.objects.count() == 1


def test_the_api_never_tells_a_key(world: World, house: Building) -> None:
    path = f"/api/v1/rescue/buildings/{house.id}/lines"
    client = world.client("own administrator")
    made = post(client, {"account": "ABC", "every": 90, "key": KEY}, path)
    assert (made.status_code, made.json()["encrypted"]) == (201, True)
    (line,) = world.client("partner responder").get(path).json()
    assert "key" not in line
    assert KEY not in str(Detail.objects.values_list("body", flat=True))
    one = f"{path}/{line['id']}"
    changed = client.put(one, {"every": 60, "without_key": True}, content_type="application/json").json()
    assert (changed["every"], changed["encrypted"]) == (60, False)
    both = {"every": 60, "without_key": True, "key": KEY}
    assert client.put(one, both, content_type="application/json").status_code == 422
    assert post(client, {"minutes": 481}, f"{one}/test").status_code == 422
    assert client.delete(one).status_code == 204


def test_a_line_of_another_building_is_not_found(world: World, house: Building) -> None:
    line = alarming.line(alarming.building(world.own))
    client = world.client("own administrator")
    assert client.get(f"/rescue/buildings/{house.id}/lines/{line.id}/").status_code == 404
    assert client.delete(f"/api/v1/rescue/buildings/{house.id}/lines/{line.id}").status_code == 404


def test_the_operator_keeps_the_districts(world: World) -> None:
    client = world.client("operator")
    said = {"municipality": "4601", "service": str(world.partner.id)}
    assert client.post("/rescue/districts/", said).status_code == 302
    assert client.post("/rescue/districts/", said).status_code == 422
    assert client.post("/rescue/districts/", said | {"municipality": "46"}).status_code == 422
    unknown = post(
        client, said | {"municipality": "4602", "service": str(uuid4())}, "/api/v1/rescue/districts"
    )
    assert unknown.status_code == 422
    (district,) = client.get("/api/v1/rescue/districts").json()
    assert (district["municipality"], district["service"]) == ("4601", str(world.partner.id))
    assert client.post(f"/rescue/districts/{district['id']}/remove/").status_code == 302
    assert not District.objects.exists()


def test_a_fire_officer_of_another_city_sees_nothing(world: World, house: Building) -> None:
    services.add_district(actor=people.PLATFORM, service=world.other.id, municipality="9999")
    alarm = alarming.alarm(house).alarm
    client = world.client("other responder")
    for path in (
        f"/rescue/alarms/{alarm.id}/",
        f"/rescue/buildings/{house.id}/lines/",
        f"/why/rescue.alarm/{alarm.id}/",
    ):
        assert client.get(path).status_code == 404
    assert client.get(ALARMS).json() == {"total": 0, "items": []}


def test_words_of_the_receiver_are_ours() -> None:
    assert set(get_args(What)) == set(AlarmKind.values)
