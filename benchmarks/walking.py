"""The shortest way on foot in a network of a municipality's size, beside networkx.

Run: python -m benchmarks.walking.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from dugnad.engines.walking import network
from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.reading import take_bytes
from dugnad.engines.walking.shortest import route
from dugnad.engines.walking.values import Place, place

WIDE, HIGH = 230, 220
QUERIES = 60
CORNER = (5.1, 60.2)
Point = tuple[float, float]


def streets(seed: int = 1) -> tuple[bytes, list[Point]]:
    """About 100,000 sections as GeoJSON, a crooked grid with gaps, and its junctions."""
    chance = random.Random(seed)
    spots = {(x, y): _spot(chance, x, y) for x in range(WIDE) for y in range(HIGH)}
    lines = []
    for (x, y), a in spots.items():
        for b in (spots.get((x + 1, y)), spots.get((x, y + 1))):
            if b and chance.random() < 0.99:
                lines.append(_line(chance, a, b))
    return json.dumps({"type": "FeatureCollection", "features": lines}).encode(), list(spots.values())


def _spot(chance: random.Random, x: int, y: int) -> Point:
    return (
        round(CORNER[0] + x * 0.0016 + chance.uniform(-4e-4, 4e-4), 7),
        round(CORNER[1] + y * 0.0008 + chance.uniform(-2e-4, 2e-4), 7),
    )


def _line(chance: random.Random, a: Point, b: Point) -> dict[str, Any]:
    bends = [
        (a[0] + (b[0] - a[0]) * n / 4 + chance.uniform(-2e-5, 2e-5), a[1] + (b[1] - a[1]) * n / 4)
        for n in (1, 2, 3)
    ]
    geometry = {"type": "LineString", "coordinates": [a, *bends, b]}
    return {"type": "Feature", "properties": {"name": "Vei"}, "geometry": geometry}


def _times(graph: Graph, pairs: list[tuple[Place, Place]]) -> list[float]:
    found = []
    for home, school in pairs:
        start = time.perf_counter()
        route(graph, home, school)
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def _networkx(graph: Graph, pairs: list[tuple[Place, Place]]) -> float:
    """The median of its own Dijkstra from junction to junction, in milliseconds."""
    other = nx.Graph()
    other.add_weighted_edges_from(
        (a, b, one.length) for (a, b), one in zip(graph.ends, graph.sections, strict=True)
    )
    numbers = {at: n for n, at in enumerate(graph.places)}
    found = []
    for home, school in pairs:
        start = time.perf_counter()
        nx.bidirectional_dijkstra(other, numbers[home], numbers[school])
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)[len(found) // 2]


def rows() -> Iterator[dict[str, Any]]:
    """The benchmark's rows for the common table."""
    content, spots = streets()
    start = time.perf_counter()
    taken = take_bytes(content)
    read = time.perf_counter() - start
    kept = network.to_bytes(taken.sections)
    start = time.perf_counter()
    graph = Graph(network.from_bytes(kept))
    loaded = time.perf_counter() - start
    chance = random.Random(2)
    known = set(graph.places)
    ends = [at for at in (place(*spot) for spot in spots) if at in known]
    pairs = [(chance.choice(ends), chance.choice(ends)) for _n in range(QUERIES)]
    route(graph, *pairs[0])
    times = _times(graph, pairs)
    name = f"walking, {len(graph.sections):,} sections"
    yield {"name": f"{name}, read from GeoJSON with report", "value": read, "unit": "s", "goal": 60}
    yield {"name": f"{name}, load what is stored", "value": loaded, "unit": "s", "goal": 5}
    peer = {"peer": "networkx", "peer_value": _networkx(graph, pairs[:10])}
    middle, worst = times[len(times) // 2], times[-1]
    yield {
        "name": f"{name}, door to door anywhere, median",
        "value": middle,
        "unit": "ms",
        "goal": 100,
        **peer,
    }
    yield {"name": f"{name}, door to door anywhere, slowest", "value": worst, "unit": "ms", "goal": 100}


if __name__ == "__main__":
    from benchmarks.table import show

    show(rows())
