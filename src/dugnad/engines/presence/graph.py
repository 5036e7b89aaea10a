"""A plan as presence needs it: numbered spaces, how far it is through each, and what lies beside it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from dugnad.engines.egress.plan import Plan, Ring, Space, SpaceKind, WayKind

SHORTEST, LONGEST = 1.5, 40.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A way between the spaces number `a` and `b`; `b` is None outside. `steps`: one must walk stairs."""

    a: int
    b: int | None
    steps: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The spaces of a building by number. `metres`: the way through each; `beside`: numbers of its neighbours."""

    spaces: tuple[str, ...]
    number: dict[str, int]
    kinds: tuple[SpaceKind, ...]
    metres: tuple[float, ...]
    edges: tuple[Edge, ...]
    beside: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, plan: Plan) -> Graph:
        """The graph of a plan; ways to spaces that the plan does not hold are left out."""
        number = {space.id: index for index, space in enumerate(plan.spaces)}
        edges = tuple(
            Edge(number[way.a], number[way.b] if way.b else None, way.kind is WayKind.STAIR)
            for way in plan.ways
            if way.a in number and (way.b is None or way.b in number)
        )
        slopes = {space: way.length for way in plan.ways for space in (way.a, way.b) if space}
        return cls(
            spaces=tuple(number),
            number=number,
            kinds=tuple(space.kind for space in plan.spaces),
            metres=tuple(_metres(space, slopes.get(space.id, 0.0)) for space in plan.spaces),
            edges=edges,
            beside=_beside(len(number), edges),
        )


def _beside(count: int, edges: tuple[Edge, ...]) -> tuple[tuple[int, ...], ...]:
    found: list[set[int]] = [set() for _ in range(count)]
    for edge in edges:
        if edge.b is not None and edge.a != edge.b:
            found[edge.a].add(edge.b)
            found[edge.b].add(edge.a)
    return tuple(tuple(sorted(numbers)) for numbers in found)


def _metres(space: Space, slope: float) -> float:
    through = slope if space.kind is SpaceKind.STAIR and slope else sqrt(area(space.ring))
    return min(max(through, SHORTEST), LONGEST)


def area(ring: Ring) -> float:
    """Square metres within a ring (shoelace formula)."""
    pairs = zip(ring, (*ring[1:], *ring[:1]), strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2
