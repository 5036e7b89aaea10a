"""Dividing scarce hours over many requests: one whole min-cost flow, with a reason for each request.

Hard rules first (eligibility, conflict of interest, opt-out, free sessions, cap per company), then classes of
urgency, then score, fairness over groups and waiting. Solved by OR-Tools' SimpleMinCostFlow
(cost scaling: Goldberg 1997). OR-Tools and highspy cannot live in one process; scipy's HiGHS can.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.network import Network, network
from dugnad.engines.matching.reasons import Reasons
from dugnad.engines.matching.requests import (
    Bar,
    Expert,
    Given,
    Group,
    Outcome,
    Pairs,
    Policy,
    Reason,
    Request,
    Round,
    Why,
)

__all__ = [
    "Bar",
    "Expert",
    "Given",
    "Group",
    "Outcome",
    "Pairs",
    "Policy",
    "Reason",
    "Request",
    "Round",
    "Why",
    "allocate",
    "price_of_fairness",
]

Array = NDArray[Any]


def allocate(round_: Round) -> Outcome:
    """The best and fairest division, the same for the same round.

    Sessions are whole; nobody gives more than they have. A request may get sessions of several experts.
    """
    sessions = _solved(round_, round_.policy.alpha)
    return Outcome(
        given=_given(round_, sessions),
        why=Reasons(round_, sessions).all(),
        groups=_groups(round_, sessions),
        score=float(sessions @ round_.pairs.score),
    )


def price_of_fairness(round_: Round, outcome: Outcome) -> float:
    """The share of score and waiting that the outcome lost against alpha 0 (0 where there is nothing to lose)."""
    best = _value(round_, _given(round_, _solved(round_, 0.0)))
    return max(0.0, 1 - _value(round_, outcome.given) / best) if best else 0.0


def _value(round_: Round, given: Sequence[Given]) -> float:
    """The score of all sessions, and what the weeks of waiting add to it."""
    policy, requests = round_.policy, round_.requests
    return sum(
        each.sessions
        * (each.score + policy.waiting * min(requests[each.request].waited, policy.longest_wait))
        for each in given
    )


def _solved(round_: Round, alpha: float) -> Array:
    """The sessions of each pair."""
    made = network(round_, alpha)
    sessions = np.zeros(len(round_.pairs.request), np.int64)
    if made.supply and len(made.pairs):
        sessions[made.pairs] = flows(made)[-len(made.pairs) :]
    return sessions


def flows(made: Network) -> Array:
    """The flow on each arc of the cheapest flow. Raises RuntimeError where the solver gives none."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # type: ignore[import-untyped]

    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(made.tails, made.heads, made.room, made.cost)
    solver.set_node_supply(made.source, made.supply)
    solver.set_node_supply(made.sink, -made.supply)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow could not be solved: {status}")
    return np.asarray(solver.flows(arcs))


def _given(round_: Round, sessions: Array) -> list[Given]:
    places = np.flatnonzero(sessions)
    pairs = round_.pairs
    columns = (pairs.request[places], pairs.expert[places], sessions[places], pairs.score[places])
    return [Given(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def _groups(round_: Round, sessions: Array) -> dict[str, Group]:
    served = np.bincount(round_.pairs.request, sessions, len(round_.requests)).astype(np.int64)
    totals: dict[str, tuple[int, int]] = {}
    for request, got in zip(round_.requests, served.tolist(), strict=True):
        asked, given = totals.get(request.group, (0, 0))
        totals[request.group] = (asked + request.sessions, given + got)
    return {name: Group(*total) for name, total in totals.items()}
