"""Alarms through the doors: pages for people, the API for other systems."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.areas.rescue.alarms.intake import by_mqtt
from dugnad.areas.rescue.models import Alarm, Building, Incident
from dugnad.areas.rescue.models.alarms import Channel
from dugnad.areas.rescue.tests.alarming import ALARMS, post
from dugnad.connectors.cap import Area, Info, write
from dugnad.kernel.identity.models import Scope
from dugnad.kernel.identity.tokens import make_token
from tests.world import World

pytestmark = pytest.mark.django_db


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
