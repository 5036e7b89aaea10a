"""How belief spreads: a matrix of chances to go from space to space in one step of a person's own length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

import numpy as np
from scipy.sparse import csr_array

from dugnad.engines.egress.plan import SpaceKind
from dugnad.engines.presence.graph import Edge, Graph

LINGER = 2.0
HURRY = 1.5
SELDOM_OUT = 0.05
ONWARD = 4.0
SHORTEST_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Mobility:
    """How a person gets about: metres per second on the level (0: not without help), whether stairs are walked,
    and the mean seconds that they stay in a room.

    Speeds by aid: Boyce, Shields and Silcock 1999 (Fire Technology 35, 51-67), as in the SFPE Handbook.
    """

    speed: float = 0.95
    stairs: bool = True
    stay: float = 3600.0


def step_seconds(graph: Graph, mobility: Mobility) -> float:
    """The time in which the person can pass one space at most: what bounds how fast belief spreads."""
    if mobility.speed <= 0:
        return 60.0
    passed = [m for m, kind in zip(graph.metres, graph.kinds, strict=True) if kind is not SpaceKind.ROOM]
    shortest = min(passed, default=min(graph.metres, default=1.0))
    return max(SHORTEST_STEP, shortest / (HURRY * mobility.speed))


def transition(
    graph: Graph, mobility: Mobility, fading: float, unnoticed: Mapping[int, float] | None = None
) -> csr_array:
    """The matrix of one step, column to row, with 'unknown' as the last number; its columns sum to 1.

    `fading`: mean seconds until belief without sightings has become 'unknown'. `unnoticed`: the chance to come
    into a space without being noticed, by number, where sensors watch: who is not noticed has hardly gone there.
    """
    unnoticed = unnoticed or {}
    step = step_seconds(graph, mobility)
    unknown = len(graph.spaces)
    fades = 1.0 - exp(-step / fading)
    rows, columns, values = [unknown], [unknown], [1.0]
    for here, ways in enumerate(_ways(graph, mobility)):
        goes = 1.0 - exp(-step * _rate(graph, here, mobility)) if ways else 0.0
        weight = sum(ways.values())
        chances = {
            there: (1 - fades) * goes * unnoticed.get(there, 1.0) * share / weight
            for there, share in ways.items()
        }
        chances[here] = 1 - fades - sum(chances.values())
        chances[unknown] = chances.get(unknown, 0.0) + fades
        rows += chances.keys()
        columns += [here] * len(chances)
        values += chances.values()
    size = unknown + 1
    # Half the width of scipy's own choice: the product reads little else than the numbers themselves.
    places = (np.array(rows, dtype=np.int32), np.array(columns, dtype=np.int32))
    return csr_array((np.array(values, dtype=np.float32), places), shape=(size, size))


def _rate(graph: Graph, here: int, mobility: Mobility) -> float:
    """Departures per second."""
    if graph.kinds[here] is SpaceKind.ROOM:
        return 1.0 / mobility.stay
    return mobility.speed / (LINGER * graph.metres[here])


def _ways(graph: Graph, mobility: Mobility) -> list[dict[int, float]]:
    """For each space where the person can go on to, with weights; outside has the number of 'unknown'."""
    found: list[dict[int, float]] = [defaultdict(float) for _ in graph.spaces]
    for edge in graph.edges:
        if _passable(edge, mobility):
            beyond = len(graph.spaces) if edge.b is None else edge.b
            found[edge.a][beyond] += SELDOM_OUT if edge.b is None else _drawn(graph, edge.b)
            if edge.b is not None:
                found[edge.b][edge.a] += _drawn(graph, edge.a)
    return found


def _drawn(graph: Graph, there: int) -> float:
    """What leads on to many places is more often one's way than any single room."""
    return 1.0 if graph.kinds[there] is SpaceKind.ROOM else ONWARD


def _passable(edge: Edge, mobility: Mobility) -> bool:
    return mobility.speed > 0 and edge.a != edge.b and (mobility.stairs or not edge.steps)
