"""Where on the plan a corrected way stands."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from dugnad.engines.egress.plan import Point, Ring


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


def between(a: Ring, b: Ring) -> Point:
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


def on_edge(ring: Ring, outline: Ring) -> Point:
    """The middle of the ring's edge that lies nearest to the storey's outer edge, the longest if several do."""
    middles = [((p[0] + q[0]) / 2, (p[1] + q[1]) / 2, _off(p, q)) for p, q in _edges(ring)]
    if not outline:
        x, y, _length_of = max(middles, key=lambda one: one[2])
        return round(x, 3), round(y, 3)
    outer = _edges(outline)
    off = [min(_off((x, y), _foot((x, y), edge)) for edge in outer) for x, y, _l in middles]
    best = min(range(len(middles)), key=lambda i: (round(off[i], 1), -middles[i][2]))
    return round(middles[best][0], 3), round(middles[best][1], 3)
