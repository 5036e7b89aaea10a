"""A filter over the model of a care home, and what tests ask of it."""

from __future__ import annotations

from collections import deque

import numpy as np

from dugnad.engines.presence import (
    Filter,
    Graph,
    Sighting,
    Verdict,
)
from dugnad.engines.presence.tests.houses import care_home

GRAPH = Graph.of(care_home())


START = 1_000_000.0


HOME = "1-r4"


def known_filter(*people: str, **options: object) -> Filter:
    made = Filter(GRAPH, START)
    for person in people or ("anna",):
        made.add(person, **options)  # type: ignore[arg-type]
    return made


def see(
    follow: Filter,
    space: str,
    kind: str = "badge",
    device: str = "",
    *,
    person: str = "anna",
    at: float | None = None,
    left: bool = False,
) -> Verdict:
    moment = follow.now if at is None else at
    return follow.sight(Sighting(person, space, kind, device or f"{kind}-{space}", moment, left))


def share(follow: Filter, space: str, person: str = "anna") -> float:
    return dict(follow.belief(person).spaces).get(space, 0.0)


def column(follow: Filter, person: str = "anna") -> np.ndarray:
    known = follow._people[person]
    return known.chunk.column(known.place) / known.chunk.totals[known.place]


def hops(start: str) -> dict[int, int]:
    """How many ways it is from a space to each other."""
    found = {GRAPH.number[start]: 0}
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for there in GRAPH.beside[here]:
            if there not in found:
                found[there] = found[here] + 1
                queue.append(there)
    return found
