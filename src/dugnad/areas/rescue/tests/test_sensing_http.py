"""Sightings by HTTP: whose token, which building, what is refused, and the way to the listener over a real broker."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from dugnad.areas.rescue.models import Building, FeedState, FrozenPosition
from dugnad.areas.rescue.ports import messages
from dugnad.areas.rescue.sensing import listening, selectors, services
from dugnad.areas.rescue.sensing.feeding import Reporting
from dugnad.areas.rescue.sensing.store import store
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.areas.rescue.tests.sensed import (
    OTHER_ROOM,
    ROOM,
    Listener,
    badge,
    house,
    resident,
    seen,
    token_of,
)
from dugnad.connectors.mqtt.tests.brokers import mosquitto, own_broker, until
from tests.world import World

pytestmark = pytest.mark.django_db
SIGHTING = {"kind": "badge", "sensor": "reader-1", "space": ROOM, "tag": "T-1"}


@pytest.fixture(autouse=True)
def _nothing_is_known() -> Iterator[None]:
    yield
    store.clear()
    services.pacing._paces.clear()


@pytest.fixture
def demo(settings: Any) -> None:
    """Web and listener in one process."""
    settings.DEMO, settings.MQTT_URL = True, ""


def send(client: Client, building: object, *sightings: dict[str, Any]) -> Any:
    path = f"/api/v1/rescue/buildings/{building}/sightings"
    return client.post(path, {"sightings": list(sightings)}, content_type="application/json")


def test_a_machine_of_the_owner_sends_and_is_told_nothing_of_persons(world: World, demo: None) -> None:
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    client = token_of(world, organisation=world.own.id)
    known = send(client, place.id, {**SIGHTING, "tag": tag})
    unknown = send(client, place.id, {**SIGHTING, "tag": "nobody's"})
    assert known.status_code == unknown.status_code == 202
    assert known.json() == unknown.json() == {"accepted": 1, "too_fast": []}
    live = store.of(place.id)
    assert live
    assert set(live.beliefs(synthetic=False)) == {who.id}


def test_a_door_needs_no_tag_and_times_may_be_given(world: World, demo: None) -> None:
    place = house(world.own)
    who = resident(place)
    client = token_of(world)
    door = {"kind": "door", "sensor": "d", "space": ROOM, "at": "2026-11-21T12:00:00+01:00"}
    assert send(client, place.id, door).status_code == 202
    live = store.of(place.id)
    assert live
    assert live.beliefs(synthetic=False) == {}
    assert send(client, place.id, {k: v for k, v in door.items() if k != "at"}).status_code == 202
    assert set(live.beliefs(synthetic=False)) == {who.id}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("own administrator", 202),
        ("own member", 403),
        ("own carer", 403),
        ("own responder", 403),
        ("partner responder", 403),
        ("partner administrator", 403),
        ("other administrator", 404),
        ("other responder", 404),
        ("operator", 404),
        ("nobody", 401),
    ],
)
def test_only_who_keeps_the_building_sends_for_it(world: World, demo: None, role: str, status: int) -> None:
    makers.answers(world.partner)
    place = house(world.own)
    answer = send(world.client(role), place.id, SIGHTING)
    expected = {status, 404} if role == "partner administrator" else {status}
    assert answer.status_code in expected
    assert (store.of(place.id).feeds != {}) == (status == 202)  # type: ignore[union-attr]


def test_a_token_of_another_organisation_or_that_may_only_read_is_refused(world: World, demo: None) -> None:
    place = house(world.own)
    assert send(token_of(world, "other administrator", world.other.id), place.id, SIGHTING).status_code == 404
    assert send(token_of(world), uuid4(), SIGHTING).status_code == 404
    assert send(Client(headers={"authorization": "Bearer dugnad_no"}), place.id, SIGHTING).status_code == 401


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"kind": "radar"}, "kind"),
        ({"tag": ""}, "tag"),
        ({"tag": "x" * 121}, "tag"),
        ({"space": ""}, "space"),
        ({"sensor": "  "}, "sensor"),
        ({"at": "2026-11-21T12:00:00"}, "at"),
        ({"diagnosis": "none of yours"}, "diagnosis"),
    ],
)
def test_what_is_no_sighting_is_refused_at_the_field(
    world: World, demo: None, change: dict[str, Any], pointer: str
) -> None:
    place = house(world.own)
    answer = send(token_of(world), place.id, SIGHTING, SIGHTING | change)
    assert answer.status_code == 422
    assert all(pointer in error["pointer"] for error in answer.json()["errors"])
    assert store.of(place.id).feeds == {}  # type: ignore[union-attr]


def test_a_batch_has_bounds(world: World, demo: None) -> None:
    place, client = house(world.own), token_of(world)
    assert send(client, place.id).status_code == 422
    assert send(client, place.id, *[SIGHTING] * 1001).status_code == 422
    many = [{**SIGHTING, "sensor": f"s{n}"} for n in range(1000)]
    assert send(client, place.id, *many).json() == {"accepted": 1000, "too_fast": []}


def test_a_sensor_that_sends_too_much_is_told_and_others_are_not_held_up(world: World, demo: None) -> None:
    place, client = house(world.own), token_of(world)
    first = send(client, place.id, *[SIGHTING] * 300, {**SIGHTING, "sensor": "calm"})
    assert first.status_code == 202
    assert first.json()["too_fast"] == ["reader-1"]
    assert 201 <= first.json()["accepted"] < 260
    again = send(client, place.id, *[SIGHTING] * 500)
    # Whether a few more are taken depends on how long the first took.
    told = again.json()["detail"] if again.status_code == 429 else again.json()["too_fast"]
    assert "reader-1" in told


def test_when_nothing_can_be_taken_the_answer_is_429(world: World, demo: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(services, "PER_SECOND", 0.0)
    place, client = house(world.own), token_of(world)
    send(client, place.id, *[SIGHTING] * 300)
    answer = send(client, place.id, SIGHTING)
    assert answer.status_code == 429
    assert "reader-1" in answer.json()["detail"]


def test_without_a_broker_it_is_said(world: World, settings: Any) -> None:
    settings.DEMO, settings.MQTT_URL = False, ""
    answer = send(token_of(world), house(world.own).id, SIGHTING)
    assert answer.status_code == 409
    assert "DUGNAD_MQTT_URL" in answer.json()["detail"]


def test_a_broker_that_is_down_is_said(world: World, settings: Any, monkeypatch: Any) -> None:
    settings.DEMO, settings.MQTT_URL = False, "mqtt://127.0.0.1:9"
    monkeypatch.setattr("dugnad.connectors.mqtt.client.PATIENCE", 0.2)
    answer = send(token_of(world), house(world.own).id, SIGHTING)
    _hang_up()
    assert answer.status_code == 503


def _hang_up() -> None:
    port: Any = messages()
    if port._sending:
        port._sending[1].close()
        port._sending = None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("which", ["embedded", "mosquitto"])
def test_by_http_over_the_broker_to_the_listener_and_into_the_incident(
    which: str, world: World, settings: Any, tmp_path: Any
) -> None:
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    incident = makers.incident(place, world.partner)
    settings.DEMO = False
    opened = own_broker() if which == "embedded" else mosquitto(tmp_path)
    with opened as broker:
        settings.MQTT_URL = broker if isinstance(broker, str) else f"mqtt://127.0.0.1:{broker.port}"
        stopping = threading.Event()
        threads = [
            threading.Thread(target=run, args=(stopping,)) for run in (listening.hear, listening.follow)
        ]
        for thread in threads:
            thread.start()
        try:
            until(lambda: listening.reporting.up)
            assert send(token_of(world), place.id, {**SIGHTING, "tag": tag}).status_code == 202
            until(lambda: FrozenPosition.objects.filter(incident=incident, resident=who).exists())
            until(lambda: selectors.feeds(place.id)[0].ok and len(selectors.feeds(place.id)) == 2)
        finally:
            stopping.set()
            for thread in threads:
                thread.join(10)
            _hang_up()
    row = FrozenPosition.objects.get(incident=incident)
    assert max(row.beliefs, key=row.beliefs.__getitem__) == ROOM
    assert not any(thread.is_alive() for thread in threads)


def told(place: Building, sensor: str) -> selectors.FeedHealth:
    return next(feed for feed in selectors.feeds(place.id) if feed.sensor == sensor)


def test_the_feeds_tell_what_is_wrong_and_nothing_of_persons(world: World, settings: Any) -> None:
    settings.MQTT_URL = "mqtt://127.0.0.1:9"
    place, tags = house(world.own), [badge() for _ in range(25)]
    for tag in tags:
        resident(place, ("badge", tag), ("bed", tag))
    listener = Listener()
    reporting = Reporting(listener.store)
    for turn in range(25):
        listener.hear(place, *(seen(tag, kind="bed") for tag in tags))
        listener.hear(place, seen(tags[turn], OTHER_ROOM))
        listener.second(30)
    listener.hear(place, *(seen("", "1-r7", "door") for _ in range(400)))
    listener.hear(place, seen("nobody's", "1-c0"), seen(tags[0], "attic"), seen(tags[0], at=0.0))
    assert reporting.turn(listener.now)
    assert not reporting.turn(listener.now + 1)
    doubted = told(place, "badge")
    assert (doubted.lying, doubted.unknown_tags, doubted.unknown_spaces, doubted.wrong_clock) == (1, 1, 1, 1)
    assert not doubted.ok
    assert f"badge-{OTHER_ROOM}" in doubted.which
    assert told(place, "door").flooding == 1
    assert told(place, "bed").ok
    assert told(place, "bed").which == ()
    written = str(list(FeedState.objects.values()))
    assert not any(tag in written for tag in tags)


def test_the_link_is_up_only_while_the_listener_lives(world: World, settings: Any) -> None:
    settings.MQTT_URL = "mqtt://127.0.0.1:9"
    place = house(world.own)
    assert not told(place, "broker").ok
    reporting = Reporting(Listener().store)
    reporting.turn(time.time())
    assert not told(place, "broker").ok
    reporting.link(True)
    reporting.turn(time.time())
    assert told(place, "broker").ok
    FeedState.objects.update(at=makers.timezone.now() - 2 * selectors.STALE_AFTER)
    assert not told(place, "broker").ok
    assert (told(place, "broker").age or 0) > 20


@pytest.mark.parametrize(
    ("role", "status"),
    [("own member", 200), ("partner responder", 200), ("other member", 404), ("nobody", 401)],
)
def test_the_feeds_are_for_those_who_may_see_the_building(world: World, role: str, status: int) -> None:
    makers.answers(world.partner)
    place = house(world.own)
    answer = world.client(role).get(f"/api/v1/rescue/buildings/{place.id}/feeds")
    assert answer.status_code == status


def test_the_feeds_give_no_position(world: World, demo: None) -> None:
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    send(token_of(world), place.id, {**SIGHTING, "tag": tag})
    Reporting(store).turn(time.time())
    answer = world.client("own administrator").get(f"/api/v1/rescue/buildings/{place.id}/feeds")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert not any(secret in text for secret in (str(who.id), tag, ROOM))
