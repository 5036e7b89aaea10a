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

    `crossed`: every passing of a gate in order of time, as (seconds, persons, gates). `longest_queue` per gate and direction
    (gates, 2); `peak_load` persons per place; `stranded`: for whom there was no way at the end.
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
        self.net = state.net(graph, rules)
        self.crowd = _crowd(graph, people)
        self.queues = _queues(graph, people)
        self.clock = np.zeros(2)
        self.pages: list[tuple[Floats, Ints, Ints]] = []

    def plan(self, shut: Shut, aware: bool) -> None:
        """Find routes anew and send everyone on their way."""
        routes = [reroute(self.graph, group.walker, shut=shut, goal=group.goal) for group in self.people.groups]
        seconds = np.stack([route.gate_seconds for route in routes])
        nearest = np.append(np.full(self.graph.outside, np.inf), -1.0)
        np.minimum.at(nearest, self.graph.gate_places[:, 0], seconds.min(axis=0))
        np.minimum.at(nearest, self.graph.gate_places[:, 1], seconds.min(axis=0))
        self.tables = state.Tables(
            np.stack([route.gate_next for route in routes]),
            np.stack([route.gate_via for route in routes]),
            np.stack([route.gate_hop for route in routes]),
            seconds,
            np.argsort(nearest, kind="stable").astype(np.int32),
        )
        self._arrived(shut)
        self.direct(aware)

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
        inline = np.argsort(waiting, kind="stable").astype(np.int32)
        direct(self.net, self.tables, self.crowd, self.queues, inline, aware)

    def to(self, until: float, aware: bool) -> None:
        """Let time pass."""
        while self.clock[0] < until - 1e-9:
            stop = min(until, self.clock[0] + RETHINK) if aware else until
            if self._advance(stop):
                return
            if aware:
                self.direct(aware)

    def _advance(self, until: float) -> bool:
        from dugnad.engines.egress.stepping import advance

        done = False
        while not done and self.clock[0] < until - 1e-9:
            log = _log(len(self.people))
            done = advance(self.net, self.tables, self.crowd, self.queues, log, self.clock, until, self.step)
            used = int(log.used[0])
            self.pages.append((log.time[:used], log.person[:used], log.gate[:used]))
        return done

    def outcome(self) -> Outcome:
        """What has happened."""
        gates = self.crowd.out_gate
        columns = [np.concatenate(column) for column in zip(*(self.pages or [_nothing()]), strict=True)]
        order = np.argsort(columns[0], kind="stable")
        return Outcome(
            self.crowd.out_at,
            np.where(gates >= 0, self.graph.gate_way[gates], -1),
            (columns[0][order], columns[1][order], columns[2][order]),
            self.queues.longest.reshape(-1, 2),
            self.queues.peak[:-1],
            self.crowd.status == state.STRANDED,
        )


def _nothing() -> tuple[Floats, Ints, Ints]:
    return np.zeros(0), np.zeros(0, np.int32), np.zeros(0, np.int32)


def _log(people: int) -> state.Log:
    size = 8 * people + 1024
    return state.Log(np.empty(size), np.empty(size, np.int32), np.empty(size, np.int32), np.zeros(1, np.int32))


def _crowd(graph: Graph, people: People) -> state.Crowd:
    count = len(people)
    here = [None if np.isnan(at).any() else (float(at[0]), float(at[1])) for at in people.at]
    legs = [graph.legs(int(space), at) for space, at in zip(people.space, here, strict=True)]
    whole, none = np.zeros(count), np.full(count, -1, np.int32)
    return state.Crowd(
        people.space.copy(),
        none.copy(),
        np.zeros(count, np.int8),
        whole.copy(),
        whole.copy(),
        none.copy(),
        people.ready.copy(),
        people.level,
        people.up,
        people.down,
        people.takes,
        people.group,
        whole.copy(),
        none.copy(),
        np.full(count, np.inf),
        none.copy(),
        np.cumsum([0, *(len(gates) for gates, _ in legs)], dtype=np.int32),
        np.concatenate([*(gates for gates, _ in legs), np.zeros(0, np.int32)]).astype(np.int32),
        np.concatenate([*(lengths for _, lengths in legs), np.zeros(0)]),
    )


def _queues(graph: Graph, people: People) -> state.Queues:
    crossings = 2 * len(graph.gate_way)
    none, some = np.full(crossings, -1, np.int32), np.zeros(crossings, np.int32)
    load = np.bincount(people.space, weights=people.takes, minlength=graph.outside + 1)
    return state.Queues(
        none.copy(), none.copy(), some.copy(), np.ones(crossings), np.zeros(crossings), some.copy(), some.copy(), load, load.copy()
    )
