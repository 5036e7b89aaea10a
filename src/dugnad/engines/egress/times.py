"""Time needed against time available, for each person and the building, as ranges.

The time needed is drawn many times over: how long people hesitate, how fast they are, how they manage
doors, and in which room they are when that is not certain. What is not known stays None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dugnad.engines.egress.draws import Spread, key_of, shares, uniform
from dugnad.engines.egress.flow import simulate
from dugnad.engines.egress.graph import Floats, Graph, Ints
from dugnad.engines.egress.people import PRE_MOVEMENT, PROFILES, Group, People, Profile
from dugnad.engines.egress.plan import Point, WayKind
from dugnad.engines.egress.routing import NOTHING_SHUT, SAFETY, Goal, Routes, Shut, reroute
from dugnad.engines.egress.smoke import ASSUMPTIONS, Assumption, Fire, Span, available

ROOM, PRE, LEVEL, STAIRS, DOORS = range(5)
"""The purposes of draws."""

DOOR_SECONDS: Final = uniform(1, 4)
DOOR_SECONDS_WITH_AID: Final = uniform(3, 10)
"""To open a door and get through, for each on the way: assumptions of ours."""

ALONE: Final = "cannot leave alone"
NOWHERE: Final = "place not known"
NO_WAY: Final = "no way out"


@dataclass(frozen=True, slots=True)
class Person:
    """`where`: the probability of each space; what lacks to 1 means not known. `at`: metres, when the room is certain.

    `profile`: a key of `PROFILES`, or one of your own.
    """

    id: str
    where: Mapping[str, float]
    profile: str | Profile = "able"
    pre_movement: Spread = PRE_MOVEMENT["awake"]
    at: Point | None = None

    def moves(self) -> Profile:
        """How they move. Raises KeyError for a profile that is not known."""
        return self.profile if isinstance(self.profile, Profile) else PROFILES[self.profile]


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Seconds below which 5, 50 and 95 of 100 runs lie; inf: not out within the time looked at."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class PersonTimes:
    """One person's times in seconds from the alarm; None: not known, `why` then says so.

    `margin`: at the tightest place of the way, how long before it is lost they leave it; below 0: too late.
    """

    id: str
    required: Quantiles | None
    available: Span | None
    margin: Span | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All persons, the building (the last of those who leave alone), and what it rests on."""

    persons: tuple[PersonTimes, ...]
    building: Quantiles | None
    runs: int
    seed: int
    assumptions: tuple[Assumption, ...]
    spaces: Mapping[str, Span | None] = field(default_factory=dict)


def assess(
    graph: Graph,
    persons: Sequence[Person],
    fire: Fire,
    *,
    shut: Shut = NOTHING_SHUT,
    open_doors: Mapping[str, bool] | None = None,
    goal: Goal = SAFETY,
    runs: int = 100,
    seed: int = 1,
    assumptions: tuple[Assumption, ...] = ASSUMPTIONS,
) -> Report:
    """Time needed, time available and margin of everyone.

    The same seed gives the same draws for a person, whoever else is there. Raises KeyError for ids that are not the
    plan's, ValueError for probabilities that are negative or sum to more than 1.
    """
    spaces = available(graph, fire, open_doors=open_doors, assumptions=assumptions)
    sampler = _Sampler(graph, persons, goal, shut, seed)
    bounds = [_bounds(graph, spaces, low) for low in (True, False)]
    out = np.full((runs, len(persons)), np.nan)
    margins = np.full((2, runs, len(persons)), np.nan)
    for run in range(runs):
        who, crowd = sampler.draw(run)
        if not len(who):
            continue
        outcome = simulate(graph, crowd, shut=shut)
        out[run, who] = outcome.out_at
        left = sampler.left(crowd, outcome.crossed)
        for side, bound in enumerate(bounds):
            margins[side, run, who] = _tightest(bound, crowd, outcome.crossed, left, outcome.out_at)
    people = tuple(
        _person(graph, person, place, sampler, spaces, out, margins) for place, person in enumerate(persons)
    )
    return Report(people, _building(out), runs, seed, assumptions, spaces)


