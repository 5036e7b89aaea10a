"""The base of the map, as scripts/assets.mjs draws it from Natural Earth."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

BASE = Path(__file__).parents[1] / "static" / "built" / "map" / "norway.json"
PLACES = Path(__file__).parents[1] / "static" / "js" / "places.json"
LIMIT = 500_000

pytestmark = pytest.mark.skipif(not BASE.exists(), reason="needs the assets: node scripts/assets.mjs")


@pytest.fixture(scope="module")
def base() -> dict[str, Any]:
    features = json.loads(BASE.read_text())["features"]
    return {feature["properties"]["kind"]: feature["geometry"]["coordinates"] for feature in features}


def crossings(ring: list[list[float]], x: float, y: float) -> int:
    """How many sides of the ring a ray from the point to the east meets."""
    return sum(
        (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in pairwise(ring)
    )


def contains(polygons: list[list[list[list[float]]]], x: float, y: float) -> bool:
    return any(sum(crossings(ring, x, y) for ring in rings) % 2 == 1 for rings in polygons)


def test_the_base_is_small() -> None:
    assert BASE.stat().st_size < LIMIT


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
