"""Where people are: in memory, written down only while an alarm lasts, for those still registered, and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dugnad.areas.rescue.incidents.closing import close, forget_people
from dugnad.areas.rescue.models import FrozenPosition, Tag
from dugnad.areas.rescue.residents.door import people_in
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.areas.rescue.tests.sensed import (
    LOUNGE,
    OTHER_ROOM,
    ROOM,
    Listener,
    badge,
    house,
    positions,
    resident,
    seen,
)
from dugnad.kernel.ledger.models import Event
from tests.world import World

pytestmark = pytest.mark.django_db


def test_without_an_incident_no_position_is_written(world: World) -> None:
    place, tag = house(world.own), badge()
    resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    assert listener.second() == 0
    assert FrozenPosition.objects.count() == 0
    live = listener.store.of(place.id)
    assert live
    assert len(live.beliefs(synthetic=False)) == 1


def test_an_incident_freezes_where_people_are_and_follows_them(world: World) -> None:
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    incident = makers.incident(place, world.partner)
    assert listener.second() == 1
    row = positions(incident)[who.id]
    assert max(row.beliefs, key=row.beliefs.__getitem__) == ROOM
    assert (row.sensor, row.seen_at is not None) == ("badge", True)
    assert 0.5 < sum(row.beliefs.values()) <= 1.0
    assert len(row.beliefs) <= 5
    listener.second(30)
    for space in ("1-c0", LOUNGE):
        listener.hear(place, seen(tag, space))
        listener.second(20)
    row = positions(incident)[who.id]
    assert max(row.beliefs, key=row.beliefs.__getitem__) == LOUNGE


def test_what_has_not_changed_is_not_written_again(world: World) -> None:
    place, tags = house(world.own), [badge() for _ in range(3)]
    for tag in tags:
        resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, *(seen(tag) for tag in tags))
    makers.incident(place, world.partner)
    assert listener.second() == 3
    assert listener.second(0.1) == 0
    listener.hear(place, seen(tags[0], "1-c0"))
    assert listener.second(0.1) == 1


def test_nobody_who_was_never_seen_gets_a_position(world: World) -> None:
    place = house(world.own)
    resident(place, ("badge", badge()))
    listener = Listener()
    listener.hear(place, seen("somebody else's"))
    makers.incident(place, world.partner)
    assert listener.second() == 0


def test_who_withdraws_is_forgotten_at_once(world: World) -> None:
    place, tag, kept = house(world.own), badge(), badge()
    who, stays = resident(place, ("badge", tag)), resident(place, ("badge", kept))
    listener = Listener()
    listener.hear(place, seen(tag), seen(kept))
    incident = makers.incident(place, world.partner)
    who.delete()
    listener.freezing.turn()
    assert set(positions(incident)) == {stays.id}
    listener.second()
    live = listener.store.of(place.id)
    assert live
    assert set(live.beliefs(synthetic=False)) == {stays.id}
    listener.hear(place, seen(tag))
    listener.second()
    assert live.feeds["badge"].unknown_tags == 1
    assert set(positions(incident)) == {stays.id}


def test_a_tag_that_is_untied_says_nothing_any_more(world: World) -> None:
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    Tag.objects.filter(resident=who).delete()
    listener.second()
    live = listener.store.of(place.id)
    assert live
    listener.hear(place, seen(tag, OTHER_ROOM))
    assert live.feeds["badge"].unknown_tags == 1


def test_tags_of_another_building_count_nowhere(world: World) -> None:
    place, elsewhere, tag = house(world.own), house(world.other), badge()
    resident(elsewhere, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    for building in (place, elsewhere):
        live = listener.store.of(building.id)
        assert live
        assert live.beliefs(synthetic=False) == {}


def test_an_exercise_freezes_invented_people_only_and_an_incident_real_ones_only(world: World) -> None:
    place, real, invented = house(world.own), badge(), badge()
    someone = resident(place, ("badge", real))
    nobody = resident(place, ("badge", invented), space=OTHER_ROOM, synthetic=True)
    listener = Listener()
    listener.hear(place, seen(real), seen(invented, OTHER_ROOM))
    drill = makers.incident(place, world.partner, exercise=True)
    fire = makers.incident(place, world.partner)
    listener.second()
    assert set(positions(drill)) == {nobody.id}
    assert set(positions(fire)) == {someone.id}


def test_a_closed_incident_is_written_no_more_and_an_exercise_forgets_at_once(world: World) -> None:
    place, real, invented = house(world.own), badge(), badge()
    resident(place, ("badge", real))
    resident(place, ("badge", invented), space=OTHER_ROOM, synthetic=True)
    listener = Listener()
    listener.hear(place, seen(real), seen(invented, OTHER_ROOM))
    drill = makers.incident(place, world.partner, exercise=True)
    fire = makers.incident(place, world.partner)
    listener.second()
    for incident in (drill, fire):
        close(actor=world.actor("partner responder"), incident=incident.id, outcome="Over")
    assert (len(positions(drill)), len(positions(fire))) == (0, 1)
    listener.hear(place, seen(real, "1-c0"), seen(invented, "2-c0"))
    assert listener.second(10) == 0
    forget_people(timezone.now() + timedelta(days=365))
    assert FrozenPosition.objects.count() == 0


def test_a_listener_that_was_slow_writes_nothing_into_an_incident_closed_meanwhile(world: World) -> None:
    place, tag = house(world.own), badge()
    resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    incident = makers.incident(place, world.partner)
    listener.store.step(listener.now)
    late = listener.freezing
    late.written[incident.id] = {}
    makers.close(incident)
    assert late._freeze(incident) == 0
    assert positions(incident) == {}


def test_a_position_that_is_too_old_is_forgotten_also_in_the_incident(world: World, settings: object) -> None:
    settings.POSITION_MINUTES = 5  # type: ignore[attr-defined]
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    incident = makers.incident(place, world.partner)
    listener.second()
    for _ in range(8):
        listener.second(60)
    row = positions(incident)[who.id]
    assert row.beliefs == {}
    assert row.seen_at is not None


def test_positions_are_no_entries_of_the_log_and_are_not_printed(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    place, tag = house(world.own), badge()
    who = resident(place, ("badge", tag))
    listener = Listener()
    makers.incident(place, world.partner)
    before = Event.objects.count()
    with caplog.at_level(0):
        listener.hear(place, seen(tag))
        listener.store.take_message(
            f"dugnad/{place.id}/sightings", b'[{"kind": "badge", "tag": "' + tag.encode() + b'"}]'
        )
        listener.second()
    assert Event.objects.count() == before
    said = [record.getMessage() for record in caplog.records if record.name.startswith("dugnad")]
    assert said
    assert not any(tag in line or str(who.id) in line for line in said)


def test_whoever_may_see_the_people_sees_where_they_are_and_nobody_else(world: World) -> None:
    place, tag = house(world.own), badge()
    resident(place, ("badge", tag))
    listener = Listener()
    listener.hear(place, seen(tag))
    incident = makers.incident(place, world.partner)
    listener.second()
    (one,) = people_in(world.actor("partner responder"), incident.id)
    assert one.position
    assert ROOM in one.position.beliefs
    for role in ("own administrator", "own carer", "other responder", "partner member", "operator"):
        with pytest.raises(Exception, match=r".*") as refused:
            people_in(world.actor(role), incident.id)
        assert getattr(refused.value, "status", None) in (403, 404), role