class _Sampler:
    def __init__(self, graph: Graph, persons: Sequence[Person], goal: Goal, shut: Shut, seed: int) -> None:
        self.graph, self.persons, self.seed = graph, persons, seed
        self.keys = np.array([key_of(person.id) for person in persons], dtype=np.uint64)
        profiles = [person.moves() for person in persons]
        self.profiles = tuple(dict.fromkeys(profiles))
        self.group = np.array([self.profiles.index(profile) for profile in profiles], dtype=np.int32)
        self.groups = tuple(Group(profile.walker(), goal) for profile in self.profiles)
        self.routes = [reroute(graph, group.walker, shut=shut, goal=goal) for group in self.groups]
        self.doors = np.array([_doors(graph, routes) for routes in self.routes]).reshape(len(self.groups), -1)
        self.places = [_chances(graph, person) for person in persons]
        self.alone = np.array([profile.own_way for profile in profiles], dtype=bool)

    def draw(self, run: int) -> tuple[Ints, People]:
        """Who is known to be somewhere and walks alone in this run, and they as people."""
        space = self._rooms(run)
        who = np.flatnonzero(self.alone & (space >= 0)).astype(np.int32)
        level, up, down, ready = (
            self._each(values, who, run) for values in (self._level, self._up, self._down, self._ready)
        )
        ready += self.doors[self.group[who], space[who]] * self._each(self._door, who, run)
        takes = np.array([self.profiles[group].takes for group in self.group[who]], dtype=np.float64)
        at = np.full((len(who), 2), np.nan)
        for row, number in enumerate(who.tolist()):
            at[row] = self.persons[number].at or np.nan
        return who, People(space[who], level, ready, up, down, takes, self.group[who], at, self.groups)

    def left(self, crowd: People, crossed: tuple[Floats, Ints, Ints]) -> Ints:
        """The place that was left with each passing."""
        _, persons, gates = crossed
        into = np.array([routes.gate_via for routes in self.routes])[crowd.group[persons], gates]
        both = self.graph.gate_places[gates]
        return np.where(both[:, 0] == into, both[:, 1], both[:, 0])

    def _rooms(self, run: int) -> Ints:
        share = shares(self.seed, self.keys, run, ROOM)
        rooms = [
            int(spaces[np.searchsorted(ends, value, side="right")])
            for (spaces, ends), value in zip(self.places, share, strict=True)
        ]
        return np.array(rooms, dtype=np.int32)

    def _each(self, values: object, who: Ints, run: int) -> Floats:
        """One draw for each person, by their own spread."""
        spreads, purpose = values(who)  # type: ignore[operator]
        share = shares(self.seed, self.keys[who], run, purpose)
        drawn = np.full(len(who), np.nan)
        for spread in dict.fromkeys(spreads):
            if spread is not None:
                same = np.array([other is spread or other == spread for other in spreads])
                drawn[same] = spread.at(share[same])
        return drawn

    def _level(self, who: Ints) -> tuple[list[Spread | None], int]:
        return [self.profiles[self.group[number]].level for number in who], LEVEL

    def _up(self, who: Ints) -> tuple[list[Spread | None], int]:
        return [self.profiles[self.group[number]].up for number in who], STAIRS

    def _down(self, who: Ints) -> tuple[list[Spread | None], int]:
        return [self.profiles[self.group[number]].down for number in who], STAIRS

    def _ready(self, who: Ints) -> tuple[list[Spread | None], int]:
        return [self.persons[number].pre_movement for number in who], PRE

    def _door(self, who: Ints) -> tuple[list[Spread | None], int]:
        aided = [self.profiles[self.group[number]].width > 0 for number in who]
        return [DOOR_SECONDS_WITH_AID if aid else DOOR_SECONDS for aid in aided], DOORS


def _doors(graph: Graph, routes: Routes) -> Floats:
    """Doors on the way from each space."""
    count = np.zeros(len(graph.plan.spaces))
    for number, space in enumerate(graph.plan.spaces):
        path = routes.path(space.id)
        ways = path.ways if path else ()
        count[number] = sum(
            graph.plan.ways[graph.ways[way]].kind in {WayKind.DOOR, WayKind.EXIT} for way in ways
        )
    return count


