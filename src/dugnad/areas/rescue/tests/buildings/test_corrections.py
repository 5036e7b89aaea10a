"""The plan as it is drawn, and its corrections one after another."""

from __future__ import annotations

import json

import pytest

from dugnad.areas.rescue.buildings import services
from dugnad.areas.rescue.buildings.drawing import drawing
from dugnad.areas.rescue.tests.buildings.built import API, page, send
from dugnad.areas.rescue.tests.samples_buildings import small_plan
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.problems import Conflict

pytestmark = pytest.mark.django_db


def test_the_plan_is_drawn_with_its_rooms_as_text(owner, house):
    shown = page(owner, house, "?storey=1")
    assert shown.count('class="plan-space') == 3
    for words in ("Gang", "Rom 101", 'data-way="out"', 'data-way="blind"', "is-stuck"):
        assert words in shown
    assert 'style="' not in shown
    assert "Loft" in page(owner, house, "?storey=2")
    assert "is-picked" in page(owner, house, "?pick=loft")


def test_each_finding_leads_to_its_place(owner, house):
    shown = page(owner, house)
    for link in (
        "?storey=1&amp;pick=store#plan",
        "?storey=2&amp;pick=loft#plan",
        "?storey=1&amp;pick=blind#plan",
    ):
        assert link in shown
    assert "is-picked" in page(owner, house, "?storey=1&pick=blind")


def test_a_drawing_holds_every_room_and_way_within_its_box():
    made = drawing(small_plan().plan, "1", loose=small_plan().loose, states={"room": "is-fire"})
    left, top, wide, high = map(float, made.box.split())
    for room in made.rooms:
        for point in room.points.split():
            x, y = map(float, point.split(","))
            assert left < x < left + wide
            assert top < y < top + high
    assert {room.id: "is-fire" in room.classes for room in made.rooms} == {
        "hall": False,
        "room": True,
        "store": False,
    }
    assert {way.id for way in made.passages} == {"out", "door", "blind"}
    assert all(room.lines for room in made.rooms)


def test_everyone_gets_out_after_three_corrections(owner, house):
    assert send(owner, house, "correct", seen=1, kind="exit", door="blind").status_code == 302
    assert (
        send(owner, house, "correct", seen=2, kind="stair", a="hall", b="loft", width="1,1").status_code
        == 302
    )
    house.refresh_from_db()
    assert (house.plan.number, house.plan.source) == (3, "drawn")
    report = owner.get(f"{API}/{house.id}/report").json()
    assert (report["spaces_without_route_out"], report["exits"], report["stairs_linked"]) == ([], 2, 1)
    assert "Stair between Gang, Loft" in page(owner, house)


def test_of_two_at_once_the_second_is_told(world, owner, house):
    other = world.client("own administrator", headers={"accept-language": "en"})
    send(owner, house, "correct", seen=1, kind="rename", space="room", name="Stue")
    answer = other.post(
        f"/rescue/buildings/{house.id}/correct/",
        {"seen": 1, "kind": "rename", "space": "room", "name": "Bad"},
        follow=True,
    )
    assert "Someone else has changed the plan" in answer.content.decode()
    payload = json.dumps({"seen": 1, "kind": "rename", "space": "room", "name": "Bad"})
    assert other.post(f"{API}/{house.id}/corrections", payload, "application/json").status_code == 409
    house.refresh_from_db()
    assert house.plan.number == 2


def test_undo_goes_back_step_by_step(world, house):
    actor = world.actor("own administrator")

    def name() -> str:
        house.refresh_from_db()
        return next(s["name"] for s in house.plan.plan["spaces"] if s["id"] == "room")

    def rename(seen: int, to: str) -> None:
        services.correct(
            actor=actor, building=house.id, seen=seen, kind="rename", values={"space": "room", "name": to}
        )

    rename(1, "A")
    rename(2, "B")
    services.undo(actor=actor, building=house.id, seen=3)
    assert name() == "A"
    rename(4, "C")
    services.undo(actor=actor, building=house.id, seen=5)
    assert name() == "A"
    services.undo(actor=actor, building=house.id, seen=6)
    assert name() == "Rom 101"
    with pytest.raises(Conflict):
        services.undo(actor=actor, building=house.id, seen=7)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "join", "a": "room", "b": "room"},
        {"kind": "width", "way": "door", "width": "wide"},
        {"kind": "stair", "a": "room", "b": "hall"},
        {"kind": "burn"},
    ],
)
def test_a_correction_that_cannot_be_is_told_and_changes_nothing(owner, house, wrong):
    answer = send(owner, house, "correct", seen=1, pick="room", **wrong)
    assert answer.status_code == 422
    assert 'id="wrong"' in answer.content.decode()
    assert house.versions.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999"])
def test_a_version_that_is_no_number(owner, house, seen):
    assert send(owner, house, "correct", seen=seen, kind="remove", way="door").status_code == 422


def test_the_log_tells_of_it(owner, house):
    send(owner, house, "correct", seen=1, kind="remove", way="door")
    assert Event.objects.filter(name="rescue.plan_corrected", thing=house.id).count() == 1
