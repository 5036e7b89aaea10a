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


@dataclass(frozen=True)
class _Parties:
    """Who takes part, as columns: sessions `wanted` of each request and its `company`, sessions `free` of each expert,
    the `group` and cap of each company, the `demand` of each group. `held_back`: companies that want more than the cap.
    """

    wanted: Array
    company: Array
    free: Array
    group: Array
    caps: Array
    demand: Array
    held_back: int

    @property
    def starts(self) -> tuple[int, int, int, int]:
        """The first node of the experts, of the companies and of the groups, and the source; requests begin at 0."""
        counts = (len(self.wanted), len(self.free), len(self.group), len(self.demand))
        experts, companies, groups, source = (int(at) for at in np.cumsum(counts))
        return experts, companies, groups, source


def network(round_: Round, alpha: float) -> Network:
    """The network of a round. The cost of an arc is what a session on it is worth, negated."""
    parties, policy = _parties(round_), round_.policy
    supply = int(min(parties.caps.sum(), parties.free.sum()))
    pairs = np.flatnonzero(round_.pairs.bar == Bar.NONE)
    score = np.rint(round_.pairs.score[pairs] * POINTS).astype(np.int64)
    bonus = _bonus(round_)
    steps = _steps(parties.demand, alpha, policy.fairness)
    most = int(score.max(initial=0) + bonus.max(initial=0) + steps[2].max(initial=0))
    ratio = 2 * parties.held_back + 3 if parties.held_back else 2
    nodes = parties.starts[3] + 2
    classes = np.unique([each.urgency for each in round_.requests], return_inverse=True)[1].astype(np.int64)
    worth = _worth(classes, supply * most + 1, ratio, nodes)
    arcs = [
        *_flow(parties, steps, worth + bonus, supply),
        _offers(round_, pairs, parties.wanted, parties.free, score, parties.starts[0]),
    ]
    tails, heads, room, cost = (np.concatenate(columns) for columns in zip(*arcs, strict=True))
    return Network(tails, heads, room, cost, nodes, supply, pairs, parties.free)


def _parties(round_: Round) -> _Parties:
    requests, cap = round_.requests, round_.policy.cap
    groups, companies = _numbers(each.group for each in requests), _numbers(each.company for each in requests)
    wanted = np.array([each.sessions for each in requests], np.int64)
    free = np.array([each.sessions for each in round_.experts], np.int64)
    company = np.array([companies[each.company] for each in requests], np.int64)
    group_of = {companies[each.company]: groups[each.group] for each in requests}
    group = np.array([group_of[at] for at in range(len(companies))], np.int64)
    asked = _summed(company, wanted, len(companies))
    caps = asked if cap is None else np.minimum(asked, cap)
    demand = _summed(group, caps, len(groups))
    return _Parties(wanted, company, free, group, caps, demand, int((asked > caps).sum()))


def _summed(of: Array, sessions: Array, count: int) -> Array:
    """The sessions of each of so many."""
    return np.bincount(of, sessions, count).astype(np.int64) if count else sessions


def _bonus(round_: Round) -> Array:
    """What having waited is worth, for each request."""
    policy = round_.policy
    waited = np.minimum([each.waited for each in round_.requests], policy.longest_wait)
    return np.rint(waited * policy.waiting * POINTS).astype(np.int64)


def _flow(
    parties: _Parties, steps: tuple[Array, Array, Array], worth: Array, supply: int
) -> list[tuple[Array, ...]]:
    """From the source by groups, companies and requests, and from the experts to the sink; last, what is not given."""
    experts, companies, groups, source = parties.starts
    sink, count, free = source + 1, len(parties.group), len(parties.free)
    return [
        (np.full(len(steps[0]), source), groups + steps[0], steps[1], -steps[2]),
        (groups + parties.group, companies + np.arange(count), parties.caps, np.zeros(count, np.int64)),
        (companies + parties.company, np.arange(len(parties.wanted)), parties.wanted, -worth),
        (experts + np.arange(free), np.full(free, sink), parties.free, np.zeros(free, np.int64)),
        (np.array([source]), np.array([sink]), np.array([supply]), np.zeros(1, np.int64)),
    ]


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
