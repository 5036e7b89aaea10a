"""The three ways around a building: an orbit in layers, a vertical sweep of one facade, a grid over the roof."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import atan2, ceil, degrees, hypot

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry import Point as Spot

from dugnad.engines.coverage.shape import evenly, facades, heading_to, keep_away, outline, ring_of
from dugnad.engines.coverage.values import Block, CannotFly, Point, Waypoint, Wish

MARGIN = 0.05


def orbit(block: Block, wish: Wish) -> list[Waypoint]:
    """Around the whole building at the stand-off, layer upon layer, every second one the other way round."""
    building = outline(block)
    wide, _ = wish.camera.frame(wish.stand_off)
    line = keep_away(building, wish.stand_off + MARGIN)
    places = evenly(ring_of(line), wide * (1 - wish.sidelap))
    looks = [_look_at(building, place) for place in places]
    points: list[Waypoint] = []
    for number, height in enumerate(layers(block.height, wish)):
        layer = [Waypoint(x, y, height, heading, 0.0) for (x, y), heading in zip(places, looks, strict=True)]
        layer.append(layer[0])
        points += layer if number % 2 == 0 else layer[::-1]
    return points


def layers(height: float, wish: Wish) -> list[float]:
    """Heights at which pictures overlap as wished and the whole wall is seen, lowest first.

    The lowest may not be lower, nor the highest higher, than wished.
    """
    _, high = wish.camera.frame(wish.stand_off)
    low, top = high / 2, height - high / 2
    low = min(max(low, wish.lowest), max(wish.lowest, height / 2))
    top = min(max(top, low), wish.highest)
    if wish.lowest > wish.highest:
        raise CannotFly("heights", lowest=wish.lowest, highest=wish.highest)
    steps = max(1, ceil((top - low) / (high * (1 - wish.overlap)))) if top > low else 0
    return [low + (top - low) * n / steps for n in range(steps + 1)] if steps else [low]


def sweep(block: Block, wish: Wish) -> list[Waypoint]:
    """Up and down along one facade in columns; looks straight at it."""
    sides = facades(block)
    if not 0 <= wish.facade < len(sides):
        raise CannotFly("facade", facade=wish.facade, facades=len(sides))
    side = sides[wish.facade]
    wide, _ = wish.camera.frame(wish.stand_off)
    columns = max(1, ceil(side.length / (wide * (1 - wish.sidelap))))
    out = wish.stand_off + MARGIN
    heading = heading_to(-side.normal[0], -side.normal[1])
    heights = layers(block.height, wish)
    points: list[Waypoint] = []
    for number in range(columns):
        x, y = side.at((number + 0.5) / columns)
        x, y = x + out * side.normal[0], y + out * side.normal[1]
        column = [Waypoint(x, y, height, heading, 0.0) for height in heights]
        points += column if number % 2 == 0 else column[::-1]
    return _away_from(outline(block), points, wish.stand_off)


def roof(block: Block, wish: Wish) -> list[Waypoint]:
    """Back and forth over the roof along its longest side, looking straight down from the stand-off."""
    height = block.height + wish.stand_off
    if height > wish.highest:
        raise CannotFly("roof_too_high", height=height, highest=wish.highest)
    wide, high = wish.camera.frame(wish.stand_off)
    building = outline(block)
    turn = _longest_direction(building)
    turned = shapely.affinity.rotate(building, -turn, origin=(0, 0))
    rows = list(_rows(turned, wide * (1 - wish.sidelap), high * (1 - wish.overlap)))
    ordered = [row if n % 2 == 0 else row[::-1] for n, row in enumerate(rows)]
    heading = (90 - turn) % 360
    points = shapely.affinity.rotate(
        LineString([spot for row in ordered for spot in row]), turn, origin=(0, 0)
    )
    return [Waypoint(x, y, height, heading, -90.0) for x, y in points.coords]


def _rows(polygon: Polygon, apart: float, step: float) -> Iterator[list[Point]]:
    """Rows of places over a polygon, so that pictures `apart` wide cover it to its edges."""
    left, low, right, top = polygon.bounds
    rows = max(1, ceil((top - low) / apart))
    for number in range(rows):
        y = low + (top - low) * (number + 0.5) / rows
        across = polygon.intersection(LineString([(left - 1, y), (right + 1, y)]))
        spans = across.geoms if isinstance(across, MultiLineString) else [across]
        ends = [x for span in spans if not span.is_empty for x, _ in span.coords]
        if ends:
            count = max(2, ceil((max(ends) - min(ends)) / step) + 1)
            yield [(float(x), y) for x in np.linspace(min(ends), max(ends), count)]


def _longest_direction(polygon: Polygon) -> float:
    corners = shapely.get_coordinates(polygon.minimum_rotated_rectangle).tolist()
    sides = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners[:3])]
    x, y = max(sides, key=lambda side: hypot(*side))
    return degrees(atan2(y, x))


def _look_at(building: Polygon, place: Point) -> float:
    """The heading from a place to the nearest part of the building."""
    near = building.exterior.interpolate(building.exterior.project(Spot(place)))
    return heading_to(near.x - place[0], near.y - place[1])


def _away_from(building: Polygon, points: list[Waypoint], distance: float) -> list[Waypoint]:
    """Without those that a wing of the building stands too near to."""
    spots = shapely.points([(point.x, point.y) for point in points])
    near = shapely.distance(building, spots) < distance
    kept = [point for point, too_near in zip(points, near, strict=True) if not too_near]
    if not kept:
        raise CannotFly("no_room")
    return kept
