"""How far it is from a place to junctions, exact in whole micrometres; two ways of finding the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heapify, heappop, heappush
from math import sqrt

from dugnad.engines.walking.geodesic import scale
from dugnad.engines.walking.graph import Graph
from dugnad.engines.walking.values import PER_METRE, Place

# Beyond this many sections a compiled search of the whole network is quicker than our own of a part.
LARGE = 20_000
# Straight lines are estimated a little short, so that rounding never hides a shorter way.
CAUTION = 0.999
UNKNOWN = -1


def distances(graph: Graph, starts: Mapping[int, int], goals: Mapping[int, int], aim: Place) -> list[int]:
    """For each junction how far it is, or -1. Right for every junction on every shortest way to a goal.

    `starts` and `goals`: junctions with what is walked before and after them; `aim` is where the goals lead.
    """
    if len(graph.sections) > LARGE:
        return everywhere(graph, starts)
    return towards(graph, starts, goals, aim)


def towards(graph: Graph, starts: Mapping[int, int], goals: Mapping[int, int], aim: Place) -> list[int]:
    """A* with a straight line as the estimate; goes on until nothing as short as the best is left."""
    known, left = [UNKNOWN] * len(graph.places), _Left(graph, aim)
    for node, length in starts.items():
        known[node] = length
    queue = [(length + left[node], node, length) for node, length in starts.items()]
    heapify(queue)
    best = None
    while queue and (best is None or queue[0][0] <= best):
        _estimate, node, length = heappop(queue)
        if length > known[node]:
            continue
        if node in goals:
            best = min(length + goals[node], best if best is not None else length + goals[node])
        for other, more, _section in graph.steps[node]:
            reached = length + more
            if known[other] == UNKNOWN or reached < known[other]:
                known[other] = reached
                heappush(queue, (reached + left[other], other, reached))
    return known


class _Left(dict[int, int]):
    """The least that can be left from a junction to the aim, in micrometres; reckoned when asked."""

    def __init__(self, graph: Graph, aim: Place) -> None:
        super().__init__()
        self._places, self._aim = graph.places, aim
        _west, south, _east, north = graph.bounds
        scales = [scale(float(latitude)) for latitude in (south, north)]
        self._east, self._north = (min(one[n] for one in scales) * PER_METRE * CAUTION for n in (0, 1))

    def __missing__(self, node: int) -> int:
        place = self._places[node]
        x, y = (place[0] - self._aim[0]) * self._east, (place[1] - self._aim[1]) * self._north
        found = self[node] = int(sqrt(x * x + y * y))
        return found


def everywhere(graph: Graph, starts: Mapping[int, int]) -> list[int]:
    """Dijkstra's algorithm from a junction more, from which the starts can be reached; every junction is right.

    Lengths are whole numbers far below 2**53, so doubles hold them and their sums exactly.
    """
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    ends, to, length = graph.rows
    count = len(graph.places)
    # One micrometre more on the first step, taken away again: a step of nothing would not be a step.
    data = np.concatenate([length, [value + 1.0 for value in starts.values()]])
    columns = np.concatenate([to, np.array(list(starts), dtype=to.dtype)])
    pointers = np.append(ends, len(columns)).astype(to.dtype)
    matrix = csr_array((data, columns, pointers), shape=(count + 1, count + 1))
    found = dijkstra(matrix, indices=[count])[0, :count]
    known: list[int] = np.where(np.isinf(found), UNKNOWN, found - 1.0).astype(np.int64).tolist()
    return known
