"""RiMEA guideline 4.1.1: the verification tests that a network model can answer; docs/egress.md lists the rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from dugnad.engines.egress.draws import key_of, normal, shares, uniform
from dugnad.engines.egress.flow import simulate
from dugnad.engines.egress.graph import Graph, build
from dugnad.engines.egress.hydraulics import speed, stair_flow
from dugnad.engines.egress.people import Group, people
from dugnad.engines.egress.plan import Plan
from dugnad.engines.egress.routing import Goal, Shut, reroute
from dugnad.engines.egress.tests.buildings import Drawing, house

WEIDMANN = normal(1.34, 0.26, 0.58, 1.61)
"""Adults' speed on the level: Weidmann 1993, within the range of RiMEA's age groups."""


def stair(length: float = 10.0, width: float = 2.0) -> Graph:
    """Two landings and a flight, exits at both ends."""
    drawing = Drawing(2).room("low", 0, 0, 4, 4).room("high", 0, 0, 4, 4, storey=1)
    drawing.stair("low", "high", 2, 2, width, length=length).exit("below", "low", 2, 0, 2.0)
    return build(drawing.exit("above", "high", 2, 0, 2.0).plan())


def test_1_keeps_its_speed_in_a_corridor() -> None:
    """40 m at 1.33 m/s with 5 % of measuring error: 26 to 34 s by the guideline; here to a tenth of a second."""
    graph = build(Drawing().room("corridor", 0, 0, 40, 2).exit("end", "corridor", 40, 1, 2.0).plan())
    seconds = simulate(graph, people([0], level=1.33, at=(0, 1))).seconds
    assert 26 <= seconds <= 34
    assert seconds == pytest.approx(40 / 1.33, abs=0.1)


@pytest.mark.parametrize(
    ("start", "out", "up", "down"), [("low", "above", 0.6, 0.9), ("high", "below", 0.6, 0.9)]
)
def test_2_and_3_keep_their_speed_on_stairs(start: str, out: str, up: float, down: float) -> None:
    """10 m of stair up at 0.6 and down at 0.9 m/s, plus 2 m of landing at 1 m/s; within 0.1 s."""
    graph = stair()
    goal = Group(goal=Goal(exits=frozenset([out])))
    one = people([graph.spaces[start]], level=1.0, up=up, down=down, groups=(goal,))
    expected = 10 / (up if start == "low" else down) + 2
    assert simulate(graph, one).seconds == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("density", [0.3, 0.5, 1.0, 1.5, 1.9])
def test_4_speed_falls_with_density_as_the_relation_says(density: float) -> None:
    """Everyone crosses a 50 m room at a given density: the first one, whom all others follow, within 3 %."""
    graph = build(Drawing().room("hall", 0, 0, 50, 10).exit("end", "hall", 50, 5, 10.0).plan())
    count = int(density * 500)
    crowd = people([0] * count, level=1.6, at=(0, 5))
    expected = 1.6 if density < 0.54 else speed(density)
    first = simulate(graph, crowd, step=0.1).out_at.min()
    assert 50 / first == pytest.approx(expected, rel=0.03)


def test_5_starts_when_its_time_has_come() -> None:
    """Ten persons in 8 x 5 m, 1 m exit, 10 to 100 s until they set out: nobody out before; within 10 s after."""
    graph = build(Drawing().room("room", 0, 0, 8, 5).exit("out", "room", 8, 2.5, 1.0).plan())
    ready = uniform(10, 100).at(shares(1, np.arange(10, dtype=np.uint64), 0, 0))
    after = simulate(graph, people([0] * 10, ready=ready)).out_at - ready
    assert np.all(after >= 4 / 1.19 - 1e-6)
    assert np.all(after <= 10)


def test_6_walks_around_the_corner() -> None:
    """Twenty persons in a bent corridor, 10 m each way: the shortest way touches the inner corner, 0.1 m.

    That nobody walks through a wall is shown by the length of their way; bodies are not modelled.
    """
    ring = ((0.0, 0.0), (12.0, 0.0), (12.0, 12.0), (10.0, 12.0), (10.0, 2.0), (0.0, 2.0))
    graph = build(Drawing().shape("bend", *ring).exit("end", "bend", 11, 12, 2.0).plan())
    _, metres = graph.legs(0, (0.0, 1.0))
    assert metres[0] == pytest.approx(np.hypot(10, 1) + np.hypot(1, 10), abs=0.1)
    assert np.isfinite(simulate(graph, people([0] * 20, at=(0, 1))).out_at).all()


def test_7_speeds_follow_the_population() -> None:
    """Fifty adults of Weidmann's speeds, here forty times: mean and deviation walked within 2 % of what was asked."""
    graph = build(Drawing().room("hall", 0, 0, 40, 50).exit("end", "hall", 40, 25, 50.0).plan())
    keys = np.array([key_of(f"adult {n}") for n in range(50)], dtype=np.uint64)
    walked = []
    for run in range(40):
        asked = WEIDMANN.at(shares(7, keys, run, 0))
        walked.append(40 / simulate(graph, people([0] * 50, level=asked, at=(0, 25))).out_at)
    drawn = WEIDMANN.at((np.arange(10_000) + 0.5) / 10_000)
    speeds = np.concatenate(walked)
    assert speeds.mean() == pytest.approx(drawn.mean(), rel=0.02)
    assert speeds.std() == pytest.approx(drawn.std(), rel=0.04)
    assert 0.57 <= speeds.min() <= speeds.max() <= 1.62


