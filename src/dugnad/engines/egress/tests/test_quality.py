"""The report on a plan."""

from __future__ import annotations

from dugnad.engines.egress.assembly.values import Assembly, Loose, Note
from dugnad.engines.egress.plan import Plan, Space, SpaceKind, Storey, Way, WayKind
from dugnad.engines.egress.quality import connected, report, with_route_out

RING = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))


def space(id: str, storey: str = "1", *, refuge: bool = False) -> Space:
    return Space(id, id.upper(), storey, SpaceKind.ROOM, RING, refuge)


def way(id: str, kind: WayKind, a: str, b: str | None, *guessed: str) -> Way:
    return Way(id, kind, a, b, (0.0, 0.0), guessed=guessed)


PLAN = Plan(
    "House",
    (Storey("1", "1", 0.0), Storey("2", "2", 3.0), Storey("3", "3", 6.0)),
    (
        space("a"),
        space("b"),
        space("c", "2"),
        space("d", "3", refuge=True),
        space("e"),
        space("f"),
        space("g"),
    ),
    (
        way("out", WayKind.EXIT, "a", None, "exit"),
        way("ab", WayKind.DOOR, "a", "b", "width"),
        way("s:1", WayKind.STAIR, "b", "c", "width", "length"),
        way("l", WayKind.LIFT, "c", "d"),
        way("ef", WayKind.OPENING, "e", "f"),
    ),
)
FOUND = report(
    Assembly(
        PLAN,
        "ifc",
        (
            Loose("x", "door", "1", (0.0, 0.0), "one_space", "e"),
            Loose("s2", "stair", "2", (0.0, 0.0), "one_end"),
        ),
        (
            Note("scale", 0.001, "8000"),
            Note("empty_storey", -3, "Cellar"),
            Note("steps", 2),
            Note("rooms_from_walls", 4),
        ),
    )
)


def test_what_there_is():
    numbers = {
        "storeys": 4,
        "spaces": 7,
        "doors": 3,
        "door_pairs_resolved": 1,
        "openings": 1,
        "stairs": 2,
        "stairs_linked": 1,
        "lifts": 1,
        "exits": 1,
        "refuges": 1,
        "connected_components": 3,
        "largest_component": 4,
    }
    assert {key: FOUND[key] for key in numbers} == numbers
    assert (FOUND["name"], FOUND["source"], FOUND["empty_storeys"]) == ("House", "ifc", ["Cellar"])


def test_nobody_leaves_by_lift():
    assert with_route_out(PLAN) == {"a", "b", "c"}
    assert {"a", "b", "c", "d"} in connected(PLAN)


def test_rooms_without_a_way_out_and_why():
    assert {one["id"]: one["reason"] for one in FOUND["spaces_without_route_out"]} == {
        "d": "cut_off",
        "e": "cut_off",
        "f": "cut_off",
        "g": "no_way",
    }


def test_what_leads_nowhere():
    assert [(one["id"], one["space"]) for one in FOUND["doors_leading_nowhere"]] == [("x", "e")]
    assert [one["id"] for one in FOUND["stairs_leading_nowhere"]] == ["s2"]
    assert FOUND["missing_exits"] == [{"id": "3", "name": "3"}]


def test_what_was_guessed_and_noted():
    assert FOUND["guessed"] == {
        "door.width": 1,
        "exit.exit": 1,
        "spaces": 4,
        "stair.length": 1,
        "stair.width": 1,
    }
    assert FOUND["scale_warnings"] == [{"factor": 0.001, "found": 8000.0}]
    assert {note["code"] for note in FOUND["notes"]} == {"steps", "rooms_from_walls"}
