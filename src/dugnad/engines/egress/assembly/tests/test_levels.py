"""Stairs and lifts."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import pytest

from dugnad.engines.egress.assembly import RawLift, RawStair, assemble
from dugnad.engines.egress.assembly.tests.drawing import FIRST, GROUND, door, flight, raw, room
from dugnad.engines.egress.plan import SpaceKind, Storey, WayKind

SECOND = Storey("2", "Second", 6.0, 3.0)
STOREYS = (GROUND, FIRST, SECOND)
LOW, HIGH = room("low", 0, 0, 10, 4), room("high", 0, 0, 10, 4, storey="1")


def ways(made, kind=WayKind.STAIR):
    return [way for way in made.plan.ways if way.kind is kind]


def test_a_flight_joins_two_storeys_with_its_measures():
    (one,) = ways(assemble(raw(LOW, HIGH, storeys=STOREYS[:2], stairs=(flight("s", 1, 2),))))
    assert (one.a, one.b, one.guessed) == ("low", "high", ())
    assert one.riser == pytest.approx(3 / 18, abs=0.002)
    assert one.tread == pytest.approx(0.28, abs=0.002)
    assert one.width == pytest.approx(1.2, abs=0.01)
    assert one.length == pytest.approx(17 * hypot(3 / 18, 0.28), rel=0.01)


def test_the_room_ahead_of_the_last_step_is_where_it_leads():
    shaft = room("void", 0.5, 1, 5.8, 3, storey="1", kind=SpaceKind.STAIR)
    landing = room("landing", 5.8, 0, 10, 4, storey="1")
    (one,) = ways(assemble(raw(LOW, shaft, landing, storeys=STOREYS[:2], stairs=(flight("s", 1, 2),))))
    assert one.b == "landing"


def test_a_stair_through_three_storeys_is_two_ways():
    top = room("top", 0, 0, 10, 4, storey="2")
    steps = flight("s", 1, 2).steps + flight("s", 1, 2, bottom=3.0).steps
    whole = RawStair("s", "s", steps, 0.0, steps[-1].z)
    made = ways(assemble(raw(LOW, HIGH, top, storeys=STOREYS, stairs=(whole,))))
    assert [(way.id, way.a, way.b) for way in made] == [("s:1", "low", "high"), ("s:2", "high", "top")]


def test_a_few_steps_within_a_storey_are_no_stair():
    made = assemble(raw(LOW, HIGH, storeys=STOREYS[:2], stairs=(flight("s", 1, 2, rise=0.6, steps=3),)))
    assert (ways(made), made.loose) == ([], ())
    assert [note.number for note in made.notes if note.code == "steps"] == [1]


def test_a_stair_to_where_no_room_is_leads_nowhere():
    far = room("high", 40, 0, 50, 4, storey="1")
    made = assemble(raw(LOW, far, storeys=STOREYS[:2], stairs=(flight("s", 1, 2),)))
    (one,) = made.loose
    assert (one.kind, one.reason, one.space) == ("stair", "one_end", "low")


def test_measures_that_cannot_be_true_are_guessed():
    steps = flight("s", 1, 2, steps=2).steps
    odd = RawStair("s", "s", steps, 0.0, 3.0, riser=0.64, tread=0.82)
    (one,) = ways(
        assemble(
            raw(
                LOW,
                HIGH,
                storeys=STOREYS[:2],
                stairs=(replace(odd, steps=(steps[0], replace(steps[1], z=2.9))),),
            )
        )
    )
    assert "riser" in one.guessed
    assert 0.1 <= one.riser <= 0.25


def test_stairwells_over_one_another_are_joined_once():
    low = room("t0", 0, 0, 3, 5, kind=SpaceKind.STAIR)
    high = room("t1", 0, 0, 3, 5, storey="1", kind=SpaceKind.STAIR)
    (one,) = ways(assemble(raw(low, high, storeys=STOREYS[:2])))
    assert (one.a, one.b, one.guessed) == ("t0", "t1", ("length", "riser", "tread", "width"))
    (drawn,) = ways(assemble(raw(low, high, storeys=STOREYS[:2], stairs=(flight("s", 0.2, 2, steps=9),))))
    assert drawn.id == "s"


def test_stairwells_apart_are_not_joined():
    low = room("t0", 0, 0, 3, 5, kind=SpaceKind.STAIR)
    high = room("t1", 2.8, 0, 6, 5, storey="1", kind=SpaceKind.STAIR)
    assert ways(assemble(raw(low, high, storeys=STOREYS[:2]))) == []


def test_a_tall_stairwell_is_a_space_on_each_storey_with_a_door_into_it():
    tall = room("well", 4.2, 0, 8, 4, kind=SpaceKind.STAIR, floor=0.0, top=9.0)
    rooms = tuple(room(f"r{s.id}", 0, 0, 4, 4, storey=s.id) for s in STOREYS)
    doors = tuple(door(f"d{s.id}", 4.1, 2, storey=s.id, floor=s.elevation) for s in STOREYS)
    made = assemble(raw(tall, *rooms, storeys=STOREYS, doors=doors))
    assert {s.id for s in made.plan.spaces} == {"well", "well@1", "well@2", "r0", "r1", "r2"}
    assert [(w.a, w.b) for w in ways(made)] == [("well", "well@1"), ("well@1", "well@2")]


def test_lifts_join_storeys():
    lift = RawLift("l", "Lift", (2.0, 2.0), 0.0, 6.0)
    (one,) = ways(assemble(raw(LOW, HIGH, storeys=STOREYS[:2], lifts=(lift,))), WayKind.LIFT)
    assert (one.a, one.b) == ("low", "high")


def test_a_lift_of_which_only_the_car_is_drawn_leads_nowhere():
    lift = RawLift("l", "Lift", (2.0, 2.0), 0.0, 2.2)
    made = assemble(raw(LOW, HIGH, storeys=STOREYS[:2], lifts=(lift,)))
    assert [(one.kind, one.reason) for one in made.loose] == [("lift", "one_end")]
