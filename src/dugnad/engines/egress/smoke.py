"""How long each room can be used once a fire has begun: a range from stated assumptions, never one number.

The smoke of a growing fire fills a room from the ceiling (Milke's correlation for t-squared fires, NFPA 92), spills
through what is open, rises through stairs, and fills what lies behind together with what it has filled before. The
low end takes the worst of every assumption, the high end the best. It is a rough guide for who to fetch
first, not a simulation of fire.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dugnad.engines.egress import geometry
from dugnad.engines.egress.graph import Graph
from dugnad.engines.egress.plan import WayKind

GROWTH: Final[Mapping[str, float]] = {"slow": 600.0, "medium": 300.0, "fast": 150.0, "ultrafast": 75.0}
"""Seconds until the fire gives 1055 kW (NFPA 92)."""

HORIZON: Final = 3600.0
"""Later than this nothing is claimed."""


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds from the alarm, or of margin. inf: not within the hour that is looked at."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is assumed, at its worst and at its best, in `unit`, and where it comes from."""

    key: str
    worst: float
    best: float
    unit: str
    source: str = "assumed"


GROWTH_UNKNOWN: Final = Assumption(
    "The fire reaches one megawatt after", 150, 600, "s", "NFPA 92, fast to slow"
)
HEAD_START: Final = Assumption("The fire has burnt before the alarm for", 60, 10, "s")
LAYER: Final = Assumption(
    "A room is lost when clear air reaches up only to", 2.0, 1.5, "m", "ISO 13571 practice"
)
LINTEL: Final = Assumption("Smoke spills through a door when it hangs as low as", 2.1, 2.0, "m")
CEILING: Final = Assumption("A ceiling lies below the next floor by", 0.5, 0.3, "m")
JET: Final = Assumption("Smoke spreads along a ceiling at", 1.0, 0.3, "m/s")
RISE: Final = Assumption("Smoke rises in a stair at", 1.0, 0.25, "m/s")
SINK: Final = Assumption("Smoke reaches the storey below by a stair after", 300, math.inf, "s")
CLOSED: Final = Assumption("A closed door holds smoke back for", 60, 600, "s")
FIRE_DOOR: Final = Assumption(
    "A fire door holds smoke back for", 600, 1800, "s", "half an hour at best, EN 1634"
)
UNKNOWN_DOOR: Final = Assumption("A door not known to be closed stands open (1) or closed (0)", 1, 0, "")
ASSUMPTIONS: Final = (
    GROWTH_UNKNOWN,
    HEAD_START,
    LAYER,
    LINTEL,
    CEILING,
    JET,
    RISE,
    SINK,
    CLOSED,
    FIRE_DOOR,
    UNKNOWN_DOOR,
)


@dataclass(frozen=True, slots=True)
class Fire:
    """Where it burns or smoke is: the seconds from the alarm since when, by space. No space: the place is not known.

    `growth`: a key of `GROWTH`, or None: not known.
    """

    spaces: Mapping[str, float] = field(default_factory=dict)
    growth: str | None = None


def available(
    graph: Graph,
    fire: Fire,
    *,
    open_doors: Mapping[str, bool] | None = None,
    assumptions: tuple[Assumption, ...] = ASSUMPTIONS,
) -> dict[str, Span | None]:
    """Seconds from the alarm for which each space can be used; None: not known.

    Not known is every space while the fire's place is not, and a space that no way joins to the fire, as the plan
    then lacks something. `open_doors`: ways known to stand open (True) or closed (False).
    Raises KeyError for a space or growth that is not known.
    """
    given = {assumption.key: assumption for assumption in assumptions}
    worst, best = (
        _Spreading(graph, fire, dict(open_doors or {}), given, low).times() for low in (True, False)
    )
    return {space: _span(worst.get(space), best.get(space)) for space in graph.spaces}


def _span(low: float | None, high: float | None) -> Span | None:
    if low is None:
        return None
    first, last = (
        max(0.0, time) if time is not None and time <= HORIZON else math.inf for time in (low, high)
    )
    return Span(first, max(first, last))


