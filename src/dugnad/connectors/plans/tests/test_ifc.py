"""IFC files of our own: units, widths, boundaries, stairs, and what is broken."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO

import pytest

pytest.importorskip("ifcopenshell", reason="the extra `ifc` is not installed")

from dugnad.connectors.plans import read
from dugnad.connectors.plans.reading import parse
from dugnad.connectors.plans.tests.ifc_house import House, two_rooms
from dugnad.engines.egress.assembly import Unusable
from dugnad.engines.egress.plan import WayKind
from dugnad.engines.egress.quality import report


def made(house: House):
    return parse(house.content, "house.ifc")


def by_rooms(assembly):
    names = {space.id: space.name for space in assembly.plan.spaces}
    return {frozenset(filter(None, (names[w.a], names.get(w.b or "")))): w for w in assembly.plan.ways}


@pytest.mark.parametrize(("unit", "scale"), [("m", 1.0), ("mm", 1000.0)])
def test_the_same_house_in_either_unit(unit, scale):
    found = made(two_rooms(unit, scale))
    ways = by_rooms(found)
    assert ways[frozenset("AB")].width == pytest.approx(0.9)
    assert ways[frozenset("A")].kind is WayKind.EXIT
    assert found.plan.name == "Eksempelhuset"
    assert report(found)["scale_warnings"] == []


def test_millimetres_called_metres_are_set_right_and_told():
    found = made(two_rooms("m", 1000.0))
    assert report(found)["scale_warnings"] == [{"factor": 0.001, "found": pytest.approx(8200)}]
    assert by_rooms(found)[frozenset("AB")].width == pytest.approx(0.9)
    assert report(found)["spaces_without_route_out"] == []


@pytest.mark.parametrize(
    ("stated", "width"),
    [(0.8, 0.8), (None, 0.8), (800.0, 0.8), (0.0008, 0.8), (7.0, 0.8)],
    ids=["stated", "unstated", "millimetres", "metres of metres", "wrong"],
)
def test_a_stated_width_is_held_against_the_door_as_drawn(stated, width):
    house = House()
    house.storey("1", 0.0)
    house.space("A", 0, 0, 4, 4)
    house.space("B", 4.2, 0, 4, 4)
    house.door(4.1, 2, width=stated, real=0.9)
    (way,) = made(house).plan.ways
    assert way.width == pytest.approx(width, abs=0.01)


def test_boundaries_that_name_two_rooms_are_believed():
    house = House()
    house.storey("1", 0.0)
    a, b = house.space("A", 0, 0, 4, 4), house.space("B", 6, 0, 4, 4)
    house.between(house.door(4.1, 2), a, b)
    assert set(by_rooms(made(house))) == {frozenset("AB")}


def test_placeholders_of_property_sets_are_not_believed():
    house = two_rooms()
    rated, blank = house.door(4.1, 1, name="rated"), house.door(4.1, 3, name="blank")
    house.properties(rated, FireRating="EI2 30-CS200")
    house.properties(blank, FireRating="Fire Rating")
    found = made(house)
    fire = {way.id: way.fire_door for way in found.plan.ways}
    assert (fire[rated.GlobalId], fire[blank.GlobalId]) == (True, False)
    assert {n["code"]: n["number"] for n in report(found)["notes"]}["property_sets_ignored"] == 1


def test_flights_on_their_own_that_go_on_from_one_another_are_one_stair():
    house = House()
    house.storey("1", 0.0)
    house.space("A", 0, 0, 10, 4)
    house.flight(0.5, 0.2, steps=8, rise=1.5)
    house.flight(4.0, 0.2, bottom=1.5, steps=8, rise=1.5)
    house.storey("2", 3.0)
    house.space("B", 0, 0, 10, 4, z=3.0)
    found = made(house)
    (way,) = found.plan.ways
    assert (way.kind, report(found)["stairs"], report(found)["stairs_linked"]) == (WayKind.STAIR, 1, 1)
    assert way.riser == pytest.approx(1.5 / 9, abs=0.01)
    assert way.width == pytest.approx(1.2, abs=0.05)


def test_a_house_without_rooms_gets_them_from_its_walls():
    house = House()
    house.storey("1", 0.0)
    for edges in ((0, 0, 8, 0.2), (0, 3.8, 8, 0.2), (0, 0, 0.2, 4), (7.8, 0, 0.2, 4)):
        house.wall(*edges)
    house.door(0.1, 2)
    found = report(made(house))
    assert (found["spaces"], found["exits"], found["guessed"]) == (1, 1, {"spaces": 1})


def test_neither_rooms_nor_walls():
    house = House()
    house.storey("1", 0.0)
    with pytest.raises(Unusable, match="no_spaces"):
        made(house)


def test_no_storeys():
    with pytest.raises(Unusable, match="no_storeys"):
        made(House())


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.99])
def test_a_file_that_was_cut_off(keep):
    content = two_rooms().content
    with pytest.raises(Unusable, match="broken"):
        read(content[: int(len(content) * keep)], "cut.ifc")


@pytest.mark.parametrize("content", [b"ISO-10303-21;", b"ISO-10303-21;\n" + bytes(range(256)) * 50])
def test_a_file_that_only_begins_like_one(content):
    with pytest.raises(Unusable, match="broken"):
        read(content, "bad.ifc")


def test_a_zipped_file_is_read():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("house.ifc", two_rooms().content)
    assert len(read(packed.getvalue(), "house.ifczip").plan.spaces) == 2


def test_a_large_building_takes_bounded_time():
    house = House()
    house.storey("1", 0.0)
    for n in range(600):
        x, y = n % 30 * 4.2, n // 30 * 4.2
        house.space(f"R{n}", x, y, 4, 4)
        house.wall(x + 4, y, 0.2, 4)
        house.wall(x, y + 4, 4.2, 0.2)
        house.door(x + 4.1, y + 2)
    content = house.content
    begun = time.process_time()
    found = parse(content, "large.ifc")
    assert time.process_time() - begun < 60
    assert len(found.plan.spaces) == 600
    assert sum(way.kind is WayKind.DOOR for way in found.plan.ways) == 20 * 29
