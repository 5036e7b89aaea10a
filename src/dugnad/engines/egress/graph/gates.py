"""Gates: doors and exits, and both ends of each flight of stairs, ramp or lift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dugnad.engines.egress.plan import Plan, Point, Way, WayKind


@dataclass(slots=True)
class Gate:
    way: int
    places: tuple[int, int]
    at: Point


def gates_of(plan: Plan, spaces: Mapping[str, int]) -> tuple[list[Gate], list[tuple[int, int, int]]]:
    """All gates, and of each flight: its way and its two gates."""
    gates: list[Gate] = []
    flights: list[tuple[int, int, int]] = []
    outside = len(spaces) + sum(_is_flight(way) for way in plan.ways)
    for number, way in enumerate(plan.ways):
        ends = [_space(spaces, way, end) for end in (way.a, way.b) if end is not None]
        if _is_flight(way):
            flight = len(spaces) + len(flights)
            flights.append((number, len(gates), len(gates) + 1))
            gates += [
                Gate(number, (ends[0], flight), way.at),
                Gate(number, (flight, ends[1]), way.to or way.at),
            ]
        elif way.kind is WayKind.EXIT:
            gates.append(Gate(number, (ends[0], outside), way.at))
        elif way.b is not None and ends[0] != ends[1]:
            gates.append(Gate(number, (ends[0], ends[1]), way.at))
    return gates, flights


def _is_flight(way: Way) -> bool:
    return way.kind in {WayKind.STAIR, WayKind.LIFT, WayKind.RAMP} and way.b is not None and way.a != way.b


def _space(spaces: Mapping[str, int], way: Way, space: str) -> int:
    if space not in spaces:
        raise ValueError(f"way {way.id!r} names space {space!r}, which the plan does not hold")
    return spaces[space]
