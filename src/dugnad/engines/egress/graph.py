"""A plan as arrays: places one stands in, gates between two places, and how far it is from gate to gate.

Places are the plan's spaces and, after them, one for each flight of stairs or lift. A gate lies between exactly
two places: a door between two spaces, an exit between a space and the outside, and each end of a
flight between a landing and the flight. Two gates of the same place are joined by an arc. So the graph for
finding routes and the network that people flow through are the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.egress import geometry
from dugnad.engines.egress.hydraulics import LEVEL_CONSTANT, stair_constant
from dugnad.engines.egress.plan import Plan, Point, Space, Way, WayKind

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

LEVEL: Final = 0
UP: Final = 1
DOWN: Final = 2
LIFT: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The arrays; indices are int32, lengths metres. `outside` is the index of no place: after the last.

    gates: `gate_way` (index in plan.ways), `gate_places` (n, 2), `gate_width` (m).
    arcs from gate i are `arc_start[i]:arc_start[i + 1]`: `arc_to`, `arc_length`, `arc_place`, `arc_mode`.
    legs from the middle of space s are `leg_start[s]:leg_start[s + 1]`: `leg_gate`, `leg_length`.
    places: `place_area` (m2), `place_constant` (k, m/s), `place_mode`, `place_top` (the flight's upper gate, or -1),
    `place_way` (the flight's way, or -1).
    """

    plan: Plan
    spaces: Mapping[str, int]
    ways: Mapping[str, int]
    gate_way: Ints
    gate_places: Ints
    gate_width: Floats
    arc_start: Ints
    arc_to: Ints
    arc_length: Floats
    arc_place: Ints
    arc_mode: NDArray[np.int8]
    leg_start: Ints
    leg_gate: Ints
    leg_length: Floats
    place_area: Floats
    place_constant: Floats
    place_mode: NDArray[np.int8]
    place_top: Ints
    place_way: Ints

    @property
    def outside(self) -> int:
        """The index that stands for being outside."""
        return len(self.place_area)

    def legs(self, space: int, at: Point | None = None) -> tuple[Ints, Floats]:
        """The gates of a space and the metres to each from `at`, or from its middle."""
        part = slice(int(self.leg_start[space]), int(self.leg_start[space + 1]))
        gates = self.leg_gate[part]
        if at is None or not len(gates):
            return gates, self.leg_length[part]
        points = np.array([at, *(self.plan.ways[way].at for way in self.gate_way[gates])])
        return gates, geometry.distances(self.plan.spaces[space].ring, points)[0, 1:]


@dataclass(slots=True)
class _Gate:
    way: int
    places: tuple[int, int]


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
    gates, flights = _gates(plan, spaces)
    arcs, legs = _level_arcs(plan, gates)
    tops = _flight_arcs(plan, spaces, flights, gates, arcs)
    own = [
        np.array([gate.way for gate in gates], dtype=np.int32),
        np.array([gate.places for gate in gates], dtype=np.int32).reshape(-1, 2),
        np.array([plan.ways[gate.way].width for gate in gates], dtype=float),
    ]
    columns: list[Any] = [*own, *_rows(arcs, len(gates)), *legs, *_places(plan, flights, tops)]
    return Graph(plan, spaces, ways, *columns)


def flight_length(plan: Plan, way: Way, rise: float) -> float:
    """Metres along the slope: as given, or what the steps make of the rise between the storeys."""
    if way.length > 0 or way.kind is WayKind.LIFT:
        return max(way.length, rise, 0.1)
    riser, tread = steps(way)
    return max(rise / riser * math.hypot(riser, tread), 0.1)


def steps(way: Way) -> tuple[float, float]:
    """Riser and tread in metres, or usual ones (17 by 28 cm) where the plan's cannot be."""
    plausible = 0.05 <= way.riser <= 0.5 and 0.05 <= way.tread <= 1.0
    return (way.riser, way.tread) if plausible else (0.17, 0.28)


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


def _gates(plan: Plan, spaces: Mapping[str, int]) -> tuple[list[_Gate], list[tuple[int, int, int]]]:
    """All gates, and of each flight: its way and its two gates."""
    gates: list[_Gate] = []
    flights: list[tuple[int, int, int]] = []
    outside = len(spaces) + sum(_is_flight(way) for way in plan.ways)
    for number, way in enumerate(plan.ways):
        ends = [_space(spaces, way, end) for end in (way.a, way.b) if end is not None]
        if _is_flight(way):
            flight = len(spaces) + len(flights)
            flights.append((number, len(gates), len(gates) + 1))
            gates += [_Gate(number, (ends[0], flight)), _Gate(number, (flight, ends[1]))]
        elif way.kind is WayKind.EXIT:
            gates.append(_Gate(number, (ends[0], outside)))
        elif way.b is not None and ends[0] != ends[1]:
            gates.append(_Gate(number, (ends[0], ends[1])))
    return gates, flights


