"""ISO 20414:2020, annex A: the verification tests that a network model can answer; docs/egress.md lists the rest."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kstest

from dugnad.engines.egress.draws import Spread, key_of, lognormal, normal, shares, uniform
from dugnad.engines.egress.flow import Change, simulate
from dugnad.engines.egress.graph import build
from dugnad.engines.egress.hydraulics import SFPE, speed, stair_flow
from dugnad.engines.egress.people import Group, people
from dugnad.engines.egress.routing import Goal, Shut
from dugnad.engines.egress.tests import test_rimea as rimea
from dugnad.engines.egress.tests.buildings import Drawing
from dugnad.engines.egress.tests.test_rimea import WEIDMANN, stair

KEYS = np.array([key_of(f"occupant {n}") for n in range(200)], dtype=np.uint64)


@pytest.mark.parametrize("spread", [uniform(10, 100), normal(60, 20, 0, 180), lognormal(4.0, 0.5)])
def test_1_pre_movement_follows_its_distribution(spread: Spread) -> None:
    """200 occupants, each alone in a room of 8 x 5 m: set out as drawn, Kolmogorov-Smirnov p above 5 %, by 0.1 s."""
    graph = build(Drawing().room("room", 0, 0, 80, 50).exit("out", "room", 80, 25, 40.0).plan())
    asked = spread.at(shares(3, KEYS, 0, 0))
    set_out = simulate(graph, people([0] * 200, level=1.0, ready=asked, at=(75, 25))).out_at - 5
    grid = spread.at((np.arange(20_000) + 0.5) / 20_000)
    assert set_out == pytest.approx(asked, abs=0.1)
    assert kstest(set_out, lambda values: np.searchsorted(grid, values) / len(grid)).pvalue > 0.05


def test_2_walks_a_corridor_at_its_speed() -> None:
    """40 m at 1 m/s: 40 s, within 0.1 s."""
    graph = build(Drawing().room("corridor", 0, 0, 40, 2).exit("end", "corridor", 40, 1, 2.0).plan())
    assert simulate(graph, people([0], level=1.0, at=(0, 1))).seconds == pytest.approx(40, abs=0.1)


@pytest.mark.parametrize("start", ["low", "high"])
def test_3_walks_stairs_at_its_speed(start: str) -> None:
    """100 m of stair at 1 m/s in both directions, and 2 m of landing: within 0.1 s."""
    graph = stair(length=100.0)
    goal = Group(goal=Goal(exits=frozenset(["above" if start == "low" else "below"])))
    one = people([graph.spaces[start]], level=1.0, up=1.0, down=1.0, groups=(goal,))
    assert simulate(graph, one).seconds == pytest.approx(102, abs=0.1)


def test_4_walks_around_the_corner() -> None:
    """The same bent corridor as RiMEA's test 6."""
    rimea.test_6_walks_around_the_corner()


def test_5_speeds_follow_the_demography() -> None:
    """100 occupants: drawn once and again the same, and of the asked mean within 3 %."""
    drawn = [WEIDMANN.at(shares(5, KEYS[:100], 0, 0)) for _ in range(2)]
    assert np.array_equal(drawn[0], drawn[1])
    many = np.concatenate([WEIDMANN.at(shares(5, KEYS, run, 0)) for run in range(50)])
    assert many.mean() == pytest.approx(WEIDMANN.mean(), rel=0.03)


def test_6_meeting_a_stream_takes_longer_the_larger_it_is() -> None:
    """100 occupants cross a corridor of 10 x 2 m against 0, 10, 50 and 100: each time longer."""
    drawing = Drawing().room("one", 0, 0, 10, 10).room("between", 10, 4, 20, 6).room("two", 20, 0, 30, 10)
    drawing.opening("one", "between", 10, 5).opening("between", "two", 20, 5)
    graph = build(drawing.plan())
    to = tuple(Group(goal=Goal(exits=frozenset(), spaces=frozenset([name]))) for name in ("two", "one"))
    seconds = []
    for against in (0, 10, 50, 100):
        crowd = people([0] * 100 + [2] * against, group=[0] * 100 + [1] * against, groups=to)
        seconds.append(simulate(graph, crowd).out_at[:100].max())
    assert np.isfinite(seconds).all()
    assert np.all(np.diff(seconds) > 0)


def test_7_overtakes_people_with_movement_disabilities() -> None:
    """24 occupants of 1.25 m/s behind one of 0.8 m/s who takes twice the room: five at least pass it."""
    graph = build(
        Drawing()
        .room("room", 0, 0, 5, 4)
        .room("corridor", 5, 1, 25, 3)
        .opening("room", "corridor", 5, 2)
        .exit("end", "corridor", 25, 2, 2.0)
        .plan()
    )
    slow = simulate(
        graph,
        people(
            [1] + [0] * 24, level=[0.8] + [1.25] * 24, takes=[2.0] + [1.0] * 24, at=[(5, 2)] + [(2, 2)] * 24
        ),
    )
    same = simulate(graph, people([1] + [0] * 24, level=1.25, at=[(5, 2)] + [(2, 2)] * 24))
    assert slow.out_at[0] > same.out_at[0] + 5
    assert (slow.out_at[1:] < slow.out_at[0]).sum() >= 5
    assert slow.seconds >= same.seconds


