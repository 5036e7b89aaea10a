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
    plan, loose = assembly.plan, assembly.loose
    components = connected(plan)
    stairs = {_unit(way) for way in plan.ways if way.kind is WayKind.STAIR}
    doors = [way for way in plan.ways if way.kind in (WayKind.DOOR, WayKind.EXIT)]
    loose_doors = [one for one in loose if one.kind in ("door", "opening")]
    loose_stairs = [one for one in loose if one.kind == "stair"]
    empty = [note.text for note in assembly.notes if note.code == "empty_storey"]
    return {
        "name": plan.name,
        "source": assembly.source,
        "storeys": len(plan.storeys) + len(empty),
        "empty_storeys": empty,
        "spaces": len(plan.spaces),
        "doors": len(doors) + sum(one.kind == "door" for one in loose_doors),
        "door_pairs_resolved": _count(plan, WayKind.DOOR),
        "openings": _count(plan, WayKind.OPENING),
        "stairs": len(stairs) + len(loose_stairs),
        "stairs_linked": len(stairs),
        "lifts": len({_unit(w) for w in plan.ways if w.kind is WayKind.LIFT})
        + sum(one.kind == "lift" for one in loose),
        "exits": _count(plan, WayKind.EXIT),
        "refuges": sum(space.refuge for space in plan.spaces),
        "connected_components": len(components),
        "largest_component": max(map(len, components), default=0),
        "spaces_without_route_out": without_route_out(plan),
        "doors_leading_nowhere": [_loose(one) for one in loose_doors],
        "stairs_leading_nowhere": [_loose(one) for one in loose_stairs],
        "missing_exits": missing_exits(plan),
        "guessed": guessed(assembly),
        "scale_warnings": [
            {"factor": note.number, "found": float(note.text or 0)}
            for note in assembly.notes
            if note.code == "scale"
        ],
        "notes": [
            {"code": note.code, "number": note.number, "text": note.text}
            for note in assembly.notes
            if note.code not in ("scale", "empty_storey")
        ],
    }


def _unit(way: Way) -> str:
    return way.id.split(":")[0]


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
        for end in (way.a, way.b)
    }
    return [{"id": s.id, "name": s.name} for s in plan.storeys if s.id not in leaving]


def guessed(assembly: Assembly) -> dict[str, int]:
    """How many values of each sort the source did not give, as 'door.width' or 'stair.riser'."""
    ways = assembly.plan.ways
    found = Counter(f"{way.kind.value}.{name}" for way in ways for name in way.guessed)
    rooms = sum(int(note.number) for note in assembly.notes if note.code == "rooms_from_walls")
    return dict(sorted((found + Counter({"spaces": rooms})).items()))
