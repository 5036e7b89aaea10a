"""People on the move through a building: who is out when, through which way, and where it clogs.

A hydraulic model after the SFPE Handbook, with a person for each person. It knows no bodies and no paths within a
room; see docs/egress.md for what it is good for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dugnad.engines.egress import state
from dugnad.engines.egress.graph import Floats, Graph, Ints
from dugnad.engines.egress.hydraulics import SFPE, Hydraulics
from dugnad.engines.egress.people import People
from dugnad.engines.egress.routing import NOTHING_SHUT, Shut, goal_spaces, reroute

RETHINK: Final = 4.0
"""Seconds between two looks at the queues, for people who choose by them."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` seconds on, this is shut and nothing else."""

    at: float
    shut: Shut


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Per person: `out_at` seconds until safe (inf: not within the time) and `out_way` (index in plan.ways, -1).

    `crossed`: every passing of a gate in order of time, as (seconds, persons, gates). `longest_queue` per gate and
    direction (gates, 2); `peak_load` persons per place; `stranded`: for whom there was no way at the end.
    """

    out_at: Floats
    out_way: Ints
    crossed: tuple[Floats, Ints, Ints]
    longest_queue: Ints
    peak_load: Floats
    stranded: np.ndarray[tuple[int], np.dtype[np.bool_]]

    @property
    def seconds(self) -> float:
        """Until the last one is safe; inf when someone is not."""
        return float(self.out_at.max(initial=0.0))


def simulate(
    graph: Graph,
    people: People,
    *,
    shut: Shut = NOTHING_SHUT,
    changes: Sequence[Change] = (),
    aware: bool = False,
    step: float = 0.5,
    until: float = 7200.0,
    rules: Hydraulics = SFPE,
) -> Outcome:
    """Move everyone until they are safe or `until` seconds have passed.

    `aware`: people weigh the queues they see and may choose a gate that is farther; otherwise they take the nearest
    way in walking time. Raises ValueError for a step or time that is not positive, KeyError for unknown ids.
    """
    if not (step > 0 and 0 < until < np.inf):
        raise ValueError(f"step {step} s, until {until} s")
    run = _Run(graph, people, rules, step)
    run.plan(shut, aware)
    for change in sorted(changes, key=lambda change: change.at):
        run.to(min(change.at, until), aware)
        run.plan(change.shut, aware)
    run.to(until, aware)
    return run.outcome()


class _Run:
    def __init__(self, graph: Graph, people: People, rules: Hydraulics, step: float) -> None:
        self.graph, self.people, self.step = graph, people, step
        self.world = _world(graph, people, rules)
        self.crowd = self.world.crowd
        self.clock = np.zeros(2)
        self.pages: list[state.Records] = []

    def plan(self, shut: Shut, aware: bool) -> None:
        """Find routes anew and send everyone on their way."""
        found = [
            reroute(self.graph, group.walker, shut=shut, goal=group.goal) for group in self.people.groups
        ]
        self.routes = state.records(state.ROUTE, len(found) * len(self.graph.gate_way)).reshape(
            len(found), -1
        )
        for row, routes in zip(self.routes, found, strict=True):
            row.hop, row.seconds, row.onward, row.via = (
                routes.gate_hop,
                routes.gate_seconds,
                routes.gate_next,
                routes.gate_via,
            )
        self.order = self._downstream_first()
        self._arrived(shut)
        self.direct(aware)

    def _downstream_first(self) -> Ints:
        """The places by how near safety they are."""
        nearest = np.append(np.full(self.graph.outside, np.inf), -1.0)
        for side in (0, 1):
            np.minimum.at(nearest, self.graph.gate_places[:, side], self.routes["seconds"].min(axis=0))
        return np.argsort(nearest, kind="stable").astype(np.int32)

    def _arrived(self, shut: Shut) -> None:
        """Who already stands in a place that is their goal is safe."""
        for number, group in enumerate(self.people.groups):
            there = np.isin(self.crowd.place, goal_spaces(self.graph, group.goal, shut))
            safe = there & (self.people.group == number) & (self.crowd.status != state.SAFE)
            self.crowd.status[safe], self.crowd.out_at[safe] = state.SAFE, self.clock[0]

    def direct(self, aware: bool) -> None:
        """Choose gates; those in queues keep their order."""
        from dugnad.engines.egress.choosing import direct

        waiting = np.where(self.crowd.status == state.QUEUED, self.crowd.arrived, np.inf)
        direct(self.world, self.routes, np.argsort(waiting, kind="stable").astype(np.int32), aware)

    def to(self, until: float, aware: bool) -> None:
        """Let time pass."""
        while self.clock[0] < until - 1e-9:
            stop = min(until, self.clock[0] + RETHINK) if aware else until
            if self._advance(stop):
                self.clock[0] = until
            elif aware:
                self.direct(aware)

    def _advance(self, until: float) -> bool:
        from dugnad.engines.egress.stepping import advance

        done = False
        while not done and self.clock[0] < until - 1e-9:
            done = advance(self.world, self.routes, self.order, self.clock, until, self.step)
            self.pages.append(self.world.log[: self.world.used[0]].copy())
            self.world.used[0] = 0
        return done

    def outcome(self) -> Outcome:
        """What has happened."""
        gates = self.crowd.out_gate
        log = np.concatenate([*self.pages, np.zeros(0, state.ENTRY)])
        log = log[np.argsort(log["time"], kind="stable")]
        return Outcome(
            self.crowd.out_at.copy(),
            np.where(gates >= 0, self.graph.gate_way[gates], -1),
            (log["time"], log["person"], log["gate"]),
            self.world.crossings.longest.reshape(-1, 2).copy(),
            self.world.places.peak[:-1].copy(),
            self.crowd.status == state.STRANDED,
        )


def _world(graph: Graph, people: People, rules: Hydraulics) -> state.World:
    load = np.bincount(people.space, weights=people.takes, minlength=graph.outside + 1).astype(float)
    places, entries = state.places(graph, rules, load)
    crowd, legs = _crowd(graph, people)
    return state.World(
        state.gates(graph, rules),
        places,
        state.crossings(graph),
        crowd,
        entries,
        legs,
        state.records(
            state.ARC, len(graph.arc_to), length=graph.arc_length, to=graph.arc_to, place=graph.arc_place
        ),
        graph.arc_start,
        state.records(state.ENTRY, 8 * len(people) + 1024),
        np.zeros(1, np.int32),
        np.zeros(len(people), np.int32),
        np.array([rules.least_share, rules.densest, rules.lift_speed, rules.lift_wait]),
    )


def _crowd(graph: Graph, people: People) -> tuple[state.Records, state.Records]:
    """Everyone at the start, and the metres from each to the gates of their room."""
    here = [None if np.isnan(at).any() else (float(at[0]), float(at[1])) for at in people.at]
    legs = [graph.legs(int(space), at) for space, at in zip(people.space, here, strict=True)]
    ends = np.cumsum([0, *(len(gates) for gates, _ in legs)])
    same = {name: getattr(people, name) for name in ("ready", "level", "up", "down", "takes", "group")}
    apart = {"first_leg": ends[:-1], "last_leg": ends[1:], "out_at": np.inf, "place": people.space}
    nobody = dict.fromkeys(("gate", "anchor", "follow", "out_gate"), -1)
    return state.records(state.PERSON, len(people), **same, **apart, **nobody), state.records(
        state.LEG,
        int(ends[-1]),
        gate=np.concatenate([*(gates for gates, _ in legs), np.zeros(0, np.int32)]),
        length=np.concatenate([*(lengths for _, lengths in legs), np.zeros(0)]),
    )
