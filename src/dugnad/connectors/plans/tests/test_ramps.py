"""Ramps of an IFC file, by the command and by the route of one who rolls; ramps of IMDF and GeoJSON."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

pytest.importorskip("ifcopenshell", reason="the extra `ifc` is not installed")

from dugnad.connectors.plans.reading import parse
from dugnad.connectors.plans.tests.ifc_house import House
from dugnad.connectors.plans.tests.test_geo import content, feature, imdf, room
from dugnad.engines.egress import graph as graphs
from dugnad.engines.egress.plan import WayKind, from_json, to_json
from dugnad.engines.egress.quality import report
from dugnad.engines.egress.routing import Walker, reroute
from dugnad.web.cli import main

ROLLING = Walker(level=0.69, up=None, down=None, width=0.8)
WALKING = Walker()


def house(slope: float, *, unit: str = "m", scale: float = 1.0, kind: str = "IfcRampFlight") -> House:
    """A room above, a hall below with a door out, and a ramp of three metres' rise between them."""
    made, run = House(unit, scale), 3.0 / slope
    made.storey("1", 0.0)
    made.space("Hall", 0, 0, 6, 4)
    made.door(0, 2, name="out")
    made.storey("2", 3.0)
    made.space("Upstairs", 4 + run, 0, 6, 4, z=3.0)
    made.ramp(4, 1, slope=slope, rise=3.0, kind=kind)
    return made


def out(plan, walker) -> float:
    """Seconds from the room upstairs to the outside."""
    made = graphs.build(plan)
    upstairs = next(space.id for space in plan.spaces if space.name == "Upstairs")
    path = reroute(made, walker).path(upstairs)
    return path.seconds if path else float("inf")


@pytest.mark.parametrize("kind", ["IfcRamp", "IfcRampFlight"])
@pytest.mark.parametrize(("unit", "scale"), [("m", 1.0), ("mm", 1000.0)])
def test_a_ramp_joins_two_storeys_and_is_measured(unit, scale, kind):
    found = parse(house(1 / 15, unit=unit, scale=scale, kind=kind).content, "house.ifc")
    ramp = next(way for way in found.plan.ways if way.kind is WayKind.RAMP)
    names = {space.id: space.name for space in found.plan.spaces}
    assert (names[ramp.a], names[ramp.b]) == ("Hall", "Upstairs")
    assert (ramp.slope, ramp.width) == (pytest.approx(1 / 15, abs=1e-3), pytest.approx(1.2, abs=0.01))
    assert ramp.length == pytest.approx((3**2 + 45**2) ** 0.5, abs=0.1)
    assert ramp.guessed == ()
    assert from_json(to_json(found.plan)) == found.plan


def test_who_rolls_gets_out_over_it_as_fast_as_on_the_level():
    plan = parse(house(1 / 15).content, "house.ifc").plan
    seconds = out(plan, ROLLING)
    assert 45 / 0.69 < seconds < 65 / 0.69
    without = from_json({**to_json(plan), "ways": [w for w in to_json(plan)["ways"] if w["kind"] != "ramp"]})
    assert out(without, ROLLING) == float("inf")


def test_a_steep_one_is_for_walkers_only():
    found = parse(house(1 / 8).content, "house.ifc")
    assert out(found.plan, ROLLING) == float("inf")
    assert out(found.plan, WALKING) < float("inf")
    told = report(found)
    assert [round(one["slope"], 3) for one in told["ramps_too_steep"]] == [0.125]
    assert told["spaces_without_route_out"] == []


def test_one_in_twelve_is_just_passable():
    assert out(parse(house(1 / 12).content, "house.ifc").plan, ROLLING) < float("inf")


def test_the_command_counts_it(tmp_path):
    file = tmp_path / "house.ifc"
    file.write_bytes(house(1 / 8).content)
    done = CliRunner().invoke(main, ["building", "import", str(file), "--json"])
    found = json.loads(done.stdout)
    assert (found["ramps"], found["ramps_linked"], len(found["ramps_too_steep"])) == (1, 1, 1)
    words = CliRunner().invoke(main, ["building", "import", str(file), "--language", "en"]).stdout
    assert "Ramps too steep for a wheelchair" in words
    assert "1:8" in words


def test_a_ramp_that_reaches_no_room_is_told():
    made = house(1 / 15)
    made.space("Far", 70, 20, 4, 4, z=3.0)
    made.ramp(62, 10, slope=1 / 12, rise=0.3, bottom=3.0)
    told = report(parse(made.content, "house.ifc"))
    apart = [note["number"] for note in told["notes"] if note["code"] == "ramps_apart"]
    assert (told["ramps"] + sum(apart), told["ramps_linked"]) == (2, 1)


def test_ramps_within_a_storey_join_rooms():
    made = House()
    made.storey("1", 0.0)
    made.space("Low", 0, 0, 4, 4)
    made.space("High", 10, 0, 4, 4, z=0.4)
    made.ramp(4, 1, slope=0.4 / 6, rise=0.4)
    ramp = next(w for w in parse(made.content, "x.ifc").plan.ways if w.kind is WayKind.RAMP)
    assert ramp.length == pytest.approx(6, abs=0.1)


def test_a_ramp_without_a_slope_is_guessed_passable():
    rooms = [room("a", 0, 0, 4, 4, storey="0"), room("b", 0, 0, 4, 4, storey="1")]
    told = report(parse(content(*rooms, feature("r", "Point", [2, 2], kind="ramp", spaces=["a", "b"])), "x"))
    assert (told["ramps_linked"], told["ramps_too_steep"], told["guessed"]["ramp.slope"]) == (1, [], 1)


def test_imdf_ramps_are_no_stairs():
    ends = {"origin": {"id": "u1"}, "destination": {"id": "u4"}}
    relation = {**feature("r1", "Point", [0, 0], category="ramp", **ends), "geometry": None}
    told = report(parse(imdf(relationship=content(relation)), "mall.zip"))
    assert (told["ramps_linked"], told["stairs_linked"]) == (1, 1)
