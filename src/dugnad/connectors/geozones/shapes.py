"""Outlines of zones on the globe."""

from __future__ import annotations

from math import cos, isfinite, pi, radians, sin
from typing import Any

Ring = tuple[tuple[float, float], ...]
CORNERS = 48
MOST_CORNERS = 10_000
DEGREE = 111_000.0
FARTHEST = 500_000.0


class Unreadable(ValueError):
    """The file cannot be taken in. `reason` is a code, `values` what its words need."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def circle(centre: Any, radius: float) -> Ring:
    """A circle in metres as a polygon around it, [longitude, latitude]: never smaller than the circle."""
    longitude, latitude = _place(centre)
    if not 0 < radius <= FARTHEST or abs(latitude) > 85:
        raise Unreadable("shape")
    # A degree is 111 000 m at the least: so the polygon is a little too large rather than too small.
    north = radius / cos(pi / CORNERS) / (DEGREE - 600)
    east = north / cos(radians(latitude))
    turns = [2 * pi * n / CORNERS for n in range(CORNERS)]
    return tuple((round(longitude + east * cos(t), 7), round(latitude + north * sin(t), 7)) for t in turns)


def polygon(coordinates: Any) -> Ring:
    """The outer edge of a polygon of GeoJSON, [longitude, latitude], without the repeated last corner."""
    corners = [_place(corner) for corner in coordinates[0]]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if not 3 <= len(corners) <= MOST_CORNERS or len(set(corners)) < 3:
        raise Unreadable("shape")
    return tuple(corners)


def _place(corner: Any) -> tuple[float, float]:
    longitude, latitude = float(corner[0]), float(corner[1])
    if not (isfinite(longitude) and abs(longitude) <= 180 and isfinite(latitude) and abs(latitude) <= 90):
        raise Unreadable("shape")
    return longitude, latitude
