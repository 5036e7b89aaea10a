"""Plans for rescue teams, against exhaustive search and scipy's assignment."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from dugnad.engines.egress import scheduling
from dugnad.engines.egress.desk import Desk, blank
from dugnad.engines.egress.graph import build
from dugnad.engines.egress.rescue import (
    BED,
    CARRIED,
    CHAIR,
    LED,
    Need,
    RescuePlan,
    Standing,
    Team,
    plan_rescue,
)
from dugnad.engines.egress.routing import Shut
from dugnad.engines.egress.smoke import Fire, Span, available
from dugnad.engines.egress.tests.buildings import house

HOUSE = build(house(3, 6))
ROOMS = [space.id for space in HOUSE.plan.spaces if space.id.startswith("room")]
FOREVER = {space.id: Span(3000.0, float("inf")) for space in HOUSE.plan.spaces}
MOVED = (LED, CHAIR, CARRIED)

need_lists = st.lists(
    st.builds(
        lambda room, kind, until: (Need("", ROOMS[room], (1, 2, 4)[kind], moved=MOVED[kind]), until),
        st.integers(0, len(ROOMS) - 1),
        st.integers(0, 2),
        st.floats(60, 1500),
    ),
    min_size=1,
    max_size=12,
)


def drawn(pairs: list[tuple[Need, float]]) -> tuple[list[Need], dict[str, Span | None]]:
    """People with names, and spaces that last as long as drawn for someone in them."""
    spans: dict[str, Span | None] = dict(FOREVER)
    needs = []
    for number, (need, until) in enumerate(pairs):
        needs.append(Need(f"p{number}", need.space, need.carriers, moved=need.moved))
        spans[need.space] = Span(until, until * 2)
    return needs, spans


def teams(count: int, size: int = 2, **more: object) -> list[Team]:
    return [Team(f"t{n}", size, ("west", "east")[n % 2], **more) for n in range(count)]  # type: ignore[arg-type]


def check(plan: RescuePlan, needs: list[Need], crew: list[Team]) -> None:
    """What holds for every plan: everyone once, enough hands, no team in two places, round trips joined."""
    everyone = {need.id: need for need in needs}
    assert {task.person for task in plan.tasks} | set(plan.not_fetched) == set(everyone)
    assert not {task.person for task in plan.tasks} & set(plan.not_fetched)
    sizes = {team.id: team.size for team in crew}
    for task in plan.tasks:
        assert sum(sizes[team] for team in task.teams) >= everyone[task.person].carriers
        assert task.start <= task.reach <= task.depart <= task.finish
        assert task.way_in.spaces[-1] == task.way_out.spaces[0] == everyone[task.person].space
    for team in crew:
        tasks = plan.teams[team.id]
        assert all(later.start >= earlier.finish - 1e-6 for earlier, later in pairwise(tasks))


@settings(deadline=None, max_examples=30)
@given(need_lists, st.integers(1, 4), st.integers(1, 3))
def test_every_plan_holds_together(pairs: list[tuple[Need, float]], count: int, size: int) -> None:
    needs, spans = drawn(pairs)
    crew = teams(count, size)
    plan = plan_rescue(HOUSE, crew, needs, spans, tries=200)
    check(plan, needs, crew)
    late = sum(task.standing is Standing.LATE for task in plan.tasks)
    assert late + len(plan.not_fetched) >= plan.at_least_late
    for task in plan.tasks:
        assert task.latest is not None
        standing = Standing.SURE if task.depart <= task.latest.low else Standing.PERHAPS
        assert task.standing is (standing if task.depart <= task.latest.high else Standing.LATE)


@settings(deadline=None, max_examples=15)
@given(need_lists.filter(lambda pairs: len(pairs) <= 5), st.integers(1, 3))
def test_no_order_is_better_than_the_one_found(pairs: list[tuple[Need, float]], count: int) -> None:
    """Up to five people: all orders tried, none costs less."""
    needs, spans = drawn(pairs)
    desk = Desk(HOUSE, teams(count, 4), needs, spans, {}, Shut(), None)
    job, table = desk.job(), blank(len(needs), count)
    order = np.arange(len(needs), dtype=np.int32)
    found = scheduling.improve(job, order, table, 2000)
    least = min(
        scheduling.decode(job, np.array(each, dtype=np.int32), table)
        for each in permutations(range(len(needs)))
    )
    assert found == pytest.approx(least)


def test_as_many_teams_as_people_is_an_assignment() -> None:
    """Nothing is urgent and each team fetches one: near scipy's optimum of the sum of all times, within 10 %.

    A team may also fetch two, if that is sooner.
    """
    crew = [Team(f"t{n}", 2, ("west", "east")[n % 2], free_from=40.0 * n) for n in range(6)]
    needs = [Need(f"p{n}", ROOMS[3 * n]) for n in range(6)]
    plan = plan_rescue(HOUSE, crew, needs, FOREVER)
    desk = Desk(HOUSE, crew, needs, FOREVER, {}, Shut(), None)
    cost = np.array([desk.inbound[desk.at[n]] + team.free_from + 45 for n, team in enumerate(crew)])
    best = cost[linear_sum_assignment(cost)].sum()
    assert sum(task.depart for task in plan.tasks) <= best * 1.1


def test_the_most_urgent_who_can_be_saved_comes_first() -> None:
    needs = [Need("calm", "room10"), Need("urgent", "room25")]
    spans = {**FOREVER, "room25": Span(140.0, 200.0)}
    (team,) = teams(1)
    first, second = plan_rescue(HOUSE, [team], needs, spans).teams["t0"]
    assert (first.person, second.person) == ("urgent", "calm")
    assert first.standing is Standing.SURE
    assert first.attack_stairs(HOUSE)[0] in {"west0-west1", "east0-east1"}
    assert first.why[0].key.startswith("Leaves")


def test_who_cannot_be_reached_in_time_is_said_plainly() -> None:
    needs = [Need("lost", "room25"), Need("saved", "room10")]
    spans = {**FOREVER, "room25": Span(20.0, 40.0)}
    plan = plan_rescue(HOUSE, teams(1), needs, spans)
    saved, lost = plan.teams["t0"]
    assert (saved.person, lost.person) == ("saved", "lost")
    assert lost.standing is Standing.LATE
    assert lost.why[0].key.startswith("Cannot be reached in time")
    assert plan.at_least_late == 1


def test_perhaps_is_said_too() -> None:
    spans = {**FOREVER, "room10": Span(30.0, 900.0)}
    (task,) = plan_rescue(HOUSE, teams(1), [Need("p", "room10")], spans).tasks
    assert task.standing is Standing.PERHAPS
    unknown = {**FOREVER, "room10": None}
    (task,) = plan_rescue(HOUSE, teams(1), [Need("p", "room10")], unknown).tasks
    assert (task.standing, task.latest) == (Standing.UNKNOWN, None)


def test_two_teams_carry_together() -> None:
    plan = plan_rescue(HOUSE, teams(2), [Need("heavy", "room10", 4, moved=CARRIED)], FOREVER)
    (task,) = plan.tasks
    assert set(task.teams) == {"t0", "t1"}
    assert plan.teams["t0"] == plan.teams["t1"] == (task,)
    alone = plan_rescue(HOUSE, teams(1), [Need("heavy", "room10", 4, moved=CARRIED)], FOREVER)
    assert alone.not_fetched["heavy"].values == {"needed": 4, "present": 2}


def test_devices_and_handlers_are_counted() -> None:
    chairs = [Need(f"p{n}", f"room1{n}", 2, "evacuation chair", moved=CHAIR) for n in range(3)]
    crew = teams(3, skills={"evacuation chair": 1})
    one = plan_rescue(HOUSE, crew, chairs, FOREVER, devices={"evacuation chair": 1})
    three = plan_rescue(HOUSE, crew, chairs, FOREVER, devices={"evacuation chair": 3})
    rides = sorted((task.start, task.finish) for task in one.tasks)
    assert all(later[0] >= earlier[1] - 1e-6 for earlier, later in pairwise(rides))
    assert max(task.finish for task in three.tasks) < max(task.finish for task in one.tasks)
    assert "p0" in plan_rescue(HOUSE, crew, chairs, FOREVER).not_fetched
    unskilled = plan_rescue(HOUSE, teams(3), chairs, FOREVER, devices={"evacuation chair": 3})
    assert "handle" in unskilled.not_fetched["p0"].key


def test_to_the_refuge_when_the_way_outside_is_lost() -> None:
    spans = {
        **FOREVER,
        **{space: Span(60.0, 100.0) for space in FOREVER if space[-1] == "0" and space[0] != "r"},
    }
    (task,) = plan_rescue(HOUSE, teams(1), [Need("p", "room15")], spans).tasks
    assert task.to_refuge
    assert task.way_out.spaces[-1] == "east1"
    assert task.standing is Standing.SURE
    (bed,) = plan_rescue(HOUSE, teams(1), [Need("p", "room15", 2, moved=BED)], FOREVER).tasks or (None,)
    assert bed is None, "the doors are too narrow for a bed"


def test_a_team_under_way_goes_on_from_where_it_is() -> None:
    crew = [Team("inside", 2, space="east1", free_from=100.0), Team("outside", 2, "west", free_from=100.0)]
    (task,) = plan_rescue(HOUSE, crew, [Need("p", "room15")], FOREVER).tasks
    assert task.teams == ("inside",)
    assert task.start == 100
    with pytest.raises(ValueError, match="must be at"):
        plan_rescue(HOUSE, [Team("nowhere", 2)], [Need("p", "room15")], FOREVER)


def test_shutting_a_door_changes_the_plan() -> None:
    need = [Need("p", "room10")]
    (before,) = plan_rescue(HOUSE, teams(2), need, FOREVER).tasks
    shut = Shut(ways=frozenset(before.attack_stairs(HOUSE)))
    (after,) = plan_rescue(HOUSE, teams(2), need, FOREVER, shut=shut).tasks
    assert set(before.attack_stairs(HOUSE)).isdisjoint(after.way_in.ways)
    walled = Shut(ways=frozenset(["hall1-room10"]))
    assert "No team finds" in plan_rescue(HOUSE, teams(2), need, FOREVER, shut=walled).not_fetched["p"].key


def test_nobody_to_fetch_and_nobody_to_send() -> None:
    assert plan_rescue(HOUSE, teams(2), [], FOREVER).tasks == ()
    assert set(plan_rescue(HOUSE, [], [Need("p", "room10")], FOREVER).not_fetched) == {"p"}


def test_the_same_plan_again() -> None:
    fire = available(HOUSE, Fire({"room00": 0.0}, "medium"))
    needs = [Need(f"p{n}", room, 1 + n % 2) for n, room in enumerate(ROOMS)]
    assert plan_rescue(HOUSE, teams(4), needs, fire) == plan_rescue(HOUSE, teams(4), needs, fire)
