"""Ramps: which spaces they join, on one storey or two, and how long and steep they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import hypot, sqrt

from dugnad.engines.egress.assembly.floors import Floor
from dugnad.engines.egress.assembly.levels import AT_LEVEL, BESIDE, over_one_another
from dugnad.engines.egress.assembly.values import Loose, RawRamp
from dugnad.engines.egress.plan import Point, Way, WayKind

USUAL = 1 / 15
"""Rise for each metre forward where none is known (TEK17 § 12-16: the most for a ramp of 3 m or more)."""
WIDTH = 0.9
"""The least width in metres that TEK17 § 12-16 allows."""
REACHES = (0.5, 0.9)


def link_ramp(ramp: RawRamp, floors: Mapping[str, Floor]) -> Way | Loose | None:
    """The way that a ramp makes, why it makes none, or None for one outdoors or within one room."""
    ends = _stated(ramp, floors)
    if ends is None:
        floor, over = _floor(ramp.bottom, floors), _floor(ramp.top, floors)
        ends = _end(floor, ramp.foot, ramp.head), _end(over, ramp.head, ramp.foot)
        if (ends[0] == ends[1] and ends[0] is not None) or _outdoors(ends, ramp, floor, over):
            return None
    low, high = ends
    if low is None or high is None:
        storey = _floor(ramp.bottom, floors).storey.id
        return Loose(
            ramp.id, "ramp", storey, ramp.foot, "one_end" if low or high else "no_space", low or high
        )
    return _way(ramp, low, high, floors)


def stacked_ramps(floors: Mapping[str, Floor], linked: set[frozenset[str]]) -> Iterable[Way]:
    """Spaces with a sloping floor that lie over one another on neighbouring storeys, where nothing joins them yet."""
    for low, i, high, above in over_one_another(floors, lambda space: space.ramp, linked):
        a, b = low.spaces[i].id, high.spaces[above].id
        yield _way(RawRamp(f"{a}^{b}", low.spaces[i].name, spaces=(a, b)), a, b, floors)


def _stated(ramp: RawRamp, floors: Mapping[str, Floor]) -> tuple[str | None, str | None] | None:
    """Its two ends from the lowest up where the file names them."""
    if len(ramp.spaces) != 2:
        return None
    heights = {id: floor.storey.elevation for floor in floors.values() for id in floor.ids}
    low, high = sorted(ramp.spaces, key=lambda space: heights.get(space, 0.0))
    return low if low in heights else None, high if high in heights else None


def _floor(height: float, floors: Mapping[str, Floor]) -> Floor:
    """The storey that begins at this height, else the one that holds it."""
    found = list(floors.values())
    nearest = min(found, key=lambda floor: abs(floor.storey.elevation - height))
    if abs(nearest.storey.elevation - height) <= AT_LEVEL:
        return nearest
    below = [floor for floor in found if floor.storey.elevation <= height]
    return below[-1] if below else found[0]


def _end(floor: Floor, at: Point, other: Point) -> str | None:
    """The space that one comes into at this end: a little onwards, or there, or near."""
    x, y = at[0] - other[0], at[1] - other[1]
    length = hypot(x, y) or 1.0
    onwards = [(at[0] + x / length * reach, at[1] + y / length * reach) for reach in REACHES]
    found = next((i for place in (*onwards, at) if (i := floor.at(place)) is not None), None)
    if found is None:
        found = floor.near(at, BESIDE)
    return None if found is None else floor.spaces[found].id


def _outdoors(ends: tuple[str | None, str | None], ramp: RawRamp, low: Floor, high: Floor) -> bool:
    """True if it begins or ends beyond the building's edge: it leads to a door, which is the way out."""
    return (ends[0] is None and low.outside(ramp.foot)) or (ends[1] is None and high.outside(ramp.head))


def _way(ramp: RawRamp, low: str, high: str, floors: Mapping[str, Floor]) -> Way:
    levels = {id: floor.storey.elevation for floor in floors.values() for id in floor.ids}
    rise = max(ramp.top - ramp.bottom, levels[high] - levels[low], 0.0)
    given = ramp.length or 0.0
    slope = ramp.slope or (rise / sqrt(given**2 - rise**2) if given > rise > 0 else 0.0)
    length = given or max(hypot(rise, rise / (slope or USUAL)), 1.0)
    known = {"width": ramp.width, "length": ramp.length, "slope": slope}
    return Way(
        id=ramp.id,
        kind=WayKind.RAMP,
        a=low,
        b=high,
        at=_at(ramp, low, floors),
        width=round(ramp.width or WIDTH, 2),
        length=round(length, 2),
        slope=round(slope, 4),
        to=None if ramp.spaces else (round(ramp.head[0], 3), round(ramp.head[1], 3)),
        guessed=tuple(name for name, value in known.items() if not value),
    )


def _at(ramp: RawRamp, low: str, floors: Mapping[str, Floor]) -> Point:
    if not ramp.spaces:
        return round(ramp.foot[0], 3), round(ramp.foot[1], 3)
    floor = next(floor for floor in floors.values() if low in floor.ids)
    shape = next(shape for shape, space in zip(floor.shapes, floor.spaces, strict=True) if space.id == low)
    point = shape.representative_point()
    return round(float(point.x), 3), round(float(point.y), 3)
