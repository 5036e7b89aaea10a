"""Is the building as large as buildings are? Files that call millimetres metres are common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from dugnad.engines.egress.assembly.values import (
    Note,
    Raw,
    RawDoor,
    RawRamp,
    RawSpace,
    RawStair,
    RawWall,
    Step,
    Unusable,
)
from dugnad.engines.egress.plan import Point, Ring

FACTORS = (1.0, 0.001, 1000.0, 0.01, 100.0)
HEIGHTS = (1.5, 25.0)
"""Of a space, from floor to ceiling, in metres."""
EXTENTS = (2.0, 3000.0)
"""Of a building, its longer side, in metres."""
WIDTHS = (0.4, 12.0)
"""Of a door, in metres."""


def rescaled(raw: Raw) -> Raw:
    """The same in metres, with a note if its own unit was wrong.

    Raises Unusable('scale') when no usual unit makes a building of it.
    """
    factor = _factor(raw)
    if factor == 1.0:
        return raw
    note = Note("scale", factor, f"{extent(raw.spaces):.4g}")
    return _times(raw, factor, note)


def _factor(raw: Raw) -> float:
    size = extent(raw.spaces)
    heights = [s.top - s.floor for s in raw.spaces if s.top is not None and s.floor is not None]
    widths = [door.width for door in raw.doors if "width" not in door.guessed]
    for factor in FACTORS:
        if (
            _fits(size * factor, EXTENTS)
            and _typical(heights, factor, HEIGHTS)
            and _typical(widths, factor, WIDTHS)
        ):
            return factor
    for factor in FACTORS:
        if _fits(size * factor, EXTENTS) and _typical(heights, factor, HEIGHTS):
            return factor
    raise Unusable("scale", extent=size)


def extent(spaces: Iterable[RawSpace]) -> float:
    """The longer side of the box around all spaces."""
    points = [point for space in spaces for point in space.ring]
    if not points:
        return 0.0
    xs, ys = zip(*points, strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _fits(value: float, between: tuple[float, float]) -> bool:
    return between[0] <= value <= between[1]


def _typical(values: list[float], factor: float, between: tuple[float, float]) -> bool:
    positive = [value for value in values if value > 0]
    return not positive or _fits(median(positive) * factor, between)


def _times(raw: Raw, f: float, note: Note) -> Raw:
    return replace(
        raw,
        storeys=tuple(replace(s, elevation=s.elevation * f, height=s.height * f) for s in raw.storeys),
        spaces=tuple(_space(space, f) for space in raw.spaces),
        doors=tuple(_door(door, f) for door in raw.doors),
        stairs=tuple(_stair(stair, f) for stair in raw.stairs),
        lifts=tuple(replace(s, at=_point(s.at, f), bottom=s.bottom * f, top=s.top * f) for s in raw.lifts),
        ramps=tuple(_ramp(ramp, f) for ramp in raw.ramps),
        marks=tuple(replace(mark, at=_point(mark.at, f)) for mark in raw.marks),
        walls=tuple(_wall(wall, f) for wall in raw.walls),
        notes=(*raw.notes, note),
    )


def _point(point: Point, f: float) -> Point:
    return point[0] * f, point[1] * f


def _ring(ring: Ring, f: float) -> Ring:
    return tuple(_point(point, f) for point in ring)


def _maybe(value: float | None, f: float) -> float | None:
    return None if value is None else value * f


def _space(space: RawSpace, f: float) -> RawSpace:
    return replace(
        space,
        ring=_ring(space.ring, f),
        holes=tuple(_ring(hole, f) for hole in space.holes),
        floor=_maybe(space.floor, f),
        top=_maybe(space.top, f),
    )


def _door(door: RawDoor, f: float) -> RawDoor:
    width = door.width if "width" in door.guessed else door.width * f
    return replace(
        door, at=_point(door.at, f), width=width, depth=door.depth * f, floor=_maybe(door.floor, f)
    )


def _stair(stair: RawStair, f: float) -> RawStair:
    return replace(
        stair,
        steps=tuple(Step(s.x * f, s.y * f, s.z * f, s.area * f * f) for s in stair.steps),
        bottom=stair.bottom * f,
        top=stair.top * f,
        width=_maybe(stair.width, f),
        riser=_maybe(stair.riser, f),
        tread=_maybe(stair.tread, f),
    )


def _ramp(ramp: RawRamp, f: float) -> RawRamp:
    return replace(
        ramp,
        foot=_point(ramp.foot, f),
        head=_point(ramp.head, f),
        bottom=ramp.bottom * f,
        top=ramp.top * f,
        width=_maybe(ramp.width, f),
        length=_maybe(ramp.length, f),
    )


def _wall(wall: RawWall, f: float) -> RawWall:
    return replace(
        wall, rings=tuple(_ring(r, f) for r in wall.rings), bottom=wall.bottom * f, top=wall.top * f
    )
