"""A plan as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.egress import geometry
from dugnad.engines.egress.plan import Plan, Point, Way

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
        points = np.array([at, *(self._at(int(gate), space) for gate in gates)])
        return gates, geometry.distances(self.plan.spaces[space].ring, points)[0, 1:]

    def _at(self, gate: int, space: int) -> Point:
        """Where a space's gate lies: a ramp ends elsewhere than it begins."""
        way: Way = self.plan.ways[int(self.gate_way[gate])]
        return (way.to or way.at) if self.gate_places[gate, 1] == space else way.at
