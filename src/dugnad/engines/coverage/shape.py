"""The building's facades and the lines that keep away from it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.polygon import orient

from dugnad.engines.coverage.values import Block, CannotFly, Point, Ring

TALLEST = 400.0
SHORTEST_SIDE = 0.05
# Sharp corners are cut off no nearer than this many stand-offs.
MITRE = 3.0


@dataclass(frozen=True, slots=True)
class Facade:
    """One side of the building, from `a` to `b` with the outside to the right; `normal` points outwards."""

    number: int
    a: Point
    b: Point

    @property
    def length(self) -> float:
        return hypot(self.b[0] - self.a[0], self.b[1] - self.a[1])

    @property
    def along(self) -> Point:
        return (self.b[0] - self.a[0]) / self.length, (self.b[1] - self.a[1]) / self.length

    @property
    def normal(self) -> Point:
        along = self.along
        return along[1], -along[0]

    def at(self, share: float) -> Point:
        """The point that share of the way from `a` to `b`."""
        return self.a[0] + share * (self.b[0] - self.a[0]), self.a[1] + share * (self.b[1] - self.a[1])


def outline(block: Block) -> Polygon:
    """The building's outline, anticlockwise. CannotFly when it is no building."""
    if not 0 < block.height <= TALLEST:
        raise CannotFly("height", height=block.height)
    if len(block.ring) < 3 or not np.isfinite(np.asarray(block.ring, float)).all():
        raise CannotFly("outline")
    polygon = Polygon(block.ring)
    if not polygon.is_valid or polygon.area < 1.0:
        raise CannotFly("outline")
    return orient(shapely.remove_repeated_points(polygon, SHORTEST_SIDE))


def facades(block: Block) -> tuple[Facade, ...]:
    """The building's sides in the order of its outline, anticlockwise."""
    ring = ring_of(outline(block))
    return tuple(Facade(n, a, b) for n, (a, b) in enumerate(pairwise((*ring, ring[0]))))


def ring_of(polygon: Polygon) -> Ring:
    """The corners of a polygon's outer edge, none repeated."""
    return tuple((x, y) for x, y in shapely.get_coordinates(polygon.exterior)[:-1].tolist())


def keep_away(polygon: Polygon, distance: float) -> Polygon:
    """The outline of all that is nearer than `distance`: mitred, so that no straight way along it cuts in."""
    away = polygon.buffer(distance, join_style="mitre", mitre_limit=MITRE)
    return orient(Polygon(away.exterior))


def heading_to(x: float, y: float) -> float:
    """The heading of the direction (x, y), 0 to 360."""
    return degrees(atan2(x, y)) % 360


def evenly(ring: Ring, most: float) -> list[Point]:
    """Points around a closed ring, its corners among them, no two neighbours farther apart than `most`."""
    points: list[Point] = []
    for a, b in zip(ring, (*ring[1:], ring[0]), strict=True):
        steps = max(1, int(np.ceil(hypot(b[0] - a[0], b[1] - a[1]) / most)))
        points += [(a[0] + (b[0] - a[0]) * n / steps, a[1] + (b[1] - a[1]) * n / steps) for n in range(steps)]
    return points
