"""Arcs from gate to gate: over the floor of a space, and along a flight."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.egress import geometry
from dugnad.engines.egress.graph.gates import Gate
from dugnad.engines.egress.graph.values import DOWN, LEVEL, LIFT, UP, Floats, Ints
from dugnad.engines.egress.plan import ROLLS, Plan, Space, Way, WayKind


def flight_length(plan: Plan, way: Way, rise: float) -> float:
    """Metres along the slope: as given, or what the steps make of the rise between the storeys."""
    if way.length > 0 or way.kind is WayKind.LIFT:
        return max(way.length, rise, 0.1)
    if way.kind is WayKind.RAMP:
        return max(math.hypot(rise, rise / (way.slope or ROLLS)), 0.1)
    riser, tread = steps(way)
    return max(rise / riser * math.hypot(riser, tread), 0.1)


def steps(way: Way) -> tuple[float, float]:
    """Riser and tread in metres, or usual ones (17 by 28 cm) where the plan's cannot be."""
    plausible = 0.05 <= way.riser <= 0.5 and 0.05 <= way.tread <= 1.0
    return (way.riser, way.tread) if plausible else (0.17, 0.28)


Arcs = list[tuple[Ints, Ints, Floats, Ints, NDArray[np.int8]]]


def level_arcs(plan: Plan, gates: list[Gate]) -> tuple[Arcs, tuple[Ints, Ints, Floats]]:
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
    plan: Plan, space: Space, place: int, members: list[int], gates: list[Gate], arcs: Arcs
) -> Floats:
    if not members:
        return np.zeros(0)
    at = [gates[gate].at for gate in members]
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


def flight_arcs(
    plan: Plan, spaces: Mapping[str, int], flights: list[tuple[int, int, int]], gates: list[Gate], arcs: Arcs
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
        up = way.kind is WayKind.RAMP or high > low
        there = LIFT if lift else LEVEL if way.rolls else UP if up else DOWN
        back = LIFT if lift else LEVEL if way.rolls else DOWN if up else UP
        for one, other, mode in ((first, second, there), (second, first, back)):
            ends = np.array([one], np.int32), np.array([other], np.int32)
            arcs.append(_arcs(*ends, np.array([length]), len(spaces) + number, mode))
        tops.append((length, second if up else first))
    return tops


def rows(arcs: Arcs, gates: int) -> tuple[Ints, Ints, Floats, Ints, NDArray[np.int8]]:
    """The arcs sorted by the gate they start from."""
    if not arcs:
        none = np.zeros(0, np.int32)
        return np.zeros(gates + 1, np.int32), none, np.zeros(0), none, np.zeros(0, np.int8)
    one, other, length, place, mode = (np.concatenate(column) for column in zip(*arcs, strict=True))
    order = np.argsort(one, kind="stable")
    start = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=gates))]).astype(np.int32)
    return start, other[order], length[order], place[order], mode[order]
