"""Walking inside one room: straight where one can see, around the corners where one cannot.

The shortest way inside an outline without holes bends only at corners that point inwards, so a graph of what
sees what gives it exactly. A line may graze a wall by `GRAZE`. Furniture and the width of a body are not counted.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.egress.plan import Point, Ring

Floats = NDArray[np.float64]

GRAZE: Final = 0.05
"""Metres that a door's point may lie in the wall, or a line cut a corner."""

FLAT: Final = 1e-6
"""Square metres below which an outline is a line."""


def area(ring: Ring) -> float:
    """Square metres inside the ring; 0 for fewer than three corners."""
    return abs(_signed(ring)) / 2 if len(ring) >= 3 else 0.0


def middle(ring: Ring) -> Point:
    """The centre of gravity, or a point inside where the room bends around it.

    Raises ValueError for a ring without corners.
    """
    if not ring:
        raise ValueError("a space without an outline has no middle")
    if area(ring) < FLAT:
        x, y = np.asarray(ring, dtype=float).mean(axis=0)
        return float(x), float(y)
    if is_convex(ring):
        return _centroid(ring)
    return _inside(ring)


def is_convex(ring: Ring) -> bool:
    """Whether everything in the ring sees everything else; true for fewer than four corners."""
    return len(ring) < 4 or min(_turns(ring)) > -1e-9


def distances(ring: Ring, points: Floats) -> Floats:
    """Metres on foot between all pairs of `points` ((k, 2), metres): (k, k), zero on the diagonal.

    Points outside the ring first walk straight to it. Pairs that the ring does not join are as far apart
    as the straight line, never nearer.
    """
    straight = _straight(points)
    if len(points) < 2 or is_convex(ring) or area(ring) < FLAT:
        return straight
    around: Floats = np.maximum(_around(ring, points), straight)
    return around


def _straight(points: Floats) -> Floats:
    apart: Floats = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    return apart


def _signed(ring: Ring) -> float:
    """Twice the area, positive for a ring that turns to the left."""
    return sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True))


def _turns(ring: Ring) -> list[float]:
    """Twice the area of the triangle at each corner, counted positive where the ring turns its own way."""
    way = 1.0 if _signed(ring) >= 0 else -1.0
    corners = zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True)
    return [way * ((x - p) * (v - y) - (y - q) * (u - x)) for (p, q), (x, y), (u, v) in corners]


def _centroid(ring: Ring) -> Point:
    pairs = [(x, y, u, v, x * v - u * y) for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True)]
    whole = 3 * sum(cross for *_, cross in pairs)
    return (
        sum((x + u) * cross for x, _, u, _, cross in pairs) / whole,
        sum((y + v) * cross for _, y, _, v, cross in pairs) / whole,
    )


def _inside(ring: Ring) -> Point:
    import shapely

    shape = shapely.Polygon(ring).buffer(0)
    point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return float(point.x), float(point.y)


def _around(ring: Ring, points: Floats) -> Floats:
    """Shortest ways over what sees what among the points and the corners that point inwards."""
    from scipy.sparse.csgraph import dijkstra

    inward = np.asarray(ring, dtype=float)[np.array(_turns(ring)) < -1e-9]
    inner, offset = _pulled(ring, points)
    seen = _sight(ring, np.vstack([inner, inward]))
    ways = dijkstra(seen, directed=False, indices=range(len(points)))[:, : len(points)]
    total = ways + offset[:, None] + offset[None, :]
    np.fill_diagonal(total, 0.0)
    return np.where(np.isfinite(total), total, _straight(points))


def _pulled(ring: Ring, points: Floats) -> tuple[Floats, Floats]:
    """Each point, or the ring's nearest where it lies outside, and how far that is."""
    import shapely

    shape = shapely.Polygon(ring).buffer(0)
    marks = shapely.points(points)
    outside = np.asarray(shapely.distance(shape, marks), dtype=float)
    nearest = shapely.get_coordinates(shapely.shortest_line(shape, marks)).reshape(-1, 2, 2)[:, 0]
    return np.where(outside[:, None] > 0, nearest, points), outside


def _sight(ring: Ring, points: Floats) -> Floats:
    """Lengths between points that see each other, 0 elsewhere."""
    import shapely

    shape = shapely.Polygon(ring).buffer(GRAZE, join_style="mitre")
    shapely.prepare(shape)
    one, other = np.triu_indices(len(points), 1)
    lines = np.asarray(shapely.linestrings(np.stack([points[one], points[other]], axis=1)))
    free = np.asarray(shapely.covers(shape, lines), dtype=bool)
    lengths = np.zeros((len(points), len(points)))
    lengths[one[free], other[free]] = np.maximum(shapely.length(lines[free]), 1e-9)
    return lengths
