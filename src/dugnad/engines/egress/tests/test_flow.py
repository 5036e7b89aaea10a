"""The flow: what must hold for every crowd, and jupedsim-network as another opinion."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.egress.flow import Change, simulate
from dugnad.engines.egress.graph import Graph, build
from dugnad.engines.egress.hydraulics import SFPE, effective, stair_constant, stair_flow
from dugnad.engines.egress.people import Group, People, people
from dugnad.engines.egress.plan import Plan
from dugnad.engines.egress.routing import SAFETY, Goal, Shut, Walker
from dugnad.engines.egress.tests import tenstorey
from dugnad.engines.egress.tests.buildings import Drawing, house

HOUSE = house(3, 4)
GRAPH = build(HOUSE)
ROOMS = [number for number, space in enumerate(HOUSE.spaces) if space.id.startswith("room")]

crowds = st.builds(
    lambda count, seed: people(
        np.random.default_rng(seed).choice(ROOMS, count),
        level=np.random.default_rng(seed).uniform(0.3, 1.5, count),
        ready=np.random.default_rng(seed + 1).uniform(0, 60, count),
        takes=np.random.default_rng(seed + 2).choice([1.0, 1.0, 2.0, 4.0], count),
    ),
    st.integers(1, 80),
    st.integers(0, 1000),
)


@settings(deadline=None, max_examples=30)
@given(crowds, st.booleans())
def test_nobody_is_lost(crowd: People, aware: bool) -> None:
    outcome = simulate(GRAPH, crowd, aware=aware)
    assert np.isfinite(outcome.out_at).all()
    assert np.all(outcome.out_at > crowd.ready)
    when, who, gates = outcome.crossed
    assert np.all(np.diff(when) >= 0)
    last = GRAPH.gate_places[gates, 1] == GRAPH.outside
    assert sorted(who[last]) == list(range(len(crowd)))


@settings(deadline=None, max_examples=20)
@given(crowds, st.sampled_from([way.id for way in HOUSE.ways]))
def test_who_is_not_out_has_no_way(crowd: People, shut: str) -> None:
    outcome = simulate(GRAPH, crowd, shut=Shut(ways=frozenset([shut, "west"])))
    assert np.array_equal(np.isinf(outcome.out_at), outcome.stranded)


def same_way(plan: Plan, width: float) -> Graph:
    return build(replace(plan, ways=tuple(replace(way, width=way.width * width) for way in plan.ways)))


@settings(deadline=None, max_examples=20)
@given(crowds, st.floats(1.05, 2.0))
def test_more_width_is_never_slower(crowd: People, wider: float) -> None:
    """Within 5 %, as who comes first to the next stair may change; in 700 drawn crowds it was 2 % at most."""
    assert simulate(same_way(HOUSE, wider), crowd).seconds <= simulate(GRAPH, crowd).seconds * 1.05 + 1


@settings(deadline=None, max_examples=20)
@given(st.integers(20, 120), st.sampled_from(["west", "west1-west2", "hall1-west1"]))
def test_a_shut_way_never_helps(count: int, shut: str) -> None:
    """People who are all in one room and take the nearest way: within 1 %."""
    crowd = people([GRAPH.spaces["room20"]] * count)
    free, less = simulate(GRAPH, crowd), simulate(GRAPH, crowd, shut=Shut(ways=frozenset([shut])))
    assert less.seconds >= free.seconds * 0.99


@settings(deadline=None, max_examples=10)
@given(crowds)
def test_the_length_of_a_step_hardly_matters(crowd: People) -> None:
    """Within a tenth; in 700 drawn crowds 5 % at most, and nothing but rounding where nobody has to wait for room."""
    fine, coarse = (simulate(GRAPH, crowd, step=step).seconds for step in (0.05, 0.5))
    assert coarse == pytest.approx(fine, rel=0.1, abs=3.0)


def test_the_same_again() -> None:
    crowd = people(ROOMS * 5, ready=np.linspace(0, 50, 5 * len(ROOMS)))
    one, other = simulate(GRAPH, crowd), simulate(GRAPH, crowd)
    assert np.array_equal(one.out_at, other.out_at)
    assert np.array_equal(one.crossed[1], other.crossed[1])


@pytest.mark.parametrize("width", [0.8, 1.0, 1.5, 2.0])
def test_the_flow_of_a_door_by_hand(width: float) -> None:
    """(N - 1) / (1.3 x (width - 0.3)) seconds for all who stand at the door; within a hundredth."""
    graph = build(Drawing().room("room", 0, 0, 8, 5).exit("out", "room", 8, 2.5, width).plan())
    seconds = simulate(graph, people([0] * 100, at=(8, 2.5))).seconds
    assert seconds == pytest.approx(99 / (SFPE.door_flow * effective(width)), abs=0.01)


def test_the_stair_constants_of_the_handbook() -> None:
    """SFPE Table 59.2: risers of 7 in on treads of 11 in give 1.08 m/s and 1.01 persons/s/m."""
    constant = stair_constant(7 * 0.0254, 11 * 0.0254)
    assert constant == pytest.approx(1.08, abs=0.01)
    assert stair_flow(constant) == pytest.approx(1.01, abs=0.01)
    with pytest.raises(ValueError, match="riser"):
        stair_constant(170, 280)


def test_two_streams_share_a_stair_by_their_widths() -> None:
    """A storey's door and the flight above, 0.9 and 1.2 m, into one full flight: 0.6 to 0.9, within 15 %."""
    drawing = Drawing(3)
    for n in range(3):
        drawing.room(f"hall{n}", -12, 0, 0, 10, storey=n).room(f"stair{n}", 0, 4, 2, 6, storey=n)
        drawing.door(f"hall{n}", f"stair{n}", 0, 5, 0.9)
        if n:
            drawing.stair(f"stair{n - 1}", f"stair{n}", 1, 5, 1.2)
    graph = build(drawing.exit("out", "stair0", 2, 5, 1.2).plan())
    crowd = people([graph.spaces["hall1"]] * 150 + [graph.spaces["hall2"]] * 150)
    when, _, gates = simulate(graph, crowd).crossed
    names = np.array([graph.plan.ways[way].id for way in graph.gate_way])
    full = (when > 60) & (when < 160)
    door = np.sum(full & (names[gates] == "hall1-stair1"))
    above = np.sum(full & (gates == np.flatnonzero(names == "stair1-stair2")[0]))
    assert door / above == pytest.approx(0.6 * 1.3 / (0.9 * stair_flow(graph.place_constant[-1])), rel=0.15)