def _chances(graph: Graph, person: Person) -> tuple[Ints, Floats]:
    """The spaces a person may be in, then -1 for nowhere known, and the running sum of chances."""
    chances = np.array(list(person.where.values()), dtype=float)
    if np.any(chances < 0) or chances.sum() > 1 + 1e-6:
        raise ValueError(f"the chances of {person.id!r} sum to {chances.sum():.3f}")
    spaces = [graph.spaces[space] for space in person.where]
    ends = np.cumsum(chances)
    if len(ends) and ends[-1] > 1 - 1e-6:
        ends[-1] = 1.0
    return np.array([*spaces, -1], dtype=np.int32), ends


def _bounds(graph: Graph, spaces: Mapping[str, Span | None], low: bool) -> Floats:
    """Per place when it is lost; nan: not known. Flights count as their landings do."""
    spans = [spaces[space.id] for space in graph.plan.spaces]
    ends = [np.nan if span is None else span.low if low else span.high for span in spans]
    return np.array(ends + [np.inf] * (graph.outside - len(spans)))


def _tightest(
    bound: Floats, crowd: People, crossed: tuple[Floats, Ints, Ints], left: Ints, out_at: Floats
) -> Floats:
    """Per person the least time between leaving a place and its loss."""
    when, persons, _ = crossed
    least = np.full(len(crowd), np.inf)
    spare = bound[left] - when
    np.minimum.at(least, persons, np.where(np.isnan(spare), np.inf, spare))
    unknown = np.zeros(len(crowd), dtype=bool)
    unknown[persons[np.isnan(spare)]] = True
    return np.where(unknown, np.nan, np.where(np.isfinite(out_at), least, -np.inf))


def _person(
    graph: Graph,
    person: Person,
    place: int,
    sampler: _Sampler,
    spaces: Mapping[str, Span | None],
    out: Floats,
    margins: Floats,
) -> PersonTimes:
    here = _here(person, spaces)
    known = ~np.isnan(out[:, place])
    if not person.moves().own_way:
        return PersonTimes(person.id, None, here, None, ALONE)
    if known.mean() < 0.5:
        return PersonTimes(person.id, None, here, None, NOWHERE)
    required = _quantiles(out[known, place])
    if required.low == np.inf:
        return PersonTimes(person.id, None, here, None, _why(graph, person, sampler))
    low, high = margins[0, known, place], margins[1, known, place]
    if np.isnan(low).any() or np.isnan(high).any():
        return PersonTimes(person.id, required, here, None)
    return PersonTimes(person.id, required, here, Span(_at(low, 0.05), _at(high, 0.95)))


def _why(graph: Graph, person: Person, sampler: _Sampler) -> str:
    """Whether others could leave from there."""
    anyone = reroute(graph, shut=NOTHING_SHUT)
    able = any(np.isfinite(anyone.seconds[graph.spaces[space]]) for space in person.where)
    return ALONE if able else NO_WAY


def _here(person: Person, spaces: Mapping[str, Span | None]) -> Span | None:
    """Time available in the rooms where the person may be; not known if it is not in one of the likelier ones."""
    spans = [spaces[space] for space, chance in person.where.items() if chance >= 0.05]
    known = [span for span in spans if span is not None]
    if not spans or len(known) < len(spans):
        return None
    return Span(min(span.low for span in known), max(span.high for span in known))


def _building(out: Floats) -> Quantiles | None:
    present = ~np.isnan(out).all(axis=0)
    can = present & ~np.any(np.isinf(out), axis=0)
    if not can.any():
        return None
    return _quantiles(np.nanmax(out[:, can], axis=1, initial=0.0))


def _quantiles(values: Floats) -> Quantiles:
    return Quantiles(_at(values, 0.05), _at(values, 0.5), _at(values, 0.95))


def _at(values: Floats, share: float) -> float:
    """The value at a share of the sorted ones: a value that occurred, so that inf does no harm."""
    return float(np.quantile(values, share, method="higher" if share > 0.5 else "lower"))
