"""One storey as plain values for `rescue/_plan.html`: rooms, doors, stairs and exits, in metres with y downwards.

Every element carries its id in `data-space` or `data-way`; its state is told by classes, so that a style sheet
colours it and nothing else changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

from dugnad.engines.egress.assembly.values import Loose
from dugnad.engines.egress.plan import Plan, Point, Ring, Space, Way, WayKind

MARGIN = 1.2
TEXT = (0.16, 0.55)
"""Smallest and largest letters, in metres on the plan."""
LETTER = 0.58
"""A letter's width, in its height."""
SCANS = 11
NAME = 0.8
"""A sign this near (metres) to the middle of a room's name would hide it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a room's name."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Room:
    """`points` for <polygon>; `classes` tell kind and state; `title` is read aloud."""

    id: str
    name: str
    points: str
    classes: str
    lines: tuple[Line, ...]
    size: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A door, opening, exit, stair or lift. `angle` in degrees, `half` its width's half in metres; `sign` stands for
    what has no width on the plan. `loose`: it leads nowhere."""

    id: str
    kind: str
    title: str
    classes: str
    x: float
    y: float
    half: float
    angle: float
    sign: str = ""
    loose: bool = False

    @property
    def width(self) -> float:
        return 2 * self.half

    @property
    def upright(self) -> float:
        """What turns its sign back."""
        return -self.angle


@dataclass(frozen=True, slots=True)
class Drawing:
    """A storey, ready to be drawn. `box` is the viewBox, `wide` says which side of it is longer."""

    storey: str
    name: str
    box: str
    outline: str
    rooms: tuple[Room, ...]
    passages: tuple[Passage, ...]
    wide: bool


def drawing(
    plan: Plan,
    storey: str,
    *,
    loose: Iterable[Loose] = (),
    states: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
) -> Drawing:
    """The storey of the plan; raises KeyError when there is none.

    `states` gives further classes by the id of a space or way (as 'is-fire'), `titles` words for kinds of ways.
    """
    names = {one.id: one.name for one in plan.storeys}
    rooms = {space.id: space.name for space in plan.spaces}
    states, titles = states or {}, titles or {}
    spaces = {space.id: space for space in plan.spaces if space.storey == storey}
    found = [way for way in plan.ways if way.a in spaces or way.b in spaces]
    here = [one for one in loose if one.storey == storey]
    box = _box([*(space.ring for space in spaces.values()), plan.outlines.get(storey, ())])
    ordered = sorted(spaces.values(), key=lambda space: -_size(space.ring))
    return Drawing(
        storey=storey,
        name=names[storey],
        box=" ".join(f"{value:g}" for value in box),
        outline=_points(plan.outlines.get(storey, ())),
        rooms=tuple(_room(space, states.get(space.id, "")) for space in ordered),
        passages=(
            *(_passage(way, spaces, rooms, titles, states.get(way.id, "")) for way in found),
            *(_nowhere(one, spaces, titles, states.get(one.id, "")) for one in here),
        ),
        wide=box[2] >= box[3],
    )


def _box(rings: Iterable[Ring]) -> tuple[float, float, float, float]:
    points = [point for ring in rings for point in ring] or [(0.0, 0.0)]
    xs, ys = [x for x, _ in points], [-y for _, y in points]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    return (
        round(left, 2),
        round(top, 2),
        round(max(xs) + MARGIN - left, 2),
        round(max(ys) + MARGIN - top, 2),
    )


def _points(ring: Ring) -> str:
    return " ".join(f"{x:g},{-y:g}" for x, y in ring)


