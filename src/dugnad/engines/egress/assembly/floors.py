"""One storey as shapes that can be asked: which space is here, is this outside, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely import Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from dugnad.engines.egress.assembly.values import RawSpace, RawWall
from dugnad.engines.egress.plan import Point, Ring, Storey

CLOSING = 0.6
"""Gaps between rooms narrower than twice this (metres) belong to the building: walls that were not drawn."""
STANDING = (0.2, 1.2)
"""What stands between these heights over the floor (metres) stands in one's way."""
MOST_OVERLAP = 0.4
"""Of that band, what must be filled (metres)."""


class Floor:
    """A storey with its spaces and walls."""

    def __init__(self, storey: Storey, spaces: Sequence[RawSpace], walls: Iterable[RawWall]) -> None:
        self.storey = storey
        self.spaces = list(spaces)
        self.shapes = [polygon(space.ring, space.holes) for space in self.spaces]
        self.tree = STRtree(self.shapes)
        self.areas = [shape.area for shape in self.shapes]
        self.ids = frozenset(space.id for space in self.spaces)
        self.walls = [shape_of(wall) for wall in walls if _stands(wall, storey)]

    def at(self, point: Point) -> int | None:
        """The index of the space that holds the point, the smallest if several do."""
        found = self.tree.query(shapely.points(point), predicate="intersects")
        return min((int(i) for i in found), key=lambda i: self.areas[i], default=None)

    def near(self, point: Point, reach: float) -> int | None:
        """The index of the nearest space within `reach` metres."""
        spot = shapely.points(point)
        found = [int(i) for i in self.tree.query(spot, predicate="dwithin", distance=reach)]
        return min(found, key=lambda i: (self.shapes[i].distance(spot), self.areas[i]), default=None)

    def first(self, start: Point, step: Point, steps: int) -> int | None:
        """The first space met on the way from `start` in `steps` strides of `step`."""
        places = ((start[0] + step[0] * n, start[1] + step[1] * n) for n in range(steps))
        return next((found for place in places if (found := self.at(place)) is not None), None)

    def outside(self, point: Point) -> bool:
        """True if the point lies beyond the storey's outer edge; what is enclosed is not outside."""
        return not self.hull.intersects(shapely.points(point))

    @cached_property
    def hull(self) -> BaseGeometry:
        """All that the storey's outer edge holds."""
        together = shapely.union_all([*self.shapes, *self.walls])
        closed = together.buffer(CLOSING, join_style="mitre").buffer(-CLOSING, join_style="mitre")
        filled = shapely.union_all([Polygon(part.exterior) for part in parts_of(closed)])
        shapely.prepare(filled)
        return filled

    @cached_property
    def outline(self) -> Ring:
        """The outer edge of the storey's largest part."""
        parts = parts_of(self.hull)
        if not parts:
            return ()
        return ring_of(largest(max(parts, key=lambda part: part.area).simplify(0.05)))


def _stands(wall: RawWall, storey: Storey) -> bool:
    if wall.storey is not None:
        return wall.storey == storey.id
    low, high = (storey.elevation + height for height in STANDING)
    return min(high, wall.top) - max(low, wall.bottom) >= MOST_OVERLAP


def polygon(ring: Ring, holes: Iterable[Ring] = ()) -> Polygon:
    """A valid polygon of the ring, the largest part where it crosses itself; empty if it has no area."""
    if len(ring) < 3:
        return Polygon()
    shape = Polygon(ring, [hole for hole in holes if len(hole) > 2])
    return shape if shape.is_valid else largest(shapely.make_valid(shape))


def shape_of(wall: RawWall) -> Polygon:
    """The wall's footprint."""
    return polygon(wall.rings[0], wall.rings[1:]) if wall.rings else Polygon()


def parts_of(shape: BaseGeometry) -> list[Polygon]:
    """The polygons that a shape consists of."""
    return [part for part in shapely.get_parts(shape) if isinstance(part, Polygon) and not part.is_empty]


def largest(shape: BaseGeometry) -> Polygon:
    """Its largest polygon."""
    return max(parts_of(shape), key=lambda part: part.area, default=Polygon())


def ring_of(shape: Polygon) -> Ring:
    """Its outer edge without the repeated last point, counter-clockwise, to the millimetre."""
    return _points(shapely.orient_polygons(shape).exterior.coords)


def holes_of(shape: Polygon) -> tuple[Ring, ...]:
    """The edges of its holes."""
    return tuple(_points(hole.coords) for hole in shape.interiors)


def _points(coordinates: Any) -> Ring:
    rounded = np.round(np.asarray(coordinates)[:-1, :2], 3)
    return tuple((float(x), float(y)) for x, y in rounded)
