"""Drawing a crowd: in which room everyone is, how long they hesitate, how fast they are, how they manage doors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dugnad.engines.egress.draws import Spread, key_of, shares, uniform
from dugnad.engines.egress.graph import Floats, Graph, Ints
from dugnad.engines.egress.people import PRE_MOVEMENT, PROFILES, Group, People, Profile
from dugnad.engines.egress.plan import Point, WayKind
from dugnad.engines.egress.routing import Goal, Routes, Shut, reroute

ROOM, PRE, LEVEL, STAIRS, DOORS = range(5)
"""The purposes of draws."""

DOOR_SECONDS: Final = uniform(1, 4)
DOOR_SECONDS_WITH_AID: Final = uniform(3, 10)
"""To open a door and get through, for each on the way: assumptions of ours."""


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


class Sampler:
    """Draws the persons of one assessment, run by run."""

    def __init__(self, graph: Graph, persons: Sequence[Person], goal: Goal, shut: Shut, seed: int) -> None:
        self.graph, self.persons, self.shut, self.seed = graph, persons, shut, seed
        self.keys = np.array([key_of(person.id) for person in persons], dtype=np.uint64)
        profiles = [person.moves() for person in persons]
        self.profiles = tuple(dict.fromkeys(profiles))
        self.group = np.array([self.profiles.index(profile) for profile in profiles], dtype=np.int32)
        self.groups = tuple(Group(profile.walker(), goal) for profile in self.profiles)
        self.routes = [reroute(graph, group.walker, shut=shut, goal=goal) for group in self.groups]
        doors = [_doors(graph, routes) for routes in self.routes]
        self.doors = np.array(doors) if doors else np.zeros((0, 1))
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

    def _each(self, values: Callable[[Ints], tuple[list[Spread | None], int]], who: Ints, run: int) -> Floats:
        """One draw for each person, by their own spread."""
        spreads, purpose = values(who)
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