def _size(ring: Ring) -> float:
    """Area in square metres."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise((*ring, ring[0])))) / 2 if ring else 0.0


def _room(space: Space, state: str) -> Room:
    (x, y), wide, high = _roomiest(space.ring)
    lines, size = _lettered(space.name, wide, high)
    top = -y - (len(lines) - 1) * size * 0.6
    placed = tuple(Line(text, round(x, 2), round(top + n * size * 1.2, 2)) for n, text in enumerate(lines))
    classes = " ".join(
        filter(None, ["plan-space", f"is-{space.kind.value}", "is-refuge" if space.refuge else "", state])
    )
    return Room(space.id, space.name, _points(space.ring), classes, placed, size, round(x, 2), round(-y, 2))


def _roomiest(ring: Ring) -> tuple[Point, float, float]:
    """Where a name fits best: the middle of the widest of some level cuts, with the width and height there."""
    ys = [y for _, y in ring]
    low, high = min(ys), max(ys)
    cuts = [low + (high - low) * n / (SCANS + 1) for n in range(1, SCANS + 1)]
    found = [(right - left, (left + right) / 2, y) for y in cuts for left, right in _inside(ring, y)]
    if not found:
        return ring[0], 1.0, 1.0
    widest = max(one[0] for one in found)
    widest_ones = [one for one in found if one[0] >= widest * 0.95]
    wide, x, y = widest_ones[len(widest_ones) // 2]
    room = sum(one[0] >= wide * 0.8 and abs(one[1] - x) < wide / 2 for one in found)
    return (x, y), wide, max(room, 1) * (high - low) / (SCANS + 1)


def _inside(ring: Ring, y: float) -> Iterable[tuple[float, float]]:
    cuts = sorted(
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise((*ring, ring[0]))
        if (a[1] > y) != (b[1] > y)
    )
    return zip(cuts[::2], cuts[1::2], strict=False)


def _lettered(name: str, wide: float, high: float) -> tuple[tuple[str, ...], float]:
    """The name in one to three lines, and the size of its letters; no lines where it cannot be read."""
    options = [lines for count in (1, 2, 3) if (lines := _broken(name, count))]
    sized = [(_fitting(lines, wide, high), lines) for lines in options]
    size, lines = max(sized, key=lambda one: (round(one[0], 2), -len(one[1])), default=(0.0, ()))
    return (lines, round(min(size, TEXT[1]), 2)) if size >= TEXT[0] else ((), 0.0)


def _fitting(lines: tuple[str, ...], wide: float, high: float) -> float:
    longest = max(map(len, lines))
    return min(wide * 0.92 / (LETTER * longest), high * 0.9 / (1.2 * len(lines)), TEXT[1])


def _broken(name: str, count: int) -> tuple[str, ...]:
    words = name.split()
    if len(words) < count:
        return ()
    longest = max(len(name) / count, *(len(word) for word in words))
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= longest + 2:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines) if len(lines) <= count else ()


def _passage(
    way: Way, spaces: Mapping[str, Space], rooms: Mapping[str, str], titles: Mapping[str, str], state: str
) -> Passage:
    ends = " – ".join(rooms.get(end, "") for end in (way.a, way.b) if end)
    sloped = way.kind in (WayKind.STAIR, WayKind.LIFT)
    inner = spaces.get(way.a) or spaces[str(way.b)]
    up = way.a in spaces
    x, y = _beside(way.at, inner.ring) if sloped else way.at
    marks = ["plan-way", f"is-{way.kind.value}", "is-guessed" if way.guessed else ""]
    classes = " ".join(filter(None, [*marks, "is-fire-door" if way.fire_door else "", state]))
    sign = ("↑" if up else "↓") if way.kind is WayKind.STAIR else ("⇅" if way.kind is WayKind.LIFT else "")
    title = f"{titles.get(way.kind.value, way.kind.value)}: {ends}"
    angle = 0.0 if sloped else _angle(way.at, inner.ring)
    half = 0.45 if sloped else max(way.width / 2, 0.3)
    return Passage(way.id, way.kind.value, title, classes, round(x, 3), round(-y, 3), half, angle, sign)


def _beside(at: Point, ring: Ring) -> Point:
    """The place of a sign, a little down from where the room's name stands."""
    (x, y), _wide, _high = _roomiest(ring)
    return (at[0], at[1] - 1.0) if hypot(at[0] - x, at[1] - y) < NAME else at


def _nowhere(one: Loose, spaces: Mapping[str, Space], titles: Mapping[str, str], state: str) -> Passage:
    touched = spaces.get(one.space or "")
    rings = [touched.ring] if touched else [space.ring for space in spaces.values()]
    angle = min((_nearest(one.at, ring) for ring in rings if ring), default=(0.0, 0.0))[1]
    title = titles.get(f"loose.{one.kind}", one.kind)
    x, y = one.at
    classes = " ".join(filter(None, ["plan-way", f"is-{one.kind}", "is-loose", state]))
    return Passage(one.id, one.kind, title, classes, round(x, 3), round(-y, 3), 0.45, angle, "?", loose=True)


def _angle(at: Point, ring: Ring) -> float:
    return _nearest(at, ring)[1]


def _nearest(at: Point, ring: Ring) -> tuple[float, float]:
    """How far the ring's nearest edge is, and its direction on the drawing in degrees."""
    best = (float("inf"), 0.0)
    for (ax, ay), (bx, by) in pairwise((*ring, ring[0])):
        length = hypot(bx - ax, by - ay)
        if length < 1e-6:
            continue
        share = min(max(((at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay)) / length**2, 0.0), 1.0)
        off = hypot(at[0] - ax - share * (bx - ax), at[1] - ay - share * (by - ay))
        if off < best[0]:
            best = (off, round(-degrees(atan2(by - ay, bx - ax)), 1))
    return best


def first_storey(plan: Plan, ids: Collection[str]) -> str:
    """The first of the storeys that is asked for and exists, else the lowest with an exit, else the lowest."""
    known = [storey.id for storey in plan.storeys]
    wanted = [one for one in ids if one in known]
    if wanted:
        return wanted[0]
    of = {space.id: space.storey for space in plan.spaces}
    out = {of.get(way.a) for way in plan.ways if way.kind is WayKind.EXIT}
    return next((one for one in known if one in out), known[0])
