"""Routes for one walker: from everywhere to the nearest safe place, or from one place to everywhere.

One search from all targets at once gives every route; it is run anew when something shuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.egress.graph import DOWN, LEVEL, LIFT, UP, Floats, Graph, Ints
from dugnad.engines.egress.hydraulics import SFPE
from dugnad.engines.egress.plan import WayKind

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Walker:
    """Speeds in m/s, along the slope on stairs; None: cannot. `width`: the least clear width, m (wheelchair 0.8)."""

    level: float = 1.19
    up: float | None = 0.75
    down: float | None = 0.95
    lift: float | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Shut:
    """Ids of ways and spaces that nobody goes through; one may still leave a shut space one stands in."""

    ways: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Goal:
    """Where to: the exits with these ids (None: all), refuges, and these spaces."""

    exits: frozenset[str] | None = None
    refuges: bool = False
    spaces: frozenset[str] = frozenset()


ABLE: Final = Walker()
OUT: Final = Goal()
REFUGE: Final = Goal(exits=frozenset(), refuges=True)
SAFETY: Final = Goal(refuges=True)
NOTHING_SHUT: Final = Shut()


@dataclass(frozen=True, slots=True)
class Path:
    """A route: ids of the ways and spaces in the order of walking, its metres and seconds."""

    ways: tuple[str, ...]
    spaces: tuple[str, ...]
    metres: float
    seconds: float


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """Routes of all spaces: `seconds` and `metres` (inf: none) and `first` gate (-1: none, or already there).

    Of gates: `gate_seconds`, `gate_next`, `gate_via` (the place walked through next) and `gate_hop` (metres to
    the next gate). `inward`: the routes lead from the start to the spaces, so they are read backwards.
    """

    graph: Graph
    seconds: Floats
    metres: Floats
    first: Ints
    gate_seconds: Floats
    gate_next: Ints
    gate_via: Ints
    gate_hop: Floats
    inward: bool = False

    def path(self, space: str) -> Path | None:
        """The route from a space to safety, or from the start to it; None: there is none.

        Raises KeyError when the plan has no such space.
        """
        number = self.graph.spaces[space]
        if not np.isfinite(self.seconds[number]):
            return None
        ways, spaces = self._walk(number)
        order = -1 if self.inward else 1
        return Path(
            tuple(ways[::order]),
            tuple(spaces[::order]),
            float(self.metres[number]),
            float(self.seconds[number]),
        )

    def leaving(self, space: str) -> list[tuple[int, float]]:
        """The places on the route to safety, and the seconds after setting out when each is left."""
        number = self.graph.spaces[space]
        gate, place, left = int(self.first[number]), number, []
        while gate >= 0:
            left.append((place, float(self.seconds[number] - self.gate_seconds[gate])))
            gate, place = int(self.gate_next[gate]), int(self.gate_via[gate])
        return left

    def _walk(self, number: int) -> tuple[list[str], list[str]]:
        plan, gate = self.graph.plan, int(self.first[number])
        ways: list[str] = []
        spaces = [plan.spaces[number].id]
        while gate >= 0:
            way, place = plan.ways[self.graph.gate_way[gate]].id, int(self.gate_via[gate])
            if not ways or ways[-1] != way:
                ways.append(way)
            if 0 <= place < len(plan.spaces):
                spaces.append(plan.spaces[place].id)
            gate = int(self.gate_next[gate])
        return ways, spaces


def reroute(
    graph: Graph,
    walker: Walker = ABLE,
    *,
    shut: Shut = NOTHING_SHUT,
    goal: Goal = OUT,
    delays: Mapping[str, float] | None = None,
) -> Routes:
    """Routes from every space to the nearest goal in walking time.

    `delays`: seconds of waiting at ways, by id. Raises KeyError when an id is not the plan's.
    """
    sources = _targets(graph, goal, shut)
    return _search(graph, walker, shut, sources, goal_spaces(graph, goal, shut), delays, inward=False)


def reach(
    graph: Graph,
    walker: Walker,
    *,
    entrance: str | None = None,
    space: str | None = None,
    shut: Shut = NOTHING_SHUT,
    delays: Mapping[str, float] | None = None,
) -> Routes:
    """Routes from an exit (as seen from outside) or a space to every space.

    Raises KeyError when an id is not the plan's, ValueError unless one of both is given.
    """
    if (entrance is None) == (space is None):
        raise ValueError("name an entrance or a space")
    if space is not None:
        number = graph.spaces[space]
        gates, lengths = graph.legs(number)
        sources = gates, lengths / walker.level, lengths, np.full(len(gates), number, np.int32)
        return _search(graph, walker, shut, sources, [number], delays, inward=True)
    gates = np.flatnonzero(graph.gate_way == graph.ways[str(entrance)]).astype(np.int32)
    return _search(graph, walker, shut, _at(graph, gates, graph.outside), [], delays, inward=True)


def goal_spaces(graph: Graph, goal: Goal, shut: Shut = NOTHING_SHUT) -> list[int]:
    """Indices of the spaces where one has arrived."""
    wanted = {graph.spaces[space] for space in goal.spaces}
    if goal.refuges:
        wanted |= {number for number, space in enumerate(graph.plan.spaces) if space.refuge}
    return sorted(number for number in wanted if graph.plan.spaces[number].id not in shut.spaces)


Sources = tuple[Ints, Floats, Floats, Ints]


def _targets(graph: Graph, goal: Goal, shut: Shut) -> Sources:
    exits = [
        gate
        for gate in np.flatnonzero(graph.gate_places[:, 1] == graph.outside)
        if goal.exits is None or graph.plan.ways[graph.gate_way[gate]].id in goal.exits
    ]
    parts = [_at(graph, np.array(exits, dtype=np.int32), graph.outside)]
    for space in goal_spaces(graph, goal, shut):
        parts.append(_at(graph, graph.legs(space)[0], space))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))  # type: ignore[return-value]


def _at(graph: Graph, gates: Ints, place: int) -> Sources:
    return gates, np.zeros(len(gates)), np.zeros(len(gates)), np.full(len(gates), place, np.int32)


def _search(
    graph: Graph,
    walker: Walker,
    shut: Shut,
    sources: Sources,
    arrived: Iterable[int],
    delays: Mapping[str, float] | None,
    *,
    inward: bool,
) -> Routes:
    from dugnad.engines.egress.search import settle, spread

    usable, passable = _open(graph, walker, shut)
    weight = _weights(graph, walker, inward)
    arcs = graph.arc_start, graph.arc_to, graph.arc_length, graph.arc_place
    cost, metres, onward, via, hop = spread(
        *arcs, weight, usable, passable, _waiting(graph, delays), *sources
    )
    legs = graph.leg_start, graph.leg_gate, graph.leg_length
    seconds, length, first = settle(*legs, 1 / walker.level, cost, metres, via)
    here = list(arrived)
    seconds[here], length[here], first[here] = 0.0, 0.0, -1
    return Routes(graph, seconds, length, first, cost, onward, via, hop, inward)


def _open(graph: Graph, walker: Walker, shut: Shut) -> tuple[Bools, Bools]:
    """Gates that the walker fits through and places one may walk through."""
    usable = graph.gate_width >= walker.width
    passable = np.ones(graph.outside, dtype=bool)
    passable[[graph.spaces[space] for space in shut.spaces]] = False
    for way in shut.ways:
        usable[graph.gate_way == graph.ways[way]] = False
    return usable, passable


def _weights(graph: Graph, walker: Walker, inward: bool) -> Floats:
    """Seconds of each arc; searching from the targets, it is walked against its direction."""
    up, down = (walker.up, walker.down) if inward else (walker.down, walker.up)
    pace = np.full(4, np.inf)
    for mode, speed in ((LEVEL, walker.level), (UP, up), (DOWN, down), (LIFT, walker.lift)):
        pace[mode] = 1 / speed if speed else np.inf
    weights: Floats = graph.arc_length * pace[graph.arc_mode]
    if walker.lift:
        weights[graph.arc_mode == LIFT] += SFPE.lift_wait
    return weights


def _waiting(graph: Graph, delays: Mapping[str, float] | None) -> Floats:
    waiting = np.zeros(len(graph.gate_way))
    for way, seconds in (delays or {}).items():
        waiting[graph.gate_way == graph.ways[way]] += seconds
    return waiting


def exits(graph: Graph) -> tuple[str, ...]:
    """Ids of the ways that lead outside."""
    return tuple(way.id for way in graph.plan.ways if way.kind is WayKind.EXIT)