def _is_flight(way: Way) -> bool:
    return way.kind in {WayKind.STAIR, WayKind.LIFT} and way.b is not None and way.a != way.b


def _space(spaces: Mapping[str, int], way: Way, space: str) -> int:
    if space not in spaces:
        raise ValueError(f"way {way.id!r} names space {space!r}, which the plan does not hold")
    return spaces[space]


Arcs = list[tuple[Ints, Ints, Floats, Ints, NDArray[np.int8]]]


def _level_arcs(plan: Plan, gates: list[_Gate]) -> tuple[Arcs, tuple[Ints, Ints, Floats]]:
    """Arcs between the gates of each space, and the legs from its middle."""
    of_space: list[list[int]] = [[] for _ in plan.spaces]
    for number, gate in enumerate(gates):
        for place in gate.places:
            if place < len(of_space):
                of_space[place].append(number)
    arcs: Arcs = []
    lengths: list[Floats] = []
    for place, (space, members) in enumerate(zip(plan.spaces, of_space, strict=True)):
        lengths.append(_space_arcs(plan, space, place, members, gates, arcs))
    start = np.cumsum([0, *map(len, of_space)], dtype=np.int32)
    order = np.array([gate for members in of_space for gate in members], dtype=np.int32)
    return arcs, (start, order, np.concatenate([*lengths, np.zeros(0)]))


def _space_arcs(
    plan: Plan, space: Space, place: int, members: list[int], gates: list[_Gate], arcs: Arcs
) -> Floats:
    if not members:
        return np.zeros(0)
    at = [plan.ways[gates[gate].way].at for gate in members]
    points = np.array([geometry.middle(space.ring or tuple(at)), *at], dtype=float)
    lengths = geometry.distances(space.ring, points)
    one, other = np.nonzero(~np.eye(len(members), dtype=bool))
    index = np.array(members, dtype=np.int32)
    arcs.append(_arcs(index[one], index[other], lengths[1:, 1:][one, other], place, LEVEL))
    return lengths[0, 1:]


def _arcs(
    one: Ints, other: Ints, length: Floats, place: int, mode: int
) -> tuple[Ints, Ints, Floats, Ints, NDArray[np.int8]]:
    count = len(one)
    return one, other, length, np.full(count, place, np.int32), np.full(count, mode, np.int8)


def _flight_arcs(
    plan: Plan, spaces: Mapping[str, int], flights: list[tuple[int, int, int]], gates: list[_Gate], arcs: Arcs
) -> list[tuple[float, int]]:
    """Adds the two arcs of each flight; gives its length and its upper gate."""
    levels = {storey.id: storey.elevation for storey in plan.storeys}
    tops: list[tuple[float, int]] = []
    for number, (way_number, first, second) in enumerate(flights):
        way = plan.ways[way_number]
        low, high = (
            levels[plan.spaces[gates[gate].places[side]].storey] for gate, side in ((first, 0), (second, 1))
        )
        length, lift = flight_length(plan, way, abs(high - low)), way.kind is WayKind.LIFT
        there = LIFT if lift else UP if high > low else DOWN
        back = LIFT if lift else UP if low > high else DOWN
        for one, other, mode in ((first, second, there), (second, first, back)):
            ends = np.array([one], np.int32), np.array([other], np.int32)
            arcs.append(_arcs(*ends, np.array([length]), len(spaces) + number, mode))
        tops.append((length, second if high > low else first))
    return tops


def _rows(arcs: Arcs, gates: int) -> tuple[Ints, Ints, Floats, Ints, NDArray[np.int8]]:
    """The arcs sorted by the gate they start from."""
    if not arcs:
        none = np.zeros(0, np.int32)
        return np.zeros(gates + 1, np.int32), none, np.zeros(0), none, np.zeros(0, np.int8)
    one, other, length, place, mode = (np.concatenate(column) for column in zip(*arcs, strict=True))
    order = np.argsort(one, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=gates))]).astype(np.int32)
    return start, other[order], length[order], place[order], mode[order]


def _places(
    plan: Plan, flights: list[tuple[int, int, int]], tops: list[tuple[float, int]]
) -> tuple[Floats, Floats, NDArray[np.int8], Ints, Ints]:
    ways = [plan.ways[way] for way, _, _ in flights]
    flat = len(plan.spaces)
    area = [geometry.area(space.ring) for space in plan.spaces]
    area += [length * way.width for way, (length, _) in zip(ways, tops, strict=True)]
    lift = [way.kind is WayKind.LIFT for way in ways]
    constant = [
        LEVEL_CONSTANT if up else stair_constant(*steps(way)) for way, up in zip(ways, lift, strict=True)
    ]
    return (
        np.array(area, dtype=float),
        np.array([LEVEL_CONSTANT] * flat + constant),
        np.array([LEVEL] * flat + [LIFT if up else UP for up in lift], dtype=np.int8),
        np.array([-1] * flat + [top for _, top in tops], dtype=np.int32),
        np.array([-1] * flat + [way for way, _, _ in flights], dtype=np.int32),
    )
