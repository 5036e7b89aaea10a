"""Dividing hours: whole, within everyone's hours, optimal, fair, and explained."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import coo_array

from dugnad.engines.matching.allocation import (
    Bar,
    Expert,
    Outcome,
    Pairs,
    Policy,
    Reason,
    Request,
    Round,
    allocate,
    flows,
    price_of_fairness,
)
from dugnad.engines.matching.network import Network, network


def pairs(rows: list[tuple[int, int, float, int]]) -> Pairs:
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    request, expert, bar = (np.array(columns[at], int) for at in (0, 1, 3))
    return Pairs(request, expert, np.array(columns[2], float), bar)


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    requests = [
        Request(
            str(at),
            company := draw(st.sampled_from("ABCD")),
            "north" if company in "AB" else "south",
            draw(st.integers(0, 3)),
            draw(st.integers(-1, 2)),
            draw(st.floats(0, 60)),
        )
        for at in range(draw(st.integers(0, 7)))
    ]
    experts = [Expert(str(at), draw(st.integers(0, 4))) for at in range(draw(st.integers(0, 4)))]
    every = [(request, expert) for request in range(len(requests)) for expert in range(len(experts))]
    chosen = draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    scored = [
        (*each, draw(st.integers(0, 100)) / 100, draw(st.sampled_from([0, 0, 0, 1, 2, 3]))) for each in chosen
    ]
    policy = Policy(draw(st.sampled_from([None, 0, 1, 2])), draw(st.sampled_from([0.0, 0.5, 1.0, 2.0])))
    return Round(requests, experts, pairs(scored), policy)


def best_by_lp(made: Network) -> float:
    """The cost of the cheapest flow by HiGHS, which knows nothing of whole numbers."""
    arcs = np.arange(len(made.tails))
    rows = np.concatenate([made.tails, made.heads])
    signs = np.concatenate([np.ones(len(arcs)), -np.ones(len(arcs))])
    balance = coo_array((signs, (rows, np.tile(arcs, 2))), shape=(made.nodes, len(arcs)))
    supplies = np.zeros(made.nodes)
    supplies[[made.source, made.sink]] = made.supply, -made.supply
    bounds = np.column_stack([np.zeros(len(arcs)), made.room])
    solved = linprog(
        made.cost.astype(float), A_eq=balance.tocsr(), b_eq=supplies, bounds=bounds, method="highs"
    )
    assert solved.status == 0
    return float(solved.fun)


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_hard_rules_are_never_broken(round_: Round) -> None:
    outcome = allocate(round_)
    bars = {
        (int(r), int(e)): int(b)
        for r, e, b in zip(round_.pairs.request, round_.pairs.expert, round_.pairs.bar, strict=True)
    }
    of_expert, of_request, of_company = Counter[int](), Counter[int](), Counter[str]()
    for each in outcome.given:
        assert each.sessions > 0
        assert bars[each.request, each.expert] == Bar.NONE
        of_expert[each.expert] += each.sessions
        of_request[each.request] += each.sessions
        of_company[round_.requests[each.request].company] += each.sessions
    assert all(many <= round_.experts[at].sessions for at, many in of_expert.items())
    assert all(many <= round_.requests[at].sessions for at, many in of_request.items())
    cap = round_.policy.cap
    assert cap is None or all(many <= cap for many in of_company.values())
    assert sum(group.given for group in outcome.groups.values()) == sum(of_expert.values())


@settings(max_examples=80, deadline=None)
@given(rounds())
def test_the_flow_is_as_good_as_the_linear_programme(round_: Round) -> None:
    made = network(round_, round_.policy.alpha)
    assume(made.supply and len(made.pairs))
    ours = int((flows(made) * made.cost).sum())
    assert ours == pytest.approx(best_by_lp(made), rel=1e-9, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(rounds())
def test_higher_urgency_goes_strictly_first(round_: Round) -> None:
    """The most urgent get as many sessions as if nobody else had asked; so do the two most urgent, and so on."""
    outcome = allocate(round_)
    served = sessions_by_urgency(round_, outcome)
    for least in sorted(served):
        urgent = [at for at, each in enumerate(round_.requests) if each.urgency >= least]
        alone = sessions_by_urgency(only(round_, urgent), allocate(only(round_, urgent)))
        assert sum(alone.values()) == sum(many for urgency, many in served.items() if urgency >= least)


def only(round_: Round, kept: list[int]) -> Round:
    place = {at: new for new, at in enumerate(kept)}
    rows = zip(round_.pairs.request, round_.pairs.expert, round_.pairs.score, round_.pairs.bar, strict=True)
    scored = [(place[r], int(e), float(s), int(b)) for r, e, s, b in rows if r in place]
    return Round([round_.requests[at] for at in kept], round_.experts, pairs(scored), round_.policy)


def sessions_by_urgency(round_: Round, outcome: Outcome) -> dict[int, int]:
    served = dict.fromkeys((each.urgency for each in round_.requests), 0)
    for each in outcome.given:
        served[round_.requests[each.request].urgency] += each.sessions
    return served


@settings(max_examples=80, deadline=None)
@given(rounds())
def test_every_reason_fits_what_happened(round_: Round) -> None:
    outcome = allocate(round_)
    used = Counter[int]()
    for each in outcome.given:
        used[each.expert] += each.sessions
    for at, (request, why) in enumerate(zip(round_.requests, outcome.why, strict=True)):
        got = why.values["given"]
        free = [
            expert
            for one, expert, bar in zip(
                round_.pairs.request, round_.pairs.expert, round_.pairs.bar, strict=True
            )
            if one == at and bar == Bar.NONE
        ]
        assert (why.reason is Reason.SERVED) == (got == request.sessions)
        if why.reason in {Reason.URGENCY, Reason.OUTRANKED}:
            assert got == 0
            assert all(used[int(expert)] == round_.experts[expert].sessions for expert in free)
        if why.reason in {Reason.NOBODY, Reason.BARRED}:
            assert not free


def two_regions(alpha: float) -> tuple[Round, Outcome]:
    """Ten sessions; ten requests of the city score a little higher than ten of the coast."""
    requests = [Request(f"{g}{at}", f"{g}{at}", g) for g in ("city", "coast") for at in range(10)]
    scored = [(at, 0, 0.6 if at < 10 else 0.55, 0) for at in range(20)]
    round_ = Round(requests, [Expert("one", 10)], pairs(scored), Policy(alpha=alpha, fairness=0.1))
    return round_, allocate(round_)


def test_fairness_shares_between_groups_and_says_its_price() -> None:
    plain, fair = two_regions(0.0), two_regions(1.0)
    assert [group.given for group in plain[1].groups.values()] == [10, 0]
    assert [group.given for group in fair[1].groups.values()] in ([6, 4], [5, 5])
    assert price_of_fairness(*plain) == 0
    assert 0 < price_of_fairness(*fair) < 0.05
    assert fair[1].groups["coast"].rate in (0.4, 0.5)


def test_waiting_decides_between_equals() -> None:
    requests = [Request("new", "A", "g"), Request("old", "B", "g", waited=3)]
    outcome = allocate(Round(requests, [Expert("one", 1)], pairs([(0, 0, 0.5, 0), (1, 0, 0.5, 0)])))
    assert [each.request for each in outcome.given] == [1]
    assert outcome.why[0].reason is Reason.OUTRANKED


def test_each_reason_is_given_with_its_numbers() -> None:
    requests = [
        Request("urgent", "A", "g", urgency=1),
        Request("late", "B", "g"),
        Request("nobody", "C", "g"),
        Request("conflict", "D", "g"),
        Request("empty", "E", "g"),
        Request("capped", "A", "g", sessions=2),
        Request("partly", "F", "g", sessions=5),
    ]
    experts = [Expert("one", 1), Expert("none", 0), Expert("spare", 9)]
    scored = [
        (0, 0, 0.2, 0),
        (1, 0, 0.9, 0),
        (3, 0, 0.9, Bar.CONFLICT),
        (4, 1, 0.9, 0),
        (5, 2, 0.9, 0),
        (6, 2, 0.5, 0),
    ]
    why = allocate(Round(requests, experts, pairs(scored), Policy(cap=1))).why
    found = [each.reason.value for each in why]
    assert found == ["served", "urgency", "nobody", "barred", "no_hours", "cap", "partly"]
    assert why[3].values["conflict"] == 1
    assert why[5].values["cap"] == 1
    assert why[6].values["given"] == 1


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Round([], [Expert("a", -1)], pairs([])), "below 0"),
        (lambda: Round([Request("a", "A", "g", sessions=-1)], [], pairs([])), "below 0"),
        (lambda: Round([Request("a", "A", "g", waited=float("nan"))], [], pairs([])), "weeks waited"),
        (lambda: Round([Request("a", "A", "g"), Request("b", "A", "h")], [], pairs([])), "two groups"),
        (lambda: Round([Request("a", "A", "g")], [Expert("x", 1)], pairs([(0, 1, 0.5, 0)])), "not there"),
        (
            lambda: Round([Request("a", "A", "g")], [Expert("x", 1)], pairs([(0, 0, float("nan"), 0)])),
            "between 0 and 1",
        ),
        (lambda: Policy(alpha=3), "alpha"),
        (lambda: Policy(cap=-1), "below 0"),
    ],
)
def test_what_cannot_be_meant_is_refused(make: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make()  # type: ignore[operator]


def test_a_large_round_equals_the_linear_programme() -> None:
    chance = np.random.default_rng(1)
    requests = [
        Request(str(at), str(at % 700), str(at % 700 % 15), waited=float(at % 9)) for at in range(1_000)
    ]
    experts = [Expert(str(at), int(many)) for at, many in enumerate(chance.integers(3, 9, 100))]
    many = 10_000
    columns = (
        chance.integers(0, 1_000, many),
        chance.integers(0, 100, many),
        chance.random(many),
        np.zeros(many, int),
    )
    made = network(Round(requests, experts, Pairs(*columns), Policy(cap=2)), 1.0)
    assert int((flows(made) * made.cost).sum()) == pytest.approx(best_by_lp(made), rel=1e-9)
