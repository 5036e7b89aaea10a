"""Two invented quarters, drawn by code: streets that do not exist, laid where a map of Bergen and Oslo has room.

A school with a grid of streets in the west, a valley road of six kilometres to the east, side streets along it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

Point = tuple[float, float]
Metres = tuple[float, float]
KNEE = 400
KNEES = 15
BESIDE = (4, 5, 6, 8, 10, 12, 14)
GRID = 120


@dataclass(frozen=True)
class Quarter:
    """An invented quarter: where its school stands, and what its streets are called."""

    corner: Point
    school: str
    valley: str
    old: str
    path: str
    along: tuple[str, ...]
    across: tuple[str, ...]
    beside: tuple[str, ...]
    turned: int = 1

    def at(self, east: float, north: float) -> Point:
        """A place by metres from the school's corner, to seven decimals."""
        longitude, latitude = self.corner
        wide = 111_412 * cos(radians(latitude))
        return round(longitude + self.turned * east / wide, 7), round(latitude + north / 111_412, 7)

    @property
    def door(self) -> Point:
        """The school's door."""
        return self.at(-250, 30)

    def home(self, which: int) -> Point:
        """A door in the side street number `which` (0-6), the farther the higher; -1: in the streets by the school."""
        if which < 0:
            return self.at(-590, 215)
        east, north = _knee(BESIDE[which])
        return self.at(east + 95, north + 232)


QUARTERS = {
    "Bergen kommune": Quarter(
        (5.345, 60.312),
        "Eksempeldalen skole",
        "Eksempeldalsveien",
        "Gamle Eksempelvei",
        "Bekkestien",
        ("Rognveien", "Heggveien", "Seljeveien", "Orreveien", "Linerleveien", "Trostveien", "Erleveien"),
        ("Skolebakken", "Lyngbakken", "Røsslyngveien", "Blåbærveien", "Tyttebærveien", "Molteveien"),
        ("Kvernhusbakken", "Smiebakken", "Naustbakken", "Øvre Tun", "Sagbakken", "Myrbakken", "Fagerlitunet"),
    ),
    "Oslo kommune": Quarter(
        (10.905, 59.962),
        "Eksempelåsen skole",
        "Eksempelåsveien",
        "Gamle Åsvei",
        "Turstien",
        ("Granlyveien", "Furulyveien", "Bjørkelyveien", "Oreveien", "Hasselveien", "Alveien", "Osperveien"),
        ("Skolestien", "Kornveien", "Havreveien", "Byggveien", "Rugveien", "Hveteveien"),
        ("Låvebakken", "Stallbakken", "Stabburbakken", "Øvre Gård", "Tjernbakken", "Utsikten", "Endetunet"),
        turned=-1,
    ),
}


def _knee(number: int) -> Metres:
    """A junction of the valley road."""
    return number * KNEE, round(120 * sin(number * 0.9))


def file_of(quarter: Quarter) -> bytes:
    """The quarter as GeoJSON, as a city would send it in."""
    lines = (*_streets(quarter), *_valley(quarter), *_others(quarter))
    features = [_feature(quarter, name, points, tags) for name, points, tags in lines]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


Drawn = tuple[str, Sequence[Metres], dict[str, str]]


def _feature(quarter: Quarter, name: str, points: Sequence[Metres], tags: dict[str, str]) -> dict[str, Any]:
    line = [list(quarter.at(*point)) for point in points]
    geometry = {"type": "LineString", "coordinates": line}
    return {"type": "Feature", "properties": {"name": name, **tags}, "geometry": geometry}


def _streets(quarter: Quarter) -> Iterator[Drawn]:
    street = {"highway": "residential"}
    easts, norths = [-n * GRID for n in range(6)], [(n - 3) * GRID for n in range(7)]
    for north, name in zip(norths, quarter.along, strict=True):
        yield name, [(east, north) for east in easts], street
    for east, name in zip(easts, quarter.across, strict=True):
        yield name, [(east, north) for north in norths], street


def _valley(quarter: Quarter) -> Iterator[Drawn]:
    points: list[Metres] = []
    for number in range(KNEES):
        a, b = _knee(number), _knee(number + 1)
        points += [a, *(_between(a, b, share) for share in (0.25, 0.5, 0.75))]
    yield quarter.valley, [*points, _knee(KNEES)], {"highway": "secondary"}
    for number, name in zip(BESIDE, quarter.beside, strict=True):
        east, north = _knee(number)
        turns = [(east, north), (east + 30, north + 120), (east + 90, north + 220), (east + 200, north + 240)]
        yield name, turns, {"highway": "residential"}


def _between(a: Metres, b: Metres, share: float) -> Metres:
    sway = 18 * sin(share * 6.28)
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share + sway


def _others(quarter: Quarter) -> Iterator[Drawn]:
    a, b, c = _knee(2), _knee(6), _knee(9)
    round_about = [(a[0] + 120, a[1] - 300), (a[0] + 800, a[1] - 420), (b[0] - 150, b[1] - 330)]
    yield quarter.path, [a, *round_about, b], {"highway": "footway"}
    yield quarter.old, [b, (b[0] + 300, b[1] + 420), (c[0] - 300, c[1] + 460), c], {"highway": "track"}
    yield "Tunnel", [_knee(1), (900, 700), _knee(4)], {"highway": "primary", "tunnel": "yes", "foot": "no"}
    yield "E 99", [(-600, 900), (6000, 1100)], {"highway": "motorway"}
    yield "Holmestien", [(2400, -900), (2600, -1000), (2750, -950)], {"highway": "path"}


def danger_spots(quarter: Quarter) -> tuple[Point, ...]:
    """The middle of the valley road between its third and fourth junction, and between its fifth and sixth."""
    return tuple(quarter.at(*_between(_knee(n), _knee(n + 1), 0.5)) for n in (3, 5))