def fill_time(area: float, height: float, layer: float, growth: float) -> float:
    """Seconds until the smoke of a t-squared fire hangs `layer` m above the floor of `area` m2, `height` m high.

    z/H = 0.91 (t / (tg^2/5 H^4/5 (A/H^2)^3/5))^-1.45 (Milke and Mowrer 1993; NFPA 92), solved for t. A layer above four
    fifths of the height counts as that.
    """
    share = min(layer / height, 0.8)
    scale = growth**0.4 * height**0.8 * (area / height**2) ** 0.6
    return float(scale * (share / 0.91) ** (-1 / 1.45))


class _Spreading:
    """One way that smoke may go, at the worst or at the best of all assumptions."""

    def __init__(
        self, graph: Graph, fire: Fire, doors: dict[str, bool], given: Mapping[str, Assumption], low: bool
    ) -> None:
        self.graph, self.fire, self.doors, self.given, self.low = graph, fire, doors, given, low
        self.growth = GROWTH[fire.growth] if fire.growth else self.take(GROWTH_UNKNOWN)
        self.ways = _neighbours(graph)
        self.storeys = {storey.id: storey for storey in graph.plan.storeys}

    def take(self, assumption: Assumption) -> float:
        """The value of an assumption in this run."""
        chosen = self.given.get(assumption.key, assumption)
        return chosen.worst if self.low else chosen.best

    def times(self) -> dict[str, float]:
        """Per space reached: seconds from the alarm until it is lost."""
        start = {self.graph.spaces[space]: since for space, since in self.fire.spaces.items()}
        began = min(start.values(), default=0.0) - self.take(HEAD_START)
        queue = [(since - self.take(HEAD_START), space) for space, since in start.items()]
        heapq.heapify(queue)
        lost: dict[int, float] = {}
        filled = 0.0
        while queue:
            entered, space = heapq.heappop(queue)
            if space in lost:
                continue
            filled += max(float(self.graph.place_area[space]), 1.0)
            lost[space] = max(entered, began + self._fill(space, filled, LAYER))
            self._spill(queue, lost, space, max(entered, began + self._fill(space, filled, LINTEL)))
        return {self.graph.plan.spaces[space].id: time for space, time in lost.items()}

    def _fill(self, space: int, area: float, layer: Assumption) -> float:
        storey = self.storeys[self.graph.plan.spaces[space].storey]
        height = max(storey.height - self.take(CEILING), 1.8)
        return fill_time(area, height, self.take(layer), self.growth)

    def _spill(self, queue: list[tuple[float, int]], lost: dict[int, float], space: int, when: float) -> None:
        for other, way in self.ways[space]:
            if other in lost:
                continue
            entered = when + self._held(way) + self._travel(space, other, way)
            if entered < math.inf:
                heapq.heappush(queue, (entered, other))

    def _held(self, number: int) -> float:
        """Seconds for which a way holds smoke back."""
        way = self.graph.plan.ways[number]
        if way.kind in {WayKind.OPENING, WayKind.STAIR, WayKind.RAMP} or self.doors.get(way.id) is True:
            return 0.0
        if way.fire_door:
            return self.take(FIRE_DOOR)
        stands_open = way.id not in self.doors and way.kind is WayKind.DOOR and self.take(UNKNOWN_DOOR) > 0.5
        return 0.0 if stands_open else self.take(CLOSED)

    def _travel(self, space: int, other: int, number: int) -> float:
        """Seconds from one space into the next: along the ceiling, or up or down."""
        plan = self.graph.plan
        rise = self._level(other) - self._level(space)
        if rise > 0:
            return rise / self.take(RISE)
        if rise < 0:
            return self.take(SINK)
        middle, at = geometry.middle(plan.spaces[space].ring or (plan.ways[number].at,)), plan.ways[number].at
        return math.dist(middle, at) / self.take(JET)

    def _level(self, space: int) -> float:
        return self.storeys[self.graph.plan.spaces[space].storey].elevation


def _neighbours(graph: Graph) -> list[list[tuple[int, int]]]:
    """Of each space the spaces that a way joins to it, and the way."""
    beside: list[list[tuple[int, int]]] = [[] for _ in graph.plan.spaces]
    for number, way in enumerate(graph.plan.ways):
        if way.b is None or way.kind is WayKind.EXIT:
            continue
        one, other = graph.spaces[way.a], graph.spaces[way.b]
        beside[one].append((other, number))
        beside[other].append((one, number))
    return beside
