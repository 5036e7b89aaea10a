"""Places as people write them: two numbers of degrees in either order, which Norway's shape tells apart."""

from __future__ import annotations

import re

from dugnad.areas.casework.walking.routing import Point
from dugnad.engines.walking.geojson import EAST, NORTH, SOUTH, WEST

# A decimal comma is one only where no point is used.
POINT, COMMA = re.compile(r"\d+(?:\.\d+)?"), re.compile(r"\d+(?:,\d+)?")
LONGEST = 60


def read_place(text: str) -> Point | None:
    """(longitude, latitude) of a text as '60.39, 5.32' or '5,32 60,39'; None if it is no place in Norway."""
    found = (POINT if "." in text else COMMA).findall(text[:LONGEST])
    if len(found) != 2:
        return None
    first, second = (float(one.replace(",", ".")) for one in found)
    for longitude, latitude in ((second, first), (first, second)):
        if WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH:
            return round(longitude, 7), round(latitude, 7)
    return None


def written(point: Point) -> str:
    """A place as a text that `read_place` reads: latitude first, as maps on the web write it."""
    return f"{point[1]:.6f}, {point[0]:.6f}"
