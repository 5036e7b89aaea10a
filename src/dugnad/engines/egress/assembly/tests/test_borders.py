"""Open borders: near one another, and nothing in between."""

from __future__ import annotations

import time

import pytest

from dugnad.engines.egress.assembly import RawBorder, assemble
from dugnad.engines.egress.assembly.tests.drawing import door, raw, room, wall
from dugnad.engines.egress.plan import WayKind

FAR_WALL = wall(20, 20, 21, 21)
LEFT, RIGHT = room("left", 0, 0, 4, 4), room("right", 4.2, 0, 8, 4)


def borders(*walls, spaces=(LEFT, RIGHT), **more):
    return [w for w in assemble(raw(*spaces, walls=walls, **more)).plan.ways if w.kind is WayKind.OPENING]


def test_a_wall_all_along_is_no_border():
    assert borders(wall(4, 0, 4.2, 4)) == []


def test_a_wall_in_part_leaves_the_rest_open():
    (one,) = borders(wall(4, 0, 4.2, 2.5))
    assert ({one.a, one.b}, one.guessed) == ({"left", "right"}, ())
    assert one.width == pytest.approx(1.5, abs=0.2)
    assert one.at[1] == pytest.approx(3.25, abs=0.25)


def test_a_gap_too_narrow_to_pass_is_no_border():
    assert borders(wall(4, 0, 4.2, 3.5)) == []


def test_a_railing_stands_in_the_way_and_a_beam_under_the_ceiling_does_not():
    assert borders(wall(4, 0, 4.2, 4, top=1.0)) == []
    (one,) = borders(FAR_WALL, wall(4, 0, 4.2, 4, bottom=2.2))
    assert one.width == pytest.approx(4, abs=0.2)


@pytest.mark.parametrize(("gap", "found"), [(0.0, 1), (1.4, 1), (1.6, 0)])
def test_how_far_apart(gap, found):
    assert len(borders(FAR_WALL, spaces=(LEFT, room("right", 4 + gap, 0, 8, 4)))) == found


def test_the_nearer_room_is_the_neighbour():
    between, beyond = room("between", 4.1, 0, 4.6, 4), room("beyond", 4.7, 0, 8, 4)
    pairs = {frozenset((w.a, w.b)) for w in borders(FAR_WALL, spaces=(LEFT, between, beyond))}
    assert pairs == {frozenset(("left", "between")), frozenset(("between", "beyond"))}


def test_without_walls_nothing_is_known_to_be_open():
    assert borders() == []


def test_a_door_is_enough_between_two_rooms():
    walls = (wall(4, 0, 4.2, 2.5),)
    assert borders(*walls, doors=(door("d", 4.1, 1),)) == []


def test_a_named_border_is_believed():
    (one,) = borders(borders=(RawBorder("right", "left"), RawBorder("left", "nowhere")))
    assert one.width == pytest.approx(4, abs=0.2)
    (narrow,) = borders(borders=(RawBorder("left", "right"),), spaces=(LEFT, room("right", 4, 4, 8, 8)))
    assert narrow.guessed == ("width",)


def test_five_thousand_rooms_take_bounded_time():
    spaces, walls, doors = [], [], []
    for row in range(50):
        for column in range(100):
            x, y = column * 4.2, row * 4.2
            spaces.append(room(f"r{row}-{column}", x, y, x + 4, y + 4))
            walls += [wall(x + 4, y, x + 4.2, y + 4), wall(x, y + 4, x + 4.2, y + 4.2)]
            doors.append(door(f"d{row}-{column}", x + 4.1, y + 2))
    begun = time.process_time()
    made = assemble(raw(*spaces, walls=tuple(walls), doors=tuple(doors)))
    assert time.process_time() - begun < 60
    assert len(made.plan.spaces) == 5000
    assert sum(way.kind is WayKind.DOOR for way in made.plan.ways) == 50 * 99
