"""From a point on the map to the municipality whose ground it is.

Outlines: Kartverket's municipalities of 2020 (CC BY 4.0), simplified to some hundred metres; the numbers of today come
from the table of municipalities. A point is in degrees, WGS 84. Even-odd rule (Shimrat 1962, Algorithm 112).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from math import cos, hypot, radians

from dugnad.areas.services.door.built import read
from dugnad.areas.services.door.places import Found, Looked
from dugnad.kernel.organisations.municipalities import Municipality, heirs_of

OUTLINES = "outlines.json"
KM_PER_DEGREE = 111.2
SHORE_KM = 5.0
"""How far out at sea a point may lie and still be offered the nearest shore."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One outline: its municipality's number of 2020, its rings, and the box around them (west, south, east, north)."""

    number: str
    rings: tuple[tuple[Sequence[int], Sequence[int]], ...]
    box: tuple[int, int, int, int]


def standing(latitude: float, longitude: float, on: date) -> Looked:
    """Whose ground a point is: one municipality, a divided one's heirs, or those within 5 km."""
    per_degree, grounds = outlines()
    x, y = round(longitude * per_degree), round(latitude * per_degree)
    numbers = [one.number for one in _around(grounds, x, y, 0) if _inside(one, x, y)]
    found = _heirs(numbers, latitude, longitude, on)
    if found:
        return Looked(found, exact=len(found) == 1)
    return Looked(_heirs(_shores(x, y), latitude, longitude, on), exact=False)


@lru_cache(maxsize=1)
def outlines() -> tuple[int, tuple[Ground, ...]]:
    """Units per degree and all outlines; none where set-up has not made them."""
    whole = read(OUTLINES) or {"perDegree": 1, "municipalities": {}}
    grounds = (_ground(number, lines) for number, lines in whole["municipalities"].items())
    return whole["perDegree"], tuple(grounds)


def _ground(number: str, lines: Iterable[Sequence[int]]) -> Ground:
    rings = tuple(
        (array("i", accumulate(steps[::2])), array("i", accumulate(steps[1::2]))) for steps in lines
    )
    box = (
        min(min(xs) for xs, _ in rings),
        min(min(ys) for _, ys in rings),
        max(max(xs) for xs, _ in rings),
        max(max(ys) for _, ys in rings),
    )
    return Ground(number, rings, box)


def _around(grounds: Iterable[Ground], x: int, y: int, margin: int) -> Iterator[Ground]:
    for one in grounds:
        west, south, east, north = one.box
        if west - margin <= x <= east + margin and south - margin <= y <= north + margin:
            yield one


def _inside(one: Ground, x: int, y: int) -> bool:
    return sum(_crossings(xs, ys, x, y) for xs, ys in one.rings) % 2 == 1


def _crossings(xs: Sequence[int], ys: Sequence[int], x: int, y: int) -> int:
    """How many sides of a ring a ray from the point to the east meets."""
    met = 0
    for at in range(len(xs) - 1):
        ay, by = ys[at], ys[at + 1]
        if (ay > y) != (by > y) and x < (xs[at + 1] - xs[at]) * (y - ay) / (by - ay) + xs[at]:
            met += 1
    return met


def _shores(x: int, y: int) -> list[str]:
    """The numbers of those whose outline comes within `SHORE_KM`, the nearest first."""
    per_degree, grounds = outlines()
    shrink = cos(radians(y / per_degree))
    near = ((_away(one, x, y, shrink) / per_degree, one.number) for one in _around(grounds, x, y, per_degree))
    return [number for away, number in sorted(near) if away * KM_PER_DEGREE <= SHORE_KM]


def _away(one: Ground, x: int, y: int, shrink: float) -> float:
    return min(
        hypot((px - x) * shrink, py - y) for xs, ys in one.rings for px, py in zip(xs, ys, strict=True)
    )


def _heirs(numbers: Iterable[str], latitude: float, longitude: float, on: date) -> tuple[Found, ...]:
    """The municipalities of the day; of those that shared a divided one, the one with the nearest seat first."""

    def away(heir: Municipality) -> float:
        seat = heir.seat
        return hypot(seat.latitude - latitude, (seat.longitude - longitude) / 2) if seat else float("inf")

    found = (heir for number in numbers for heir in sorted(heirs_of(number, on), key=away))
    return tuple(Found(heir) for heir in dict.fromkeys(found))
