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


def area(ring: Ring) -> float:
    """Square metres inside the ring; 0 for fewer than three corners."""
    if len(ring) < 3:
        return 0.0
    x, y = np.asarray(ring, dtype=float).T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def middle(ring: Ring) -> Point:
    """The centre of gravity, or a point inside where the room bends around it.

    Raises ValueError for a ring without corners.
    """
    if not ring:
        raise ValueError("a space without an outline has no middle")
    if area(ring) == 0.0:
        x, y = np.asarray(ring, dtype=float).mean(axis=0)
        return float(x), float(y)
    if is_convex(ring):
        return _centroid(ring)
    return _inside(ring)


def is_convex(ring: Ring) -> bool:
    """Whether everything in the ring sees everything else; true for fewer than four corners."""
    turns = _turns(ring)
    return bool((turns > -1e-9).all())


def distances(ring: Ring, points: Floats) -> Floats:
    """Metres on foot between all pairs of `points` ((k, 2), metres): (k, k), zero on the diagonal.

    Points outside the ring first walk straight to it. Pairs that the ring does not join are as far apart
    as the straight line, never nearer.
    """
    straight = _straight(points)
    if len(points) < 2 or is_convex(ring) or area(ring) == 0.0:
        return straight
    around: Floats = np.maximum(_around(ring, points), straight)
    return around


def _straight(points: Floats) -> Floats:
    apart: Floats = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    return apart


def _turns(ring: Ring) -> Floats:
    """Twice the area of the triangle at each corner, counted positive where the ring turns its own way."""
    if len(ring) < 4:
        return np.zeros(0)
    corners = np.asarray(ring, dtype=float)
    before, after = corners - np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0) - corners
    turns = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    x, y = corners.T
    signed = np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))
    turned: Floats = turns if signed >= 0 else -turns
    return turned


def _centroid(ring: Ring) -> Point:
    corners = np.asarray(ring, dtype=float)
    ahead = np.roll(corners, -1, axis=0)
    cross = corners[:, 0] * ahead[:, 1] - ahead[:, 0] * corners[:, 1]
    x, y = ((corners + ahead) * cross[:, None]).sum(axis=0) / (3 * cross.sum())
    return float(x), float(y)


def _inside(ring: Ring) -> Point:
    import shapely

    shape = shapely.Polygon(ring).buffer(0)
    point = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return float(point.x), float(point.y)


def _around(ring: Ring, points: Floats) -> Floats:
    """Shortest ways over what sees what among the points and the corners that point inwards."""
    from scipy.sparse.csgraph import dijkstra

    inward = np.asarray(ring, dtype=float)[_turns(ring) < -1e-9]
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
