"""How good a plan is for getting people out: what it holds, what no route reaches, what was guessed.

The report is plain JSON values. In a fire nobody leaves by lift: lifts join components, but are no route out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from dugnad.engines.egress.assembly.values import Assembly, Loose
from dugnad.engines.egress.plan import Plan, Space, Way, WayKind

Report = dict[str, Any]


def report(assembly: Assembly) -> Report:
    """The report on an assembly; its keys are told in docs/buildings.md."""
    plan = assembly.plan
    empty = [note.text for note in assembly.notes if note.code == "empty_storey"]
    return {
        "name": plan.name,
        "source": assembly.source,
        "storeys": len(plan.storeys) + len(empty),
        "empty_storeys": empty,
        "spaces": len(plan.spaces),
        **_ways(assembly),
        "refuges": sum(space.refuge for space in plan.spaces),
        **_joined(plan),
        **_leading_nowhere(assembly),
        "ramps_too_steep": too_steep(plan),
        "marks": dict(sorted(Counter(mark.kind.value for mark in plan.marks).items())),
        "missing_exits": missing_exits(plan),
        "guessed": guessed(assembly),
        **_noted(assembly),
    }


def _ways(assembly: Assembly) -> Report:
    """How many of each kind there are, those that lead nowhere with them, and how many of them join something."""
    plan, loose = assembly.plan, Counter(one.kind for one in assembly.loose)
    stairs, lifts = _units(plan, WayKind.STAIR), _units(plan, WayKind.LIFT)
    return {
        "doors": _count(plan, WayKind.DOOR) + _count(plan, WayKind.EXIT) + loose["door"],
        "door_pairs_resolved": _count(plan, WayKind.DOOR),
        "openings": _count(plan, WayKind.OPENING),
        "stairs": stairs + loose["stair"],
        "stairs_linked": stairs,
        "lifts": lifts + loose["lift"],
        "ramps": _count(plan, WayKind.RAMP) + loose["ramp"],
        "ramps_linked": _count(plan, WayKind.RAMP),
        "exits": _count(plan, WayKind.EXIT),
    }


def _joined(plan: Plan) -> Report:
    components = connected(plan)
    return {
        "connected_components": len(components),
        "largest_component": max(map(len, components), default=0),
        "spaces_without_route_out": without_route_out(plan),
    }


def _leading_nowhere(assembly: Assembly) -> Report:
    kinds = {"doors": ("door", "opening"), "stairs": ("stair",), "ramps": ("ramp",)}
    return {
        f"{name}_leading_nowhere": [_loose(one) for one in assembly.loose if one.kind in held]
        for name, held in kinds.items()
    }


def _noted(assembly: Assembly) -> Report:
    """How the file was understood; of its scale, what makes one doubt it."""
    notes = [note for note in assembly.notes if note.code not in ("scale", "empty_storey")]
    scales = [note for note in assembly.notes if note.code == "scale"]
    return {
        "scale_warnings": [{"factor": one.number, "found": float(one.text or 0)} for one in scales],
        "notes": [{"code": one.code, "number": one.number, "text": one.text} for one in notes],
    }


def too_steep(plan: Plan) -> list[dict[str, Any]]:
    """The ramps steeper than 1:12, which no wheelchair is reckoned to pass (TEK17 § 12-16, second paragraph)."""
    storey = {space.id: space.storey for space in plan.spaces}
    return [
        {"id": way.id, "storey": storey[way.a], "space": way.a, "slope": way.slope}
        for way in plan.ways
        if way.kind is WayKind.RAMP and not way.rolls
    ]


def _units(plan: Plan, kind: WayKind) -> int:
    """How many stairs or lifts, each of which may have a way for every storey."""
    return len({way.id.split(":")[0] for way in plan.ways if way.kind is kind})


def _count(plan: Plan, kind: WayKind) -> int:
    return sum(way.kind is kind for way in plan.ways)


def _loose(one: Loose) -> dict[str, Any]:
    return {"id": one.id, "storey": one.storey, "space": one.space, "reason": one.reason, "at": list(one.at)}


def _neighbours(ways: Iterable[Way]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for way in ways:
        if way.b is not None:
            found[way.a].add(way.b)
            found[way.b].add(way.a)
    return found


def _reached(starts: Iterable[str], neighbours: Mapping[str, set[str]]) -> set[str]:
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for other in neighbours.get(waiting.pop(), ()):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


def connected(plan: Plan) -> list[set[str]]:
    """The groups of spaces (their ids) that ways of any kind join."""
    neighbours, left, found = _neighbours(plan.ways), {space.id for space in plan.spaces}, []
    for space in plan.spaces:
        if space.id in left:
            group = _reached([space.id], neighbours)
            left -= group
            found.append(group)
    return found


def with_route_out(plan: Plan) -> set[str]:
    """The ids of the spaces that one can leave the building from without a lift."""
    walked = [way for way in plan.ways if way.kind is not WayKind.LIFT]
    exits = {way.a for way in walked if way.kind is WayKind.EXIT}
    return _reached(exits, _neighbours(walked))


def without_route_out(plan: Plan) -> list[dict[str, str]]:
    """The spaces that no route leads out of, and why: 'no_way' touches nothing, 'cut_off' joins only its like."""
    safe = with_route_out(plan)
    touched = {end for way in plan.ways for end in (way.a, way.b)}
    return [_stuck(space, touched) for space in plan.spaces if space.id not in safe]


def _stuck(space: Space, touched: set[str | None]) -> dict[str, str]:
    reason = "cut_off" if space.id in touched else "no_way"
    return {"id": space.id, "name": space.name, "storey": space.storey, "reason": reason}


def missing_exits(plan: Plan) -> list[dict[str, str]]:
    """The storeys that have neither an exit nor a stair that leaves them."""
    storey_of = {space.id: space.storey for space in plan.spaces}
    leaving = {
        storey_of.get(end or "")
        for way in plan.ways
        if way.kind in (WayKind.EXIT, WayKind.STAIR)
        or (way.kind is WayKind.RAMP and storey_of[way.a] != storey_of.get(way.b or ""))
        for end in (way.a, way.b)
    }
    return [{"id": s.id, "name": s.name} for s in plan.storeys if s.id not in leaving]


def guessed(assembly: Assembly) -> dict[str, int]:
    """How many values of each sort the source did not give, as 'door.width' or 'stair.riser'."""
    ways = assembly.plan.ways
    found = Counter(f"{way.kind.value}.{name}" for way in ways for name in way.guessed)
    rooms = sum(int(note.number) for note in assembly.notes if note.code == "rooms_from_walls")
    return dict(sorted((found + Counter({"spaces": rooms})).items()))
