"""What an owner says of a plan that the file did not: each correction gives a new assembly and leaves the old."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import Any

from dugnad.engines.egress.assembly.values import Assembly, Loose
from dugnad.engines.egress.plan import Plan, Point, Ring, Space, SpaceKind, Way, WayKind

WIDTHS = (0.4, 20.0)
LENGTHS = (0.5, 200.0)
MOST_NAME = 120
SLOPE = hypot(0.17, 0.28) / 0.17


class Wrong(ValueError):
    """The correction cannot be made; `field` names what is wrong with it, `code` what."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


Values = Mapping[str, Any]


def correct(assembly: Assembly, kind: str, values: Values) -> Assembly:
    """The assembly with one correction of a kind of `KINDS`; raises Wrong."""
    if kind not in KINDS:
        raise Wrong("kind", "unknown")
    return KINDS[kind](assembly, values)


def _space(plan: Plan, values: Values, field: str) -> Space:
    found = next((space for space in plan.spaces if space.id == values.get(field)), None)
    if found is None:
        raise Wrong(field, "no_such_space")
    return found


def _way(plan: Plan, values: Values) -> Way:
    found = next((way for way in plan.ways if way.id == values.get("way")), None)
    if found is None:
        raise Wrong("way", "no_such_way")
    return found


def _length(values: Values, field: str, between: tuple[float, float], usual: float | None) -> float:
    value = values.get(field)
    if value is None and usual is not None:
        return usual
    if not isinstance(value, int | float) or not between[0] <= value <= between[1]:
        raise Wrong(field, "out_of_bounds")
    return round(float(value), 3)


def _with_space(assembly: Assembly, old: Space, new: Space) -> Assembly:
    spaces = tuple(new if space is old else space for space in assembly.plan.spaces)
    return replace(assembly, plan=replace(assembly.plan, spaces=spaces))


def _with_ways(assembly: Assembly, ways: tuple[Way, ...], without: str = "") -> Assembly:
    loose = tuple(one for one in assembly.loose if one.id != without)
    return replace(assembly, plan=replace(assembly.plan, ways=ways), loose=loose)


def rename(assembly: Assembly, values: Values) -> Assembly:
    """`space`, `name`."""
    space = _space(assembly.plan, values, "space")
    name = str(values.get("name") or "").strip()
    if not 0 < len(name) <= MOST_NAME:
        raise Wrong("name", "length")
    return _with_space(assembly, space, replace(space, name=name))


def set_kind(assembly: Assembly, values: Values) -> Assembly:
    """`space`, `to`: a `SpaceKind`."""
    space = _space(assembly.plan, values, "space")
    if values.get("to") not in list(SpaceKind):
        raise Wrong("to", "unknown")
    return _with_space(assembly, space, replace(space, kind=SpaceKind(values["to"])))


def set_refuge(assembly: Assembly, values: Values) -> Assembly:
    """`space`, `on`: one can wait there for rescue, or not."""
    space = _space(assembly.plan, values, "space")
    return _with_space(assembly, space, replace(space, refuge=values.get("on") is True))


def set_width(assembly: Assembly, values: Values) -> Assembly:
    """`way`, `width` in metres."""
    way = _way(assembly.plan, values)
    width = _length(values, "width", WIDTHS, None)
    known = tuple(name for name in way.guessed if name != "width")
    return _exchanged(assembly, way, replace(way, width=width, guessed=known))


def set_fire_door(assembly: Assembly, values: Values) -> Assembly:
    """`way`, `on`: it closes by itself and holds back smoke, or not."""
    way = _way(assembly.plan, values)
    return _exchanged(assembly, way, replace(way, fire_door=values.get("on") is True))


def _exchanged(assembly: Assembly, old: Way, new: Way) -> Assembly:
    return _with_ways(assembly, tuple(new if way is old else way for way in assembly.plan.ways))


def remove(assembly: Assembly, values: Values) -> Assembly:
    """`way`: nobody can pass there."""
    way = _way(assembly.plan, values)
    return _with_ways(assembly, tuple(one for one in assembly.plan.ways if one is not way))


def add_exit(assembly: Assembly, values: Values) -> Assembly:
    """`door`: one that leads nowhere so far, or `way`: one that was taken to lead inside; else `space` and `width`."""
    plan = assembly.plan
    if values.get("door"):
        return _exit_of_loose(assembly, values)
    if values.get("way"):
        way = _way(plan, values)
        inner = _space(plan, values, "space").id if values.get("space") else way.a
        if inner not in (way.a, way.b) or way.kind in (WayKind.STAIR, WayKind.LIFT):
            raise Wrong("way", "no_door")
        return _exchanged(assembly, way, replace(way, kind=WayKind.EXIT, a=inner, b=None, guessed=_sure(way)))
    space = _space(plan, values, "space")
    way = Way(
        id=_fresh(assembly, f"exit-{space.id}"),
        kind=WayKind.EXIT,
        a=space.id,
        b=None,
        at=_on_edge(space.ring, plan.outlines.get(space.storey, ())),
        width=_length(values, "width", WIDTHS, 0.9),
        guessed=() if values.get("width") else ("width",),
    )
    return _with_ways(assembly, (*plan.ways, way))


