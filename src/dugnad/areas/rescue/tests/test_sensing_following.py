"""How listeners follow people: plans, silence, speed, hints to screens, and messages that are none."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest

from dugnad.areas.rescue.models import Need
from dugnad.areas.rescue.sensing.freezing import TICK
from dugnad.areas.rescue.sensing.sightings import Unreadable, read, written
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.areas.rescue.tests.sensed import (
    OTHER_ROOM,
    ROOM,
    Listener,
    badge,
    house,
    positions,
    resident,
    seen,
)
from dugnad.kernel.live.ticks import Reader
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_door_is_opened_by_who_lives_behind_it(world: World) -> None:
    place = house(world.own)
    who = resident(place)
    resident(place, space=ROOM, synthetic=True)
    listener = Listener()
    listener.hear(place, seen("", ROOM, "door"), seen("", OTHER_ROOM, "door"))
    live = listener.store.of(place.id)
    assert live
    assert set(live.beliefs(synthetic=False)) == {who.id}
    assert live.beliefs(synthetic=True) == {}


def test_a_new_plan_is_followed_and_a_building_without_one_is_left_alone(world: World) -> None:
    place, tag = house(world.own), badge()
    resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    first = listener.store.of(place.id)
    place.plan = makers.building(world.own).plan
    assert place.plan
    makers.Building.objects.filter(plan=place.plan).update(plan=None)
    place.save(update_fields=["plan"])
    listener.second()
    assert listener.store.of(place.id) is not first
    bare = makers.building(world.own)
    makers.Building.objects.filter(id=bare.id).update(plan=None)
    listener.hear(bare, seen(tag))
    assert listener.store.of(bare.id) is None
    assert listener.store.of(uuid4()) is None


def test_an_incident_keeps_the_plan_that_it_was_opened_with(world: World) -> None:
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    incident = makers.incident(place, world.partner)
    listener.second()
    makers.Building.objects.filter(id=place.id).update(plan=None)
    listener.second(20)
    assert ROOM in positions(incident)[who.id].beliefs


def test_a_building_that_is_silent_for_hours_is_dropped(world: World) -> None:
    place, tag = house(world.own), badge()
    resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    for _ in range(7):
        listener.second(3600)
    assert listener.store.each() == []


def test_who_moves_slower_is_followed_as_such(world: World) -> None:
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag, "1-c0"))
    Need.objects.filter(resident=who).update(aid="bed")
    listener.second()
    live = listener.store.of(place.id)
    assert live
    listener.hear(place, seen(tag, "1-c0"))
    listener.second(120)
    (belief,) = live.beliefs(synthetic=False).values()
    assert belief.spaces[0][0] == "1-c0"


def test_screens_are_hinted_at_once_and_the_log_is_not(world: World) -> None:
    place, tag = house(world.own), badge()
    resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    reader = Reader()
    reader.fresh()
    incident = makers.incident(place, world.partner)
    listener.second()
    reader._looked = 0.0
    (tick,) = reader.fresh()
    assert (tick.name, tick.kind, tick.thing) == (TICK, "rescue.incident", incident.id)
    assert tick.concerns == {world.own.id.hex, world.partner.id.hex}
    reader._looked = 0.0
    assert reader.fresh() == []


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[1]",
        b'{"kind": "radar", "sensor": "s", "space": "r", "tag": "t"}',
        b'{"kind": "badge", "sensor": "s", "space": "r"}',
        b'{"kind": "badge", "sensor": "s", "space": "r", "tag": 7}',
        b'{"kind": "badge", "sensor": "", "space": "r", "tag": "t"}',
        b'{"kind": "badge", "sensor": "s", "space": "r", "tag": "t", "at": "yesterday"}',
        b'{"kind": "badge", "sensor": "s", "space": "r", "tag": "t", "at": "2026-11-21T12:00:00"}',
        b'{"kind": "badge", "sensor": "s", "space": "r", "tag": "t", "at": true}',
        b'{"kind": "badge", "sensor": "s", "space": "r", "tag": "t", "left": "yes"}',
        b'{"kind": "badge", "sensor": "s", "space": "r", "tag": "' + b"x" * 200 + b'"}',
        b"[" * 100_000,
        b"[" + b",".join([b"{}"] * 1001) + b"]",
        b" " * 600_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_sighting_is_refused_whole(payload: bytes) -> None:
    with pytest.raises(Unreadable):
        read(payload)


def test_a_message_reads_as_it_was_written() -> None:
    said = [seen("T-1", at=1.5), seen("", "r", "door", left=True)]
    assert read(written(said)) == said
    (one,) = read(b'{"kind":"bed","sensor":"s","space":"r","tag":" T ","at":"2026-11-21T12:00:00+01:00"}')
    assert (one.tag, one.at) == ("T", 1795258800.0)


def test_messages_on_strange_topics_are_counted_and_left(world: World) -> None:
    listener = Listener()
    for topic in ("dugnad", "dugnad/not-a-building/sightings", f"dugnad/{uuid4()}/sightings"):
        listener.store.take_message(topic, written([seen("T")]))
    assert listener.store.unreadable == 2
    assert listener.store.each() == []


def test_many_threads_may_speak_at_once(world: World) -> None:
    place, tag = house(world.own), badge()
    resident(place, ("badge", tag))
    listener = Listener()
    live = listener.store.of(place.id)
    assert live
    faults: list[BaseException] = []

    def speak() -> None:
        try:
            for n in range(200):
                live.take(seen(tag, ROOM if n % 2 else "1-c0"), listener.now + n)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=speak) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(50):
        live.step(listener.now + n, 3)
        live.beliefs(synthetic=False)
    for thread in threads:
        thread.join()
    assert faults == []