@pytest.mark.parametrize("what", ["speed", "width", "people"])
def test_8_more_of_a_parameter_never_surprises(what: str) -> None:
    """Three storeys: faster is never slower, wider is never slower, more people are never quicker."""
    seconds = []
    for value in (0.8, 1.0, 1.2, 1.4):
        graph = build(widened(value) if what == "width" else house())
        rooms = [number for number, space in enumerate(graph.plan.spaces) if space.id.startswith("room")]
        crowd = people(
            rooms * int(10 * value if what == "people" else 10), level=value if what == "speed" else 1.19
        )
        seconds.append(simulate(graph, crowd).seconds)
    if what == "people":
        seconds.reverse()
    assert all(later <= earlier + 1e-6 for earlier, later in pairwise(seconds))


def widened(factor: float) -> Plan:
    """The house with all ways wider or narrower."""
    plan = house()
    return replace(plan, ways=tuple(replace(way, width=way.width * factor) for way in plan.ways))


def hall(doors: int) -> Graph:
    """RiMEA's public space: 30 x 20 m, up to four exits of 1 m, two on each long side."""
    drawing = Drawing().room("hall", 0, 0, 30, 20)
    for number, (x, y) in enumerate([(7.5, 0), (22.5, 0), (7.5, 20), (22.5, 20)][:doors]):
        drawing.exit(f"e{number}", "hall", x, y, 1.0)
    return build(drawing.plan())