def _sure(way: Way) -> tuple[str, ...]:
    return tuple(name for name in way.guessed if name != "exit")


def _loose(assembly: Assembly, values: Values) -> Loose:
    found = next((one for one in assembly.loose if one.id == values["door"] and one.kind != "stair"), None)
    if found is None:
        raise Wrong("door", "no_such_door")
    return found


def _exit_of_loose(assembly: Assembly, values: Values) -> Assembly:
    door = _loose(assembly, values)
    inner = door.space or _space(assembly.plan, values, "space").id
    way = Way(door.id, WayKind.EXIT, inner, None, door.at, width=door.width)
    return _with_ways(assembly, (*assembly.plan.ways, way), without=door.id)


def join(assembly: Assembly, values: Values) -> Assembly:
    """`a`, `b`: two spaces of one storey, open to one another; `width` in metres. `door`: through that door."""
    plan = assembly.plan
    a, b = _space(plan, values, "a"), _space(plan, values, "b")
    if a.id == b.id:
        raise Wrong("b", "same_space")
    if a.storey != b.storey:
        raise Wrong("b", "other_storey")
    if any({way.a, way.b} == {a.id, b.id} for way in plan.ways):
        raise Wrong("b", "joined")
    if values.get("door"):
        door = _loose(assembly, values)
        way = Way(door.id, WayKind.DOOR, a.id, b.id, door.at, width=door.width)
        return _with_ways(assembly, (*plan.ways, way), without=door.id)
    guessed = () if values.get("width") else ("width",)
    at = _between(a.ring, b.ring)
    width = _length(values, "width", WIDTHS, 0.9)
    way = Way(
        _fresh(assembly, f"{a.id}+{b.id}"), WayKind.OPENING, a.id, b.id, at, width=width, guessed=guessed
    )
    return _with_ways(assembly, (*plan.ways, way))


def add_stair(assembly: Assembly, values: Values) -> Assembly:
    """`a`, `b`: spaces of two storeys; `width` and `length` (along the slope) in metres."""
    plan = assembly.plan
    ends = [_space(plan, values, "a"), _space(plan, values, "b")]
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
        width=_length(values, "width", WIDTHS, 1.0),
        length=_length(values, "length", LENGTHS, round(rise * SLOPE, 2)),
        guessed=tuple(name for name in ("width", "length", "riser", "tread") if name not in given),
    )
    return _with_ways(assembly, (*plan.ways, way))


def _fresh(assembly: Assembly, wanted: str) -> str:
    taken = {way.id for way in assembly.plan.ways} | {one.id for one in assembly.loose}
    names = (wanted if n == 1 else f"{wanted}~{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def middle(ring: Ring) -> Point:
    """The middle of the points, rounded to the millimetre."""
    return round(sum(x for x, _ in ring) / len(ring), 3), round(sum(y for _, y in ring) / len(ring), 3)


def _edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(pairwise((*ring, ring[0])))


def _foot(point: Point, edge: tuple[Point, Point]) -> Point:
    """The point of the edge nearest to `point`."""
    (ax, ay), (bx, by) = edge
    square = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if square == 0 else ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / square
    share = min(max(share, 0.0), 1.0)
    return ax + share * (bx - ax), ay + share * (by - ay)


def _off(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _between(a: Ring, b: Ring) -> Point:
    """The middle of the place where two rings come nearest to one another, over the middles of their edges."""
    pairs = [
        (place, _foot(place, other))
        for mine, theirs in ((a, b), (b, a))
        for (p, q) in _edges(mine)
        for place in (((p[0] + q[0]) / 2, (p[1] + q[1]) / 2), p)
        for other in _edges(theirs)
    ]
    near = min(_off(*pair) for pair in pairs)
    close = next(pair for pair in pairs if _off(*pair) <= near + 0.01)
    return middle(close)


def _on_edge(ring: Ring, outline: Ring) -> Point:
    """The middle of the ring's edge that lies nearest to the storey's outer edge, the longest if several do."""
    middles = [((p[0] + q[0]) / 2, (p[1] + q[1]) / 2, _off(p, q)) for p, q in _edges(ring)]
    if not outline:
        x, y, _length_of = max(middles, key=lambda one: one[2])
        return round(x, 3), round(y, 3)
    outer = _edges(outline)
    off = [min(_off((x, y), _foot((x, y), edge)) for edge in outer) for x, y, _l in middles]
    best = min(range(len(middles)), key=lambda i: (round(off[i], 1), -middles[i][2]))
    return round(middles[best][0], 3), round(middles[best][1], 3)


KINDS: Mapping[str, Callable[[Assembly, Values], Assembly]] = {
    "exit": add_exit,
    "join": join,
    "stair": add_stair,
    "refuge": set_refuge,
    "rename": rename,
    "kind": set_kind,
    "width": set_width,
    "fire_door": set_fire_door,
    "remove": remove,
}
