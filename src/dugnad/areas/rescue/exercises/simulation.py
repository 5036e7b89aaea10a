"""How invented people move in an exercise, and what sensors say of it. Pure: the clock and chance are given."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dugnad.engines.egress.plan import Plan, SpaceKind, WayKind

# Seconds: how long after the alarm people begin to walk, and how often each sensor speaks.
HESITATE = (15.0, 90.0)
BED_EVERY = 20.0
BADGE_SEES = 0.85
OUTSIDE = ""
# Seconds from one space to the next, by what lies between.
PACE = {WayKind.STAIR: 18.0}
ELSE = 7.0


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the exercise: id, room, whether they leave by themselves, and what their tag says."""

    id: str
    space: str
    leaves: bool
    tag: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a sensor says: its kind, the tag, the space."""

    sensor: str
    tag: str
    space: str


@dataclass(slots=True)
class Walking:
    """Where one person is, and when they will enter which spaces next (seconds after the alarm)."""

    space: str
    ahead: list[tuple[float, str]] = field(default_factory=list)
    bed_at: float = 0.0


class Exercise:
    """People of one building from the alarm on; the same seed gives the same exercise."""

    def __init__(self, plan: Plan, people: Sequence[Someone], *, seed: int, burning: frozenset[str]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - an exercise, not a secret
        self.kinds = {space.id: space.kind for space in plan.spaces}
        self.people = {one.id: one for one in people}
        ways = ways_out(plan, burning)
        self.walking = {one.id: self._begin(one, ways) for one in people}

    def _begin(self, one: Someone, ways: Mapping[str, tuple[str, float]]) -> Walking:
        walking = Walking(one.space, bed_at=self.chance.uniform(0, BED_EVERY))
        if one.leaves and one.space in ways:
            at, space = self.chance.uniform(*HESITATE), one.space
            while space != OUTSIDE:
                space, seconds = ways[space]
                at += seconds
                walking.ahead.append((at, space))
        return walking

    def step(self, before: float, now: float) -> Iterator[Sighting]:
        """What sensors say between two moments, in seconds after the alarm."""
        for id, walking in self.walking.items():
            yield from self._moved(self.people[id], walking, now)
            if (
                not walking.ahead
                and before <= walking.bed_at < now
                and walking.space == self.people[id].space
            ):
                walking.bed_at = now + BED_EVERY
                yield Sighting("bed", self.people[id].tag, walking.space)

    def _moved(self, one: Someone, walking: Walking, now: float) -> Iterator[Sighting]:
        while walking.ahead and walking.ahead[0][0] <= now:
            walking.space = walking.ahead.pop(0)[1]
            if walking.space and self._has_reader(walking.space) and self.chance.random() < BADGE_SEES:
                yield Sighting("badge", one.tag, walking.space)

    def _has_reader(self, space: str) -> bool:
        """Readers hang in corridors and stairs."""
        return self.kinds.get(space) in (SpaceKind.CORRIDOR, SpaceKind.STAIR)

    def fetched(self, person: str) -> None:
        """A team has the person with it."""
        if person in self.walking:
            self.walking[person].ahead = []
            self.walking[person].space = OUTSIDE

    @property
    def out(self) -> Mapping[str, bool]:
        """Who has come out by themselves."""
        return {id: walking.space == OUTSIDE for id, walking in self.walking.items()}


def ways_out(plan: Plan, burning: frozenset[str]) -> dict[str, tuple[str, float]]:
    """For each space from which one comes out: the next space on the quickest way, and the seconds there.

    Nobody walks into a burning space or takes a lift. Far simpler than `engines.egress`, which judges; this only moves
    invented people.
    """
    found: dict[str, tuple[str, float]] = {}
    waiting: list[tuple[float, str, str, float]] = [(0.0, OUTSIDE, OUTSIDE, 0.0)]
    while waiting:
        total, space, onward, seconds = heapq.heappop(waiting)
        if space in found:
            continue
        found[space] = (onward, seconds)
        if space in burning:
            continue
        for way in plan.ways:
            ends = (way.a, way.b or OUTSIDE)
            if space in ends and way.kind is not WayKind.LIFT:
                pace = PACE.get(way.kind, ELSE)
                heapq.heappush(waiting, (total + pace, ends[ends.index(space) - 1], space, pace))
    del found[OUTSIDE]
    return found
