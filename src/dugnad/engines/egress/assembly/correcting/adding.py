"""New ways: an exit, an opening between two rooms, a stair."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

from dugnad.engines.egress.assembly.correcting.asked import (
    LENGTHS,
    WIDTHS,
    Values,
    Wrong,
    length_of,
    loose_of,
    space_of,
    way_of,
)
from dugnad.engines.egress.assembly.correcting.places import between, middle, on_edge
from dugnad.engines.egress.assembly.correcting.ways import exchanged, with_ways
from dugnad.engines.egress.assembly.values import Assembly
from dugnad.engines.egress.plan import Way, WayKind

SLOPE = hypot(0.17, 0.28) / 0.17


def add_exit(assembly: Assembly, values: Values) -> Assembly:
    """`door`: one that leads nowhere so far, or `way`: one that was taken to lead inside; else `space` and `width`."""
    plan = assembly.plan
    if values.get("door"):
        return _exit_of_loose(assembly, values)
    if values.get("way"):
        return _exit_of_way(assembly, values)
    space = space_of(plan, values, "space")
    way = Way(
        id=_fresh(assembly, f"exit-{space.id}"),
        kind=WayKind.EXIT,
        a=space.id,
        b=None,
        at=on_edge(space.ring, plan.outlines.get(space.storey, ())),
        width=length_of(values, "width", WIDTHS, 0.9),
        guessed=() if values.get("width") else ("width",),
    )
    return with_ways(assembly, (*plan.ways, way))


def _exit_of_way(assembly: Assembly, values: Values) -> Assembly:
    way = way_of(assembly.plan, values)
    inner = space_of(assembly.plan, values, "space").id if values.get("space") else way.a
    if inner not in (way.a, way.b) or way.kind in (WayKind.STAIR, WayKind.LIFT, WayKind.RAMP):
        raise Wrong("way", "no_door")
    sure = tuple(name for name in way.guessed if name != "exit")
    return exchanged(assembly, way, replace(way, kind=WayKind.EXIT, a=inner, b=None, guessed=sure))


def _exit_of_loose(assembly: Assembly, values: Values) -> Assembly:
    door = loose_of(assembly, values)
    inner = door.space or space_of(assembly.plan, values, "space").id
    way = Way(door.id, WayKind.EXIT, inner, None, door.at, width=door.width)
    return with_ways(assembly, (*assembly.plan.ways, way), without=door.id)


def join(assembly: Assembly, values: Values) -> Assembly:
    """`a`, `b`: two spaces of one storey, open to one another; `width` in metres. `door`: through that door."""
    plan = assembly.plan
    a, b = space_of(plan, values, "a"), space_of(plan, values, "b")
    if a.id == b.id:
        raise Wrong("b", "same_space")
    if a.storey != b.storey:
        raise Wrong("b", "other_storey")
    if any({way.a, way.b} == {a.id, b.id} for way in plan.ways):
        raise Wrong("b", "joined")
    if values.get("door"):
        door = loose_of(assembly, values)
        way = Way(door.id, WayKind.DOOR, a.id, b.id, door.at, width=door.width)
        return with_ways(assembly, (*plan.ways, way), without=door.id)
    guessed = () if values.get("width") else ("width",)
    at = between(a.ring, b.ring)
    width = length_of(values, "width", WIDTHS, 0.9)
    way = Way(
        _fresh(assembly, f"{a.id}+{b.id}"), WayKind.OPENING, a.id, b.id, at, width=width, guessed=guessed
    )
    return with_ways(assembly, (*plan.ways, way))


def add_stair(assembly: Assembly, values: Values) -> Assembly:
    """`a`, `b`: spaces of two storeys; `width` and `length` (along the slope) in metres."""
    plan = assembly.plan
    ends = [space_of(plan, values, "a"), space_of(plan, values, "b")]
    elevation = {storey.id: storey.elevation for storey in plan.storeys}
    low, high = sorted(ends, key=lambda space: elevation[space.storey])
    rise = elevation[high.storey] - elevation[low.storey]
    if rise <= 0:
        raise Wrong("b", "same_storey")
    if any(way.kind is WayKind.STAIR and {way.a, way.b} == {low.id, high.id} for way in plan.ways):
        raise Wrong("b", "joined")
    given = tuple(name for name in ("width", "length") if values.get(name))
    way = Way(
        id=_fresh(assembly, f"{low.id}^{high.id}"),
        kind=WayKind.STAIR,
        a=low.id,
        b=high.id,
        at=middle(low.ring),
        width=length_of(values, "width", WIDTHS, 1.0),
        length=length_of(values, "length", LENGTHS, round(rise * SLOPE, 2)),
        guessed=tuple(name for name in ("width", "length", "riser", "tread") if name not in given),
    )
    return with_ways(assembly, (*plan.ways, way))


def _fresh(assembly: Assembly, wanted: str) -> str:
    taken = {way.id for way in assembly.plan.ways} | {one.id for one in assembly.loose}
    names = (wanted if n == 1 else f"{wanted}~{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
