"""Where a resident says they usually are: kept with the registration, and what the filter believes without sensors."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

import pytest

from dugnad.areas.rescue.models import Habit, Resident
from dugnad.areas.rescue.residents.habits import Said, usual
from dugnad.areas.rescue.residents.tagged import tagged_in
from dugnad.areas.rescue.sensing.live import Live
from dugnad.areas.rescue.tests import makers_residents as makers
from dugnad.engines.egress.plan import from_json
from dugnad.engines.presence import Graph
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
NOON = {"space": "r101", "first_hour": 12, "last_hour": 14, "often": "usually"}


@pytest.fixture
def world() -> World:
    return make_world()


def _registered(world: World) -> Resident:
    return makers.registered(world.people["own administrator"], makers.served_building(world))


def _say(world: World, row: Resident, role: str = "own administrator", **other: Any) -> Any:
    url = f"/api/v1/rescue/registrations/{row.id}/habits"
    return world.client(role).post(url, {**NOON, **other}, content_type="application/json")


def test_a_resident_says_where_they_usually_are_and_takes_it_back(world: World) -> None:
    row = _registered(world)
    client = world.client("own administrator")
    page = client.post(f"/rescue/help/{row.id}/habits/", NOON, follow=True)
    assert "Usually from 12 until 14" in page.content.decode()
    habit = Habit.objects.get()
    assert habit.resident_id == row.id
    client.post(f"/rescue/help/{row.id}/habits/{habit.id}/remove/")
    assert not Habit.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_hour": 24}, "first_hour"),
        ({"last_hour": 12}, "last_hour"),
        ({"space": "nowhere"}, "space"),
        ({"often": "always"}, "often"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(world: World, wrong: dict[str, Any], field: str) -> None:
    row = _registered(world)
    assert _say(world, row, **wrong).status_code == 422
    page = world.client("own administrator").post(f"/rescue/help/{row.id}/habits/", {**NOON, **wrong})
    assert page.status_code == 422
    assert field in page.context["habit_form"].errors
    assert not Habit.objects.exists()


def test_twelve_are_enough(world: World) -> None:
    row = _registered(world)
    answers = [_say(world, row, first_hour=hour, last_hour=hour + 1).status_code for hour in range(13)]
    assert answers == [201] * 12 + [409]


def test_nobody_else_says_or_removes(world: World) -> None:
    row = _registered(world)
    for role in ("own member", "own carer", "partner administrator", "other responder", "operator"):
        assert _say(world, row, role).status_code == 404
    made = UUID(_say(world, row).json()["id"])
    other = makers.registered(world.people["partner member"], makers.served_building(world))
    url = f"/api/v1/rescue/registrations/{other.id}/habits/{made}"
    assert world.client("partner member").delete(url).status_code == 404
    assert Habit.objects.count() == 1


def test_withdrawing_deletes_them(world: World) -> None:
    row = _registered(world)
    _say(world, row)
    world.client("own administrator").post(f"/rescue/help/{row.id}/withdraw/")
    assert not Habit.objects.exists()


def test_hours_over_midnight_and_chances_that_leave_room_for_the_unknown() -> None:
    said = usual([Said("bed", 22, 7, "usually"), Said("hall", 6, 8, "usually")])
    assert sorted(said) == [0, 1, 2, 3, 4, 5, 6, 7, 22, 23]
    assert said[23] == {"bed": 0.7}
    assert sum(said[6].values()) == pytest.approx(0.9)


def test_the_filter_believes_what_is_usual_at_the_hour_until_it_is_taken_back(world: World) -> None:
    row = _registered(world)
    _say(world, row)
    assert row.building.plan
    now = time.time()
    live = Live.of(row.building.plan.id, Graph.of(from_json(row.building.plan.plan)), now, 1800.0)
    there = _believed(live, row, hour=13)
    assert there > 0.3
    assert _believed(live, row, hour=15) < there
    Habit.objects.all().delete()
    assert _believed(live, row, hour=13) < 0.05


def _believed(live: Live, row: Resident, hour: int) -> float:
    """The chance to be in the room after an hour at that hour of the day."""
    live.follow(tagged_in(row.building_id))
    start = live.filter.now
    for minute in range(1, 61):
        live.step(start + 60.0 * minute, hour)
    return dict(live.filter.belief(row.id).spaces).get("r101", 0.0)
