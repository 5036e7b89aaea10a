"""Ways between waypoints that keep out of forbidden places and away from the building."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry import Point as Spot
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from dugnad.engines.coverage.shape import keep_away, outline
from dugnad.engines.coverage.values import Block, CannotFly, KeepOut, Point, Waypoint, Wish

ZONE_MARGIN = 2.0
# A way may touch the line that it keeps to.
SLACK = 0.02


def avoid(block: Block, wish: Wish, points: list[Waypoint]) -> list[Waypoint]:
    """The waypoints that may be flown, with turns put in where a straight way would not do.

    CannotFly when a keep-out zone takes all of them, or shuts some of them off.
    """
    closed = _Closed(block, wish)
    free = [point for point in points if not closed.at(point)]
    if not free:
        raise CannotFly("all_forbidden")
    flown = [free[0]]
    for here, there in pairwise(free):
        flown += [*_turns(here, there, closed.between(here.z, there.z)), there]
    return flown


class _Closed:
    """All that one must keep out of, by height; each combination of zones is put together once."""

    def __init__(self, block: Block, wish: Wish) -> None:
        self.zones = [(zone, zone_area(zone)) for zone in wish.keep_out]
        self.building = keep_away(outline(block), wish.stand_off)
        self.over = block.height + wish.stand_off
        self.known: dict[tuple[bool, ...], BaseGeometry] = {}

    def at(self, point: Waypoint) -> bool:
        spot = Spot(point.x, point.y)
        return any(zone.holds_at(point.z, point.z) and area.contains(spot) for zone, area in self.zones)

    def between(self, a: float, b: float) -> BaseGeometry:
        """What a way between the two heights must keep out of."""
        low, high = sorted((a, b))
        key = (low < self.over, *(zone.holds_at(low, high) for zone, _ in self.zones))
        if key not in self.known:
            self.known[key] = self._together(key)
        return self.known[key]

    def _together(self, key: tuple[bool, ...]) -> BaseGeometry:
        areas = (self.building, *(area for _, area in self.zones))
        held = [area for holds, area in zip(key, areas, strict=True) if holds]
        together = unary_union(held).buffer(-SLACK) if held else Polygon()
        shapely.prepare(together)
        return together


def zone_area(zone: KeepOut) -> BaseGeometry:
    """A zone with a margin around it, also when its outline crosses itself."""
    return shapely.make_valid(Polygon(zone.ring)).buffer(ZONE_MARGIN, join_style="mitre")


def _turns(here: Waypoint, there: Waypoint, closed: BaseGeometry) -> list[Waypoint]:
    """The corners of the shortest way around what is closed; none when the straight way is free."""
    start, end = (here.x, here.y), (there.x, there.y)
    if closed.is_empty or not closed.intersects(LineString([start, end])):
        return []
    around = _shortest(start, end, closed)
    # It climbs or sinks at the end of the way, and takes no pictures on it.
    return [Waypoint(x, y, here.z, there.heading, there.pitch, picture=False) for x, y in around]


def _shortest(start: Point, end: Point, closed: BaseGeometry) -> list[Point]:
    """Corners between start and end over the visibility graph of what is closed (A* is not worth it: few corners)."""
    corners = [start, end, *_corners(closed)]
    best = {0: 0.0}
    came: dict[int, int] = {}
    left = set(range(len(corners)))
    while left:
        here = min(left, key=lambda n: best.get(n, float("inf")))
        if here not in best:
            raise CannotFly("shut_off")
        if here == 1:
            return _back(came, corners)
        left.remove(here)
        _reach(here, left, corners, closed, best, came)
    raise CannotFly("shut_off")


def _reach(
    here: int,
    left: set[int],
    corners: list[Point],
    closed: BaseGeometry,
    best: dict[int, float],
    came: dict[int, int],
) -> None:
    others = sorted(left)
    lines = shapely.linestrings([[corners[here], corners[n]] for n in others])
    for n, shut in zip(others, shapely.intersects(closed, lines), strict=True):
        length = best[here] + hypot(corners[n][0] - corners[here][0], corners[n][1] - corners[here][1])
        if not shut and length < best.get(n, float("inf")):
            best[n], came[n] = length, here


def _back(came: dict[int, int], corners: list[Point]) -> list[Point]:
    turns: list[Point] = []
    here = came[1]
    while here != 0:
        turns.append(corners[here])
        here = came[here]
    return turns[::-1]


def _corners(closed: BaseGeometry) -> list[Point]:
    """The corners of what is closed, a little outside of it."""
    grown = closed.buffer(2 * SLACK, join_style="mitre")
    parts = getattr(grown, "geoms", [grown])
    return [(x, y) for part in parts for x, y in list(part.exterior.coords)[:-1]]