def test_8_takes_the_exit_it_was_given() -> None:
    """The same twelve cabins as RiMEA's test 10."""
    rimea.test_10_takes_the_exit_it_was_given()


def test_9_turns_to_another_exit_when_one_shuts() -> None:
    """The near exit shuts after 1 s or 5 s: out by the other, in the time that the detour takes, within 0.1 s."""
    graph = build(
        Drawing().room("room", 0, 0, 20, 5).exit("near", "room", 20, 2.5).exit("far", "room", 0, 2.5).plan()
    )
    for shuts in (1.0, 5.0):
        change = Change(shuts, Shut(ways=frozenset(["near"])))
        outcome = simulate(graph, people([0], level=1.0, at=(11, 2.5)), changes=[change])
        assert graph.plan.ways[outcome.out_way[0]].id == "far"
        assert outcome.seconds == pytest.approx(11 + 2 * shuts, abs=0.1)


def test_9_comes_back_when_an_exit_opens() -> None:
    """Shut in at first, out once it opens: nobody is forgotten."""
    graph = build(Drawing().room("room", 0, 0, 20, 5).exit("only", "room", 20, 2.5).plan())
    shut = Shut(ways=frozenset(["only"]))
    assert simulate(graph, people([0]), shut=shut).stranded.all()
    outcome = simulate(graph, people([0], level=1.0), shut=shut, changes=[Change(30.0, Shut())])
    assert outcome.seconds == pytest.approx(40, abs=0.6)


def test_10_congestion_at_the_narrowing_and_at_the_stair() -> None:
    """100 occupants, 8 x 5 m, a 2 m corridor, a 1 m stair: queues at the room's door and at the stair's foot."""
    drawing = (
        Drawing(2).room("room", 0, 0, 8, 5).room("corridor", 8, 1.5, 18, 3.5).room("low", 18, 1.5, 20, 3.5)
    )
    drawing.room("high", 18, 1.5, 20, 3.5, storey=1).opening("room", "corridor", 8, 2.5, 2.0)
    drawing.opening("corridor", "low", 18, 2.5, 2.0).stair("low", "high", 19, 2.5, 1.0).exit(
        "up", "high", 20, 2.5, 2.0
    )
    graph = build(drawing.plan())
    longest = simulate(graph, people([0] * 100)).longest_queue.max(axis=1)
    ways = [graph.plan.ways[way].id for way in graph.gate_way]
    assert longest[ways.index("room-corridor")] > 30
    assert longest[ways.index("low-high")] >= 3
    assert longest[ways.index("up")] <= 2


def test_11_the_flow_through_a_door_never_exceeds_its_limit() -> None:
    """100 occupants, a 1 m exit: at most 1.33 persons/s/m, and in any 10 s at most one more than 1.3 x 0.7 m gives."""
    graph = build(Drawing().room("room", 0, 0, 8, 5).exit("out", "room", 8, 2.5, 1.0).plan())
    rng = np.random.default_rng(4)
    out = np.sort(simulate(graph, people([0] * 100, ready=rng.uniform(0, 40, 100))).out_at)
    assert 100 / (out[-1] - out[0]) <= 1.33
    for start in out:
        assert np.sum((out >= start) & (out < start + 10)) <= 1 + 10 * SFPE.door_flow * 0.7 + 1e-6


@pytest.mark.parametrize("width", [1.0, 1.2, 1.4, 1.6, 1.8])
def test_12_the_flow_on_stairs_grows_with_their_width(width: float) -> None:
    """100 occupants down one flight: k / (4 x 0.266) on the effective width, within 5 %."""
    graph = stair(width=width)
    goal = Group(goal=Goal(exits=frozenset(["below"])))
    outcome = simulate(graph, people([1] * 100, level=1.4, groups=(goal,)))
    entered = outcome.crossed[0][outcome.crossed[2] == graph.place_top[-1]]
    flow = 80 / (entered[-10] - entered[-90])
    assert flow == pytest.approx(stair_flow(graph.place_constant[-1]) * (width - 0.3), rel=0.05)


@pytest.mark.parametrize("density", [0.6, 1.2, 1.8])
def test_13_speed_and_density_agree_with_the_relation(density: float) -> None:
    """A corridor at a given density: the speed of the relation, within 3 %."""
    graph = build(Drawing().room("corridor", 0, 0, 100, 5).exit("end", "corridor", 100, 2.5, 5.0).plan())
    first = simulate(graph, people([0] * int(density * 500), level=1.5, at=(0, 2.5)), step=0.1).out_at.min()
    assert 100 / first == pytest.approx(speed(density), rel=0.03)
