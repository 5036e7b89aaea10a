"""The graph of a plan, put together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.egress import geometry
from dugnad.engines.egress.graph.arcs import flight_arcs, level_arcs, rows, steps
from dugnad.engines.egress.graph.gates import gates_of
from dugnad.engines.egress.graph.values import LEVEL, LIFT, UP, Floats, Graph, Ints
from dugnad.engines.egress.hydraulics import LEVEL_CONSTANT, stair_constant
from dugnad.engines.egress.plan import Plan, WayKind


def build(plan: Plan) -> Graph:
    """The graph of a plan.

    Doors that lead nowhere are left out, as nobody can pass them. A flight without a length gets one from its
    steps and the height between its storeys.
    Raises ValueError when two spaces or two ways have the same id, or a way names a space, or a space a
    storey, that is not there.
    """
    _check_storeys(plan)
    spaces = _index([space.id for space in plan.spaces], "space")
    ways = _index([way.id for way in plan.ways], "way")
    gates, flights = gates_of(plan, spaces)
    arcs, legs = level_arcs(plan, gates)
    tops = flight_arcs(plan, spaces, flights, gates, arcs)
    own = [
        np.array([gate.way for gate in gates], dtype=np.int32),
        np.array([gate.places for gate in gates], dtype=np.int32).reshape(-1, 2),
        np.array([plan.ways[gate.way].width for gate in gates], dtype=float),
    ]
    columns: list[Any] = [*own, *rows(arcs, len(gates)), *legs, *_places(plan, flights, tops)]
    return Graph(plan, spaces, ways, *columns)


def _check_storeys(plan: Plan) -> None:
    storeys = {storey.id for storey in plan.storeys}
    for space in plan.spaces:
        if space.storey not in storeys:
            raise ValueError(
                f"space {space.id!r} names storey {space.storey!r}, which the plan does not hold"
            )


def _index(ids: list[str], word: str) -> dict[str, int]:
    index = {name: place for place, name in enumerate(ids)}
    if len(index) < len(ids):
        twice = next(name for place, name in enumerate(ids) if index[name] != place)
        raise ValueError(f"two of the plan's things are {word} {twice!r}")
    return index


def _places(
    plan: Plan, flights: list[tuple[int, int, int]], tops: list[tuple[float, int]]
) -> tuple[Floats, Floats, NDArray[np.int8], Ints, Ints]:
    ways = [plan.ways[way] for way, _, _ in flights]
    flat = len(plan.spaces)
    area = [geometry.area(space.ring) for space in plan.spaces]
    area += [length * way.width for way, (length, _) in zip(ways, tops, strict=True)]
    modes = [LIFT if way.kind is WayKind.LIFT else LEVEL if way.rolls else UP for way in ways]
    constant = [stair_constant(*steps(way)) if way.kind is WayKind.STAIR else LEVEL_CONSTANT for way in ways]
    return (
        np.array(area, dtype=float),
        np.array([LEVEL_CONSTANT] * flat + constant),
        np.array([LEVEL] * flat + modes, dtype=np.int8),
        np.array([-1] * flat + [top for _, top in tops], dtype=np.int32),
        np.array([-1] * flat + [way for way, _, _ in flights], dtype=np.int32),
    )
