"""Which rooms doors join, and which lead outside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dugnad.engines.egress.assembly import Assembly, Raw, assemble
from dugnad.engines.egress.assembly.tests.drawing import CELLAR, FIRST, GROUND, door, flight, raw, room, wall
from dugnad.engines.egress.plan import Way, WayKind

LEFT, RIGHT = room("left", 0, 0, 4, 4), room("right", 4.2, 0, 8, 4)


def way(made: Assembly, id: str) -> Way:
    return next(one for one in made.plan.ways if one.id == id)


def reason(made: Assembly, id: str) -> str:
    assert id not in {one.id for one in made.plan.ways}
    return next(one.reason for one in made.loose if one.id == id)


@pytest.mark.parametrize("thick", [0.05, 0.2, 0.6, 1.2])
def test_a_probe_on_both_sides_finds_the_rooms(thick):
    other = room("right", 4 + thick, 0, 8 + thick, 4)
    made = way(assemble(raw(LEFT, other, doors=(door("d", 4 + thick / 2, 2, depth=thick),))), "d")
    assert (made.kind, {made.a, made.b}) == (WayKind.DOOR, {"left", "right"})
    assert (made.width, made.at, made.guessed) == (0.9, (4 + thick / 2, 2.0), ())


def test_a_leaf_thinner_than_its_wall_still_finds_both():
    far = room("right", 4.5, 0, 8, 4)
    assert {way(assemble(raw(LEFT, far, doors=(door("d", 4.05, 2, depth=0.05),))), "d").b} <= {
        "left",
        "right",
    }


def test_two_stated_rooms_are_believed_where_one_side_finds_none():
    far = room("right", 6, 0, 9, 4)
    stated = door("d", 4.1, 2, spaces=("left", "right"))
    made = way(assemble(raw(LEFT, far, doors=(stated,))), "d")
    assert {made.a, made.b} == {"left", "right"}


def test_three_stated_rooms_are_settled_by_the_probe():
    third = room("third", 0, 5, 8, 9)
    stated = door("d", 4.1, 2, spaces=("third", "left", "right", "left"))
    made = way(assemble(raw(LEFT, RIGHT, third, doors=(stated,))), "d")
    assert {made.a, made.b} == {"left", "right"}


def test_two_stated_rooms_that_lie_elsewhere_are_not_believed():
    third, fourth = room("third", 0, 5, 8, 9), room("fourth", 0, 10, 8, 14)
    made = way(
        assemble(raw(LEFT, RIGHT, third, fourth, doors=(door("d", 4.1, 2, spaces=("third", "fourth")),))), "d"
    )
    assert {made.a, made.b} == {"left", "right"}


def test_a_door_in_the_outer_wall_is_an_exit():
    made = way(assemble(raw(LEFT, RIGHT, doors=(door("out", 0, 2),))), "out")
    assert (made.kind, made.a, made.b, made.guessed) == (WayKind.EXIT, "left", None, ())


def test_a_door_said_to_be_inside_makes_a_guessed_exit():
    made = way(assemble(raw(LEFT, doors=(door("out", 0, 2, external=False),))), "out")
    assert (made.kind, made.guessed) == (WayKind.EXIT, ("exit",))


def ring_of_rooms() -> Raw:
    """A hole of 3 x 3 m that is no room, with rooms all around."""
    around = (
        room("south", 0, 0, 9, 3),
        room("north", 0, 6, 9, 9),
        room("west", 0, 3, 3, 6),
        room("east", 6, 3, 9, 6),
    )
    return raw(*around, doors=(door("in", 3, 4.5),))


def test_a_door_into_what_is_enclosed_leads_nowhere():
    assert reason(assemble(ring_of_rooms()), "in") == "one_space"


def test_a_court_that_is_said_to_be_outside_is_a_guessed_exit():
    court = replace(ring_of_rooms(), doors=(door("in", 3, 4.5, external=True),))
    made = way(assemble(court), "in")
    assert (made.kind, made.guessed) == (WayKind.EXIT, ("exit",))


def test_a_door_to_a_balcony_is_no_exit():
    up = room("up", 0, 0, 4, 4, storey="1")
    made = assemble(
        raw(LEFT, up, storeys=(GROUND, FIRST), doors=(door("out", 0, 2, storey="1", external=True),))
    )
    assert reason(made, "out") == "above_ground"


def test_a_door_at_the_head_of_an_outside_stair_is_an_exit():
    up = room("up", 0, 0, 4, 4, storey="1")
    stair = flight("s", 5, 2)
    turned = replace(stair, steps=tuple(replace(s, x=14 - s.x) for s in stair.steps))
    doors = (door("out", 4, 2, storey="1", external=True),)
    made = assemble(raw(LEFT, up, storeys=(GROUND, FIRST), doors=doors, stairs=(turned,)))
    assert way(made, "out").kind is WayKind.EXIT


def test_a_cellar_door_is_a_guessed_exit():
    below = room("below", 0, 0, 4, 4, storey="-1")
    made = assemble(
        raw(LEFT, below, storeys=(CELLAR, GROUND), doors=(door("out", 0, 2, storey="-1", external=True),))
    )
    assert way(made, "out").guessed == ("exit",)


def test_a_building_on_absolute_heights_has_its_ground_where_its_outer_doors_are():
    low, high = replace(CELLAR, elevation=42.0), replace(GROUND, elevation=45.0)
    spaces = (room("below", 0, 0, 4, 4, storey="-1"), LEFT)
    doors = (door("out", 0, 2, external=True),)
    made = assemble(raw(*spaces, storeys=(low, high), doors=doors))
    assert way(made, "out").guessed == ()
    assert [storey.elevation for storey in made.plan.storeys] == [0.0, 3.0]


def test_a_door_within_one_room_and_one_that_touches_none():
    doors = (door("within", 2, 2), door("lost", 30, 30))
    made = assemble(raw(LEFT, doors=doors))
    assert (reason(made, "within"), reason(made, "lost")) == ("same_space", "no_space")


def test_an_unfilled_opening_is_an_opening():
    made = assemble(
        raw(LEFT, RIGHT, walls=(wall(4, 0, 4.2, 4),), doors=(door("arch", 4.1, 2, opening=True),))
    )
    assert way(made, "arch").kind is WayKind.OPENING


def test_a_door_under_the_wrong_storey_is_moved_to_where_it_stands():
    up = room("up", 0, 0, 4, 4, storey="1")
    moved = door("d", 4.1, 2, storey="1", floor=0.0)
    made = way(assemble(raw(LEFT, RIGHT, up, storeys=(GROUND, FIRST), doors=(moved,))), "d")
    assert {made.a, made.b} == {"left", "right"}
