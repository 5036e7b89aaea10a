"""A round of allocation as a network: source, groups, companies, requests, experts, sink.

Each unit of flow is one session. The arcs into a group fall in value (alpha-fairness as concave, piecewise
linear utility: Mo & Walrand 2000), so that the cheapest flow is whole and fair at once.

Classes of urgency go strictly first. The lowest class is worth more than all scores together. A session of
a higher class can displace at most two of lower ones and two more for each company that the cap holds back
(a chain of exchanges passes such a company once), so a class is worth that many of the next and one more.
Where the cap holds nobody back the sessions that can be served are a gammoid, and any rising worth will do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.requests import Bar, Round

Array = NDArray[Any]
POINTS: Final = 1_000
STEPS: Final = 48
STEEPEST: Final = 20.0
LARGEST: Final = 2**60


@dataclass(frozen=True)
class Network:
    """Arcs as columns of whole numbers; the last `offers` of them are the admissible pairs, `pairs` their places."""

    tails: Array
    heads: Array
    room: Array
    cost: Array
    nodes: int
    supply: int
    pairs: Array
    experts: Array

    @property
    def source(self) -> int:
        return self.nodes - 2

    @property
    def sink(self) -> int:
        return self.nodes - 1


def network(round_: Round, alpha: float) -> Network:
    """The network of a round. The cost of an arc is what a session on it is worth, negated."""
    requests, experts, policy = round_.requests, round_.experts, round_.policy
    groups, companies = _numbers(each.group for each in requests), _numbers(each.company for each in requests)
    sizes = np.cumsum([0, len(requests), len(experts), len(companies), len(groups), 2])
    wanted = np.array([each.sessions for each in requests], np.int64)
    free = np.array([each.sessions for each in experts], np.int64)
    company = np.array([companies[each.company] for each in requests], np.int64)
    group_of = dict(
        zip(
            (companies[each.company] for each in requests),
            (groups[each.group] for each in requests),
            strict=True,
        )
    )
    group = np.array([group_of[at] for at in range(len(companies))], np.int64)
    caps = np.bincount(company, wanted, len(companies)).astype(np.int64) if len(companies) else wanted
    if policy.cap is not None:
        caps = np.minimum(caps, policy.cap)
    demand = np.bincount(group, caps, len(groups)).astype(np.int64) if len(groups) else caps
    source, sink, supply = int(sizes[5] - 2), int(sizes[5] - 1), int(min(caps.sum(), free.sum()))
    pairs = np.flatnonzero(round_.pairs.bar == Bar.NONE)
    score = np.rint(round_.pairs.score[pairs] * POINTS).astype(np.int64)
    waited = np.minimum([each.waited for each in requests], policy.longest_wait) * policy.waiting * POINTS
    bonus = np.rint(waited).astype(np.int64)
    steps = _steps(demand, alpha, policy.fairness)
    classes = np.unique([each.urgency for each in requests], return_inverse=True)[1].astype(np.int64)
    most = int(score.max(initial=0) + bonus.max(initial=0) + steps[2].max(initial=0))
    held_back = int((np.bincount(company, wanted, len(companies)) > caps).sum()) if len(companies) else 0
    worth = _worth(classes, supply * most + 1, 2 * held_back + 3 if held_back else 2, sink + 1)
    arcs = [
        (np.full(len(steps[0]), source), sizes[3] + steps[0], steps[1], -steps[2]),
        (sizes[3] + group, sizes[2] + np.arange(len(companies)), caps, np.zeros(len(companies), np.int64)),
        (sizes[2] + company, np.arange(len(requests)), wanted, -(worth + bonus)),
        (
            sizes[1] + np.arange(len(experts)),
            np.full(len(experts), sink),
            free,
            np.zeros(len(experts), np.int64),
        ),
        (np.array([source]), np.array([sink]), np.array([supply]), np.zeros(1, np.int64)),
        _offers(round_, pairs, wanted, free, score, int(sizes[1])),
    ]
    tails, heads, room, cost = (np.concatenate(columns) for columns in zip(*arcs, strict=True))
    return Network(tails, heads, room, cost, int(sizes[5]), supply, pairs, free)


def _offers(
    round_: Round, pairs: Array, wanted: Array, free: Array, score: Array, start: int
) -> tuple[Array, ...]:
    request, expert = (
        column[pairs].astype(np.int64) for column in (round_.pairs.request, round_.pairs.expert)
    )
    return request, start + expert, np.minimum(wanted[request], free[expert]), -score


def _worth(classes: Array, base: int, ratio: int, nodes: int) -> Array:
    """What a session of each class is worth; the ratio is cut to what the solver's 64 bits can hold."""
    highest = int(classes.max(initial=0))
    if highest:
        ratio = max(2, min(ratio, int((LARGEST / (base * nodes)) ** (1 / highest))))
    return np.array([base * ratio ** int(each) for each in range(highest + 1)], np.int64)[classes]


def _steps(demand: Array, alpha: float, fairness: float) -> tuple[Array, Array, Array]:
    """For each group its arcs: the group, how many sessions, and the marginal utility of one in points.

    The marginal utility of sessions that bring the rate of service to r is r^-alpha - 1: nothing once all
    are served. A group has at most 48 arcs; each has the value at its middle.
    """
    groups, rooms, values = [], [], []
    for group, many in enumerate(demand.tolist()):
        edges = np.unique(np.linspace(0, many, min(many, STEPS) + 1).round().astype(np.int64))
        rate = (edges[1:] + edges[:-1]) / 2 / max(many, 1)
        steep = np.minimum(rate**-alpha - 1, STEEPEST)
        groups.append(np.full(len(rate), group))
        rooms.append(np.diff(edges))
        values.append(np.rint(steep * fairness * POINTS).astype(np.int64))
    empty = [np.zeros(0, np.int64)]
    return np.concatenate(groups or empty), np.concatenate(rooms or empty), np.concatenate(values or empty)


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(dict.fromkeys(names))}
