"""Units, rooms from walls, odd shapes, and the form that is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dugnad.engines.egress.assembly import Assembly, RawSpace, Unusable, assemble
from dugnad.engines.egress.assembly.naming import is_refuge, kind_of
from dugnad.engines.egress.assembly.tests.drawing import FIRST, GROUND, door, flight, raw, room, wall
from dugnad.engines.egress.plan import SpaceKind


def house(scale: float = 1.0):
    spaces = [
        room("a", 0, 0, 4 * scale, 4 * scale, floor=0.0, top=2.5 * scale),
        room("b", 4.2 * scale, 0, 8 * scale, 4 * scale, floor=0.0, top=2.5 * scale),
    ]
    return raw(*spaces, doors=(door("d", 4.1 * scale, 2 * scale, width=0.9 * scale, depth=0.2 * scale),))


@pytest.mark.parametrize(("scale", "factor"), [(1000, 0.001), (0.001, 1000), (100, 0.01)])
def test_a_wrong_unit_is_named_and_set_right(scale, factor):
    made = assemble(house(scale))
    assert [(n.number, float(n.text)) for n in made.notes if n.code == "scale"] == [
        (factor, pytest.approx(8 * scale))
    ]
    assert made.plan.ways[0].width == pytest.approx(0.9)
    assert max(x for space in made.plan.spaces for x, _ in space.ring) == pytest.approx(8)


def test_a_right_unit_is_left_alone():
    assert [n for n in assemble(house()).notes if n.code == "scale"] == []


def test_what_no_unit_makes_a_building_is_refused():
    with pytest.raises(Unusable, match="scale"):
        assemble(raw(room("a", 0, 0, 0.3, 0.3, floor=0.0, top=400.0)))


def test_rooms_are_drawn_from_walls_when_there_are_none():
    walls = (
        wall(0, 0, 8, 0.2),
        wall(0, 4, 8, 4.2),
        wall(0, 0, 0.2, 4.2),
        wall(7.8, 0, 8, 4.2),
        wall(4, 0, 4.2, 4.2),
    )
    made = assemble(raw(walls=walls, doors=(door("d", 4.1, 2), door("out", 0.1, 2))))
    assert len(made.plan.spaces) == 2
    assert {way.id: way.kind.value for way in made.plan.ways} == {"d": "door", "out": "exit"}
    assert [note.number for note in made.notes if note.code == "rooms_from_walls"] == [2]


@pytest.mark.parametrize("walls", [(), (wall(0, 0, 8, 0.2),)])
def test_neither_rooms_nor_what_encloses_one(walls):
    with pytest.raises(Unusable, match="no_spaces"):
        assemble(raw(walls=walls))


def test_no_storeys():
    with pytest.raises(Unusable, match="no_storeys"):
        assemble(raw(room("a", 0, 0, 4, 4), storeys=()))


def test_too_many_spaces():
    with pytest.raises(Unusable, match="too_many"):
        assemble(raw(*[room(str(n), 0, 0, 4, 4) for n in range(20_001)]))


def test_odd_shapes_do_no_harm():
    bow = RawSpace("bow", "Bow", "0", ((0, 0), (4, 4), (4, 0), (0, 4)))
    line = RawSpace("line", "Line", "0", ((0, 0), (4, 0)))
    made = assemble(raw(bow, line, room("a", 5, 0, 9, 4), room("a", 5, 0, 9, 4)))
    assert {space.id for space in made.plan.spaces} == {"bow", "a"}


def test_coordinates_of_a_country_are_moved_to_the_building():
    east, north = 300_000.0, 6_700_000.0
    spaces = (room("a", east, north, east + 4, north + 4), room("b", east + 4.2, north, east + 8, north + 4))
    made = assemble(raw(*spaces, doors=(door("d", east + 4.1, north + 2),)))
    assert made.plan.ways[0].at == (4.1, 2.0)


def test_an_empty_storey_is_left_out_and_told():
    made = assemble(replace(house(), storeys=(GROUND, FIRST)))
    assert [s.id for s in made.plan.storeys] == ["0"]
    assert [n.text for n in made.notes if n.code == "empty_storey"] == ["First"]


def test_the_stored_form_gives_the_same_back():
    up = room("up", 0, 0, 8, 4, storey="1")
    spaces = house().spaces
    made = assemble(
        raw(*spaces, up, storeys=(GROUND, FIRST), stairs=(flight("s", 1, 2),), doors=(door("x", 30, 30),))
    )
    assert made.loose
    assert made.plan.ways
    assert Assembly.from_json(made.to_json()) == made


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("204 Trapperom", SpaceKind.STAIR),
        ("Treppenhaus", SpaceKind.STAIR),
        ("Heissjakt", SpaceKind.LIFT),
        ("Ventilasjonssjakt", SpaceKind.SHAFT),
        ("Korridor 2", SpaceKind.CORRIDOR),
        ("Flur", SpaceKind.CORRIDOR),
        ("Inngangsparti", SpaceKind.ROOM),
        ("Stue", SpaceKind.ROOM),
        ("", SpaceKind.ROOM),
    ],
)
def test_what_names_tell(name, kind):
    assert kind_of(name) is kind


def test_names_of_refuges():
    assert is_refuge("Ventesone B")
    assert not is_refuge("Sykerom")
