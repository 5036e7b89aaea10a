"""Doors, stairs, lifts and ramps as they are drawn, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import atan2, degrees, hypot

from dugnad.areas.rescue.buildings.drawing.names import roomiest
from dugnad.areas.rescue.buildings.drawing.values import Passage
from dugnad.engines.egress.assembly.values import Loose
from dugnad.engines.egress.plan import Plan, Point, Ring, Space, Way, WayKind

SIGNS = {WayKind.STAIR: "↑", WayKind.LIFT: "⇅", WayKind.RAMP: "⟋"}
NAME = 0.8
"""A sign this near (metres) to the middle of a room's name would hide it."""


def passages(
    plan: Plan, spaces: Mapping[str, Space], titles: Mapping[str, str], states: Mapping[str, str]
) -> Iterator[Passage]:
    """The ways of the plan that touch one of a storey's spaces."""
    rooms = {space.id: space.name for space in plan.spaces}
    for way in plan.ways:
        if way.a in spaces or way.b in spaces:
            yield _passage(way, spaces, rooms, titles, states.get(way.id, ""))


def _passage(
    way: Way, spaces: Mapping[str, Space], rooms: Mapping[str, str], titles: Mapping[str, str], state: str
) -> Passage:
    ends = " – ".join(rooms.get(end, "") for end in (way.a, way.b) if end)
    sloped = way.kind in SIGNS
    inner = spaces.get(way.a) or spaces[str(way.b)]
    up = way.a in spaces
    # A ramp ends elsewhere than it begins.
    at = way.at if up or way.to is None else way.to
    x, y = _beside(at, inner.ring) if sloped else at
    marks = ["plan-way", f"is-{way.kind.value}", "is-guessed" if way.guessed else ""]
    classes = " ".join(filter(None, [*marks, "is-fire-door" if way.fire_door else "", state]))
    sign = ("↑" if up else "↓") if way.kind is WayKind.STAIR else SIGNS.get(way.kind, "")
    title = f"{titles.get(way.kind.value, way.kind.value)}: {ends}"
    angle = 0.0 if sloped else _angle(way.at, inner.ring)
    half = 0.45 if sloped else max(way.width / 2, 0.3)
    return Passage(way.id, way.kind.value, title, classes, round(x, 3), round(-y, 3), half, angle, sign)


def _beside(at: Point, ring: Ring) -> Point:
    """The place of a sign, a little down from where the room's name stands."""
    (x, y), _wide, _high = roomiest(ring)
    return (at[0], at[1] - 1.0) if hypot(at[0] - x, at[1] - y) < NAME else at


def nowhere(one: Loose, spaces: Mapping[str, Space], titles: Mapping[str, str], state: str) -> Passage:
    """A door, stair or ramp that joins nothing, turned along the nearest wall."""
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
