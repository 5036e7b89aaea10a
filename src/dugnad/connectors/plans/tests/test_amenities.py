"""What stands in a building's rooms, from IMDF: marks, refuges, and what was left."""

from __future__ import annotations

from dugnad.connectors.plans.reading import parse
from dugnad.connectors.plans.tests.test_geo import content, feature, imdf, on_globe
from dugnad.engines.egress.plan import from_json, to_json
from dugnad.engines.egress.quality import report


def amenity(id: str, category: str, x: float, y: float, unit: str | None, **properties):
    named = [unit] if unit else []
    return feature(id, "Point", on_globe([[x, y]])[0], category=category, unit_ids=named, **properties)


def mall_file() -> bytes:
    rows = [
        amenity("a1", "defibrillator", 1, 1, "u1", name={"en": "By the counter"}),
        amenity("a2", "mobilityrescue", 9, 2, "u3"),
        amenity("a3", "meetingpoint", 2, 2, "u4"),
        amenity("a4", "atm", 3, 3, "u1"),
        amenity("a5", "something.new", 3, 3, "u1"),
        amenity("a6", "fireextinguisher", 3, 3, None),
    ]
    fixture = feature("f1", "Point", on_globe([[1, 1]])[0], category="furniture")
    return imdf(amenity=content(*rows), fixture=content(fixture))


def mall():
    return parse(mall_file(), "mall.zip")


def test_marks_lie_on_the_storey_of_their_room():
    plan = mall().plan
    assert {(mark.kind.value, mark.storey, mark.name) for mark in plan.marks} == {
        ("defibrillator", "L0", "By the counter"),
        ("refuge", "L1", ""),
        ("meeting_point", "L1", ""),
    }
    assert from_json(to_json(plan)) == plan


def test_a_place_for_rescue_makes_its_room_a_refuge():
    assert [space.id for space in mall().plan.spaces if space.refuge] == ["u3"]


def test_what_is_left_is_counted_and_named():
    told = report(mall())
    found = {note["code"]: (note["number"], note["text"]) for note in told["notes"]}
    assert found["amenities_left"] == (2, "atm, something.new")
    assert found["amenities_unplaced"][0] == 1
    assert found["fixtures_left"] == (1, "furniture")
    assert told["marks"] == {"defibrillator": 1, "meeting_point": 1, "refuge": 1}
