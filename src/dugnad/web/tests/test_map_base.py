"""The base of the map, as scripts/assets.mjs draws it from outlines of Kartverket and Natural Earth."""

from __future__ import annotations

import gzip
import json
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pytest

BASE = Path(__file__).parents[1] / "static" / "built" / "map" / "norway.json"
PLACES = Path(__file__).parents[1] / "static" / "js" / "places.json"
LIMIT = 300_000

pytestmark = pytest.mark.skipif(not BASE.exists(), reason="needs the assets: node scripts/assets.mjs")


@pytest.fixture(scope="module")
def base() -> dict[str, Any]:
    whole = json.loads(BASE.read_text())
    found: dict[str, list[list[list[float]]]] = {}
    for part in whole["parts"]:
        lines = [points(steps, whole["perDegree"]) for steps in part["lines"]]
        found.setdefault(part["kind"], []).extend(lines)
    return found


def points(steps: list[int], per_degree: int) -> list[list[float]]:
    """The line's points in degrees, as map.js works them out."""
    xs, ys = accumulate(steps[::2]), accumulate(steps[1::2])
    return [[x / per_degree, y / per_degree] for x, y in zip(xs, ys, strict=True)]


def crossings(ring: list[list[float]], x: float, y: float) -> int:
    """How many sides of the ring a ray from the point to the east meets."""
    return sum(
        (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in pairwise(ring)
    )


def contains(rings: list[list[list[float]]], x: float, y: float) -> bool:
    return any(crossings(ring, x, y) % 2 == 1 for ring in rings)


def side(a: list[float], b: list[float], c: list[float]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def crossed(lines: list[list[list[float]]], a: list[float], b: list[float]) -> int:
    """How often the straight way from `a` to `b` crosses the lines."""
    return sum(
        side(a, c, d) != side(b, c, d) and side(a, b, c) != side(a, b, d)
        for line in lines
        for c, d in pairwise(line)
    )


def test_the_base_is_small() -> None:
    assert len(gzip.compress(BASE.read_bytes())) < LIMIT


LILLESTROM, ALNA, ASKER, DRAMMEN, BAERUM = (
    [11.05, 59.955],
    [10.84, 59.93],
    [10.435, 59.835],
    [10.205, 59.745],
    [10.53, 59.9],
)
HAMAR, STANGE, LOTEN = [11.07, 60.795], [11.195, 60.72], [11.345, 60.82]


@pytest.mark.parametrize(
    ("a", "b", "municipal", "county"),
    [
        (ALNA, [10.80, 59.94], 0, 0),
        (HAMAR, LOTEN, 1, 0),
        (STANGE, LOTEN, 1, 0),
        (BAERUM, ASKER, 1, 0),
        ([23.27, 69.9], [23.04, 69.01], 1, 0),
    ],
    ids=["within Oslo", "Hamar-Løten", "Stange-Løten", "Bærum-Asker", "Alta-Kautokeino"],
)
def test_lines_lie_between_municipalities(
    base: dict[str, Any], a: list[float], b: list[float], municipal: int, county: int
) -> None:
    assert crossed(base["municipality"], a, b) % 2 == municipal
    assert crossed(base["county"], a, b) == county


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (ALNA, LILLESTROM),
        (DRAMMEN, ASKER),
        ([9.655, 59.14], [10.03, 59.055]),
        ([21.03, 69.77], [23.27, 69.97]),
    ],
    ids=["Oslo-Akershus", "Buskerud-Akershus", "Telemark-Vestfold", "Troms-Finnmark"],
)
def test_lines_between_the_counties_of_today_are_told_apart(
    base: dict[str, Any], a: list[float], b: list[float]
) -> None:
    assert crossed(base["county"], a, b) % 2 == 1


def test_no_line_is_drawn_between_what_was_one_county_and_is_again(base: dict[str, Any]) -> None:
    """Hedmark and Oppland are Innlandet; Sogn og Fjordane and Hordaland are Vestland."""
    assert crossed(base["county"], HAMAR, [10.69, 60.795]) == 0
    assert crossed(base["county"], [6.58, 61.085], [6.415, 60.63]) == 0


def test_the_border_runs_from_the_south_to_the_north_east(base: dict[str, Any]) -> None:
    (line,) = base["border"]
    ends = sorted((line[0], line[-1]))
    assert ends[0] == pytest.approx([11.45, 58.99], abs=0.1)
    assert ends[1] == pytest.approx([30.82, 69.79], abs=0.1)
    assert crossed([line], [11.385, 62.575], [14.64, 63.18]) % 2 == 1


@pytest.mark.parametrize(
    ("x", "y"), [(-8.5, 71.0), (17.5, 79.0), (22.5, 77.8)], ids=["Jan Mayen", "Spitsbergen", "Edgeøya"]
)
def test_the_islands_in_the_north_are_there(base: dict[str, Any], x: float, y: float) -> None:
    near = [(0.0, 0.0), (0.3, 0.05), (-0.3, -0.05), (0.3, -0.05), (-0.3, 0.05), (0.0, 0.3), (0.0, -0.3)]
    assert any(contains(base["norway"], x + dx, y + dy) for dx, dy in near)


# Places that lie inland, so that a simplified shore does not decide.
@pytest.mark.parametrize(
    ("name", "x", "y"),
    [
        ("Oslo", 10.75, 59.95),
        ("Røros", 11.38, 62.57),
        ("Kautokeino", 23.04, 69.01),
        ("Spitsbergen", 17.5, 79.0),
    ],
)
def test_norwegian_places_are_in_norway(base: dict[str, Any], name: str, x: float, y: float) -> None:
    assert contains(base["norway"], x, y), name
    assert not contains(base["neighbour"], x, y), name


@pytest.mark.parametrize(
    ("name", "x", "y"),
    [("Östersund", 14.64, 63.18), ("Rovaniemi", 25.73, 66.5), ("Verkhnetulomskij", 31.8, 68.6)],
)
def test_neighbours_are_not(base: dict[str, Any], name: str, x: float, y: float) -> None:
    assert contains(base["neighbour"], x, y), name
    assert not contains(base["norway"], x, y), name


def test_the_open_sea_is_nobodys(base: dict[str, Any]) -> None:
    for x, y in [(2.0, 66.5), (-5.0, 66.0), (20.0, 73.0), (3.0, 57.0)]:
        assert not contains(base["norway"], x, y)
        assert not contains(base["neighbour"], x, y)


def test_names_of_places_lie_in_norway_or_at_its_shore(base: dict[str, Any]) -> None:
    near = [(0.0, 0.0), (0.12, 0.0), (-0.12, 0.0), (0.0, 0.05), (0.0, -0.05), (0.1, 0.04), (-0.1, -0.04)]
    for name, x, y, _ in json.loads(PLACES.read_text()):
        assert any(contains(base["norway"], x + dx, y + dy) for dx, dy in near), name
