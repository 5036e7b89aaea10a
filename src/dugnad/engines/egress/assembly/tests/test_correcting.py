"""Corrections of a plan by its owner."""

from __future__ import annotations

import pytest

from dugnad.engines.egress.assembly import assemble
from dugnad.engines.egress.assembly.correcting import KINDS, Wrong, correct
from dugnad.engines.egress.assembly.tests.drawing import FIRST, GROUND, door, raw, room
from dugnad.engines.egress.plan import SpaceKind, WayKind
from dugnad.engines.egress.quality import report, without_route_out


@pytest.fixture
def house():
    spaces = (
        room("a", 0, 0, 4, 4),
        room("b", 4.2, 0, 8, 4),
        room("c", 8.2, 0, 12, 4),
        room("up", 0, 0, 4, 4, storey="1"),
    )
    doors = (door("ab", 4.1, 2), door("lost", 30, 30), door("balcony", 0, 2, storey="1", external=True))
    return assemble(raw(*spaces, storeys=(GROUND, FIRST), doors=doors))


def way(made, id):
    return next(one for one in made.plan.ways if one.id == id)


def test_step_by_step_everyone_gets_out(house):
    stuck = lambda made: {one["id"] for one in without_route_out(made.plan)}  # noqa: E731
    assert stuck(house) == {"a", "b", "c", "up"}
    out = correct(house, "exit", {"space": "a", "width": 1.2})
    assert stuck(out) == {"c", "up"}
    joined = correct(out, "join", {"a": "b", "b": "c"})
    assert stuck(joined) == {"up"}
    stair = correct(joined, "stair", {"a": "up", "b": "a", "width": 1.1})
    assert stuck(stair) == set()
    assert (way(stair, "a^up").a, way(stair, "a^up").width) == ("a", 1.1)
    assert set(way(stair, "a^up").guessed) == {"length", "riser", "tread"}
    assert stuck(house) == {"a", "b", "c", "up"}


def test_an_exit_is_put_on_the_outer_edge(house):
    made = way(correct(house, "exit", {"space": "a"}), "exit-a")
    assert (made.kind, made.guessed, made.at[0]) == (WayKind.EXIT, ("width",), pytest.approx(0, abs=2.01))


def test_an_opening_lies_between_its_rooms(house):
    made = way(correct(house, "join", {"a": "b", "b": "c", "width": 2}), "b+c")
    assert made.at == (pytest.approx(8.1, abs=0.1), pytest.approx(2, abs=2))
    assert made.width == 2


def test_doors_that_led_nowhere(house):
    out = correct(house, "exit", {"door": "balcony"})
    assert (way(out, "balcony").a, [one.id for one in out.loose]) == ("up", ["lost"])
    joined = correct(out, "join", {"door": "lost", "a": "b", "b": "c"})
    assert (way(joined, "lost").kind, joined.loose) == (WayKind.DOOR, ())
    assert report(joined)["doors"] == 3


def test_a_door_inside_is_made_an_exit_and_back(house):
    out = correct(house, "exit", {"way": "ab", "space": "b"})
    assert (way(out, "ab").kind, way(out, "ab").a, way(out, "ab").b) == (WayKind.EXIT, "b", None)
    assert correct(out, "remove", {"way": "ab"}).plan.ways == ()


def test_rooms_and_widths(house):
    made = correct(house, "rename", {"space": "a", "name": "  Stue "})
    made = correct(made, "kind", {"space": "a", "to": "corridor"})
    made = correct(made, "refuge", {"space": "a", "on": True})
    found = made.plan.spaces[0]
    assert (found.name, found.kind, found.refuge) == ("Stue", SpaceKind.CORRIDOR, True)
    assert correct(made, "refuge", {"space": "a", "on": False}).plan.spaces[0].refuge is False
    assert way(correct(made, "width", {"way": "ab", "width": 1.4}), "ab").width == 1.4
    assert way(correct(made, "fire_door", {"way": "ab", "on": True}), "ab").fire_door


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("burn", {}, "kind"),
        ("rename", {"space": "nowhere", "name": "x"}, "space"),
        ("rename", {"space": "a", "name": " "}, "name"),
        ("rename", {"space": "a", "name": "x" * 121}, "name"),
        ("kind", {"space": "a", "to": "palace"}, "to"),
        ("width", {"way": "nowhere", "width": 1}, "way"),
        ("width", {"way": "ab", "width": 900}, "width"),
        ("width", {"way": "ab", "width": "wide"}, "width"),
        ("width", {"way": "ab"}, "width"),
        ("exit", {}, "space"),
        ("exit", {"door": "nowhere"}, "door"),
        ("exit", {"door": "lost"}, "space"),
        ("exit", {"way": "ab", "space": "c"}, "way"),
        ("join", {"a": "a", "b": "a"}, "b"),
        ("join", {"a": "a", "b": "b"}, "b"),
        ("join", {"a": "a", "b": "up"}, "b"),
        ("stair", {"a": "a", "b": "b"}, "b"),
        ("stair", {"a": "a", "b": "up", "length": 9000}, "length"),
        ("remove", {"way": None}, "way"),
    ],
)
def test_what_cannot_be_done(house, kind, values, field):
    with pytest.raises(Wrong) as wrong:
        correct(house, kind, values)
    assert wrong.value.field == field


def test_every_kind_of_correction_is_tried_here():
    assert set(KINDS) == {"exit", "join", "stair", "refuge", "rename", "kind", "width", "fire_door", "remove"}