def test_a_rescue_team_going_up_slows_those_coming_down() -> None:
    """Four firefighters up a 1.2 m stair full of people: they get there, and those coming down need longer."""
    plan = house(4, 4)
    graph = build(plan)
    up = Goal(exits=frozenset(), spaces=frozenset(["room30"]))
    groups = (Group(goal=Goal(exits=frozenset(["west"]))), Group(Walker(up=0.5, down=0.8), up))
    upstairs = [graph.spaces[f"room{n}{r}"] for n in (1, 2, 3) for r in range(4)] * 10
    alone = simulate(graph, people(upstairs, groups=groups))
    team = people(
        [*upstairs, *[graph.spaces["west0"]] * 4],
        group=[0] * 120 + [1] * 4,
        up=0.5,
        ready=20.0,
        takes=1.5,
        groups=groups,
    )
    plain = people(upstairs, ready=20.0, up=0.5, takes=1.5, groups=groups)
    met = simulate(graph, team)
    assert np.isfinite(met.out_at).all()
    assert met.out_at[:120].max() > simulate(graph, plain).seconds
    assert np.isfinite(alone.out_at).all()


def test_refuges_and_assisted_people() -> None:
    """In a wheelchair to the refuge; who must be carried waits for the helpers and goes at their pace."""
    chair = Group(Walker(level=0.7, up=None, down=None, width=0.8), SAFETY)
    carried = Group(Walker(level=0.6, up=0.25, down=0.4, width=0.8))
    room = GRAPH.spaces["room20"]
    outcome = simulate(
        GRAPH,
        people(
            [room, room],
            level=[0.7, 0.6],
            down=0.4,
            ready=[10, 240],
            takes=[2, 4],
            group=[0, 1],
            groups=(chair, carried),
        ),
    )
    assert outcome.out_at[0] < 60
    assert outcome.out_at[1] > 240 + 30


def test_an_exit_that_shuts_in_the_middle_costs_time_but_nobody() -> None:
    crowd = people(ROOMS * 8)
    plain = simulate(GRAPH, crowd)
    for at in (5.0, 15.0, 30.0):
        outcome = simulate(GRAPH, crowd, changes=[Change(at, Shut(ways=frozenset(["west"])))])
        assert np.isfinite(outcome.out_at).all()
        assert outcome.seconds > plain.seconds
        west = outcome.crossed[2] == np.flatnonzero(GRAPH.gate_way == GRAPH.ways["west"])[0]
        assert not west.any() or outcome.crossed[0][west].max() <= at


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (30.0, 120.0)])
def test_jupedsim_network_agrees_on_ten_storeys(low: float, high: float) -> None:
    """600 people, ten storeys, two stairs: the last out within 3 %, half of them within 5 %, of another program."""
    plan = tenstorey.ours()
    outcome = simulate(build(plan), tenstorey.crowd(plan, np.random.default_rng(2).uniform(low, high, 600)))
    result = tenstorey.theirs(low, high).run(2)
    assert outcome.seconds == pytest.approx(result.evacuation_time, rel=0.03)
    assert np.median(outcome.out_at) == pytest.approx(np.median(result.exit_times), rel=0.05)


def test_bad_input_is_refused() -> None:
    with pytest.raises(ValueError, match="step"):
        simulate(GRAPH, people([0]), step=0)
    with pytest.raises(ValueError, match="positive"):
        people([0], level=0.0)
    with pytest.raises(ValueError, match="group"):
        people([0], group=3)
    assert simulate(GRAPH, people([])).seconds == 0