def spread_out(count: int) -> np.ndarray:
    """Standing evenly over 30 x 20 m."""
    side = int(np.sqrt(count * 1.5))
    x, y = np.meshgrid(
        (np.arange(side) + 0.5) * 30 / side, (np.arange(count // side) + 0.5) * 20 / (count // side)
    )
    return np.column_stack([x.ravel(), y.ravel()])


def test_9_half_the_exits_take_twice_as_long() -> None:
    """1000 persons, four exits or two: the flow decides, so twice the time, within 10 %."""
    at = spread_out(1000)
    four, two = (simulate(hall(doors), people([0] * len(at), at=at), aware=True).seconds for doors in (4, 2))
    assert two / four == pytest.approx(2, rel=0.1)
    assert four == pytest.approx(len(at) / 4 / (1.3 * 0.7), rel=0.1)


def test_10_takes_the_exit_it_was_given() -> None:
    """Twelve cabins along a corridor, eight given the main exit and four the secondary: all of them take it."""
    drawing = Drawing().room("corridor", 0, 2, 18, 4)
    for number in range(12):
        x, y = 3 * (number % 6), 0 if number < 6 else 4
        drawing.room(f"cabin{number}", x, y, x + 3, y + 2).door(
            "corridor", f"cabin{number}", x + 1.5, 2 if y == 0 else 4
        )
    graph = build(drawing.exit("main", "corridor", 0, 3).exit("secondary", "corridor", 18, 3).plan())
    groups = tuple(Group(goal=Goal(exits=frozenset([name]))) for name in ("main", "secondary"))
    secondary = [number % 6 >= 4 for number in range(12)]
    outcome = simulate(graph, people(range(1, 13), group=secondary, groups=groups))
    assert [graph.plan.ways[way].id for way in outcome.out_way] == [
        ("main", "secondary")[given] for given in secondary
    ]


def test_11_some_take_the_farther_exit_when_the_near_one_is_crowded() -> None:
    """1000 persons at the left, exits near and far: most take the near one, some the far one, and all gain by it."""
    plan = (
        Drawing().room("hall", 0, 0, 30, 20).exit("near", "hall", 22, 20).exit("far", "hall", 28, 20).plan()
    )
    graph, at = build(plan), spread_out(1000) * [0.5, 1]
    seen, blind = (simulate(graph, people([0] * len(at), at=at), aware=aware) for aware in (True, False))
    near = int((seen.out_way == graph.ways["near"]).sum())
    assert (blind.out_way == graph.ways["near"]).all()
    assert len(at) / 2 <= near < 0.75 * len(at)
    assert seen.seconds < 0.7 * blind.seconds


def test_12_only_the_first_of_two_equal_doors_clogs() -> None:
    """150 persons through two doors of 1 m in a row: a queue at the first, at the second never more than two."""
    drawing = Drawing().room("one", 0, 0, 10, 10).room("two", 10, 0, 20, 10).room("three", 20, 0, 25, 10)
    drawing.door("one", "two", 10, 5).door("two", "three", 20, 5).exit("end", "three", 25, 5, 10.0)
    outcome = simulate(build(drawing.plan()), people([0] * 150))
    assert outcome.longest_queue[0].max() > 100
    assert outcome.longest_queue[1].max() <= 2


def test_13_waits_in_front_of_the_stair() -> None:
    """150 persons, a 2 m corridor, a 1.2 m stair: the queue stands before the stair, whose flow decides (5 %)."""
    drawing = Drawing(2).room("hall", 0, 0, 10, 10, storey=1).room("passage", 10, 4, 20, 6, storey=1)
    drawing.room("low", 20, 4, 22, 6).room("high", 20, 4, 22, 6, storey=1)
    drawing.opening("hall", "passage", 10, 5, 2.0).opening("passage", "high", 20, 5, 2.0)
    drawing.stair("low", "high", 21, 5, 1.2).exit("end", "low", 22, 5, 2.0)
    graph = build(drawing.plan())
    outcome = simulate(graph, people([0] * 150))
    constant = graph.place_constant[-1]
    out = np.sort(outcome.out_at)
    assert 100 / (out[-10] - out[-110]) == pytest.approx(stair_flow(constant) * 0.9, rel=0.05)
    top = int(graph.place_top[-1])
    assert outcome.longest_queue[top].max() >= 3
    assert outcome.longest_queue[graph.gate_way == graph.ways["end"]].max() <= 2


def test_14_takes_the_quicker_of_a_short_way_by_stairs_and_a_long_one_without() -> None:
    """The guideline asks to document the choice: the quickest at one's own speeds, so it turns with them."""
    drawing = (
        Drawing(2).room("start", 0, 0, 4, 4).room("over", 0, 0, 40, 4, storey=1).room("goal", 36, 0, 40, 4)
    )
    drawing.room("around", 0, 4, 40, 60).door("start", "around", 2, 4).door("around", "goal", 38, 4)
    drawing.stair("start", "over", 2, 2).stair("over", "goal", 38, 2).exit("end", "goal", 40, 2)
    graph = build(drawing.plan())
    assert reroute(graph).path("start").ways[0] == "start-around"  # type: ignore[union-attr]
    shut = Shut(ways=frozenset(["start-around"]))
    assert reroute(graph, shut=shut).path("start").ways[:2] == ("start-over", "over-goal")  # type: ignore[union-attr]


def test_15_a_large_crowd_around_a_corner_is_not_quicker_than_straight_on() -> None:
    """500 persons in a corridor of 6 m, straight or bent, equally long on foot: within 5 %; no bodies here."""
    straight = Drawing().room("hall", 0, 0, 55, 6).exit("end", "hall", 49.41, 3, 6.0).plan()
    ring = ((0.0, 0.0), (26.0, 0.0), (26.0, 35.0), (20.0, 35.0), (20.0, 6.0), (0.0, 6.0))
    bent = Drawing().shape("hall", *ring).exit("end", "hall", 23, 35, 6.0).plan()
    one, other = (simulate(build(plan), people([0] * 500, at=(3, 3))).seconds for plan in (straight, bent))
    assert other == pytest.approx(one, rel=0.05)
