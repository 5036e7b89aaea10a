"""Averages through the doors: who sees one, what it is, and that nobody can be reckoned out of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone

from dugnad.areas.lab.maturity import services
from dugnad.areas.lab.maturity.blocks import average_for, close_waiting
from dugnad.areas.lab.maturity.comparing import LIFE
from dugnad.areas.lab.maturity.services import About
from dugnad.areas.lab.models import Assessment, Block
from dugnad.areas.lab.tests import makers_maturity as makers
from tests import people
from tests.world import World

pytestmark = pytest.mark.django_db
BESIDE = About("large", "wood")
ELSEWHERE = About("small", "retail")


@pytest.fixture
def five(db: None) -> list[Assessment]:
    """Five finished rounds of small companies in industry, in words: 0 to 80 of 100."""
    return [makers.another(share / 10) for share in (0, 2, 4, 6, 8)]


def compared(world: World, row: Assessment, role: str = "own member") -> Any:
    return world.client(role).get(f"/api/v1/lab/maturity/{row.id}/comparison").json()


def mine(world: World, share: float = 1.0, about: About = makers.ABOUT) -> Assessment:
    return makers.finished(world.actor("own member"), world.own, share, about)


def test_five_others_are_enough_and_the_own_score_is_out(world: World, five: list[Assessment]) -> None:
    row = mine(world)
    found = compared(world, row)
    assert found["organisations"] == 5
    others = [one.scores or [] for one in five]
    means = [round(sum(column) / 5) for column in zip(*others, strict=True)]
    assert list(found["values"].values()) == means
    assert found["others"] == "Company, Industry, 10–49 people"


def test_four_others_are_too_few(world: World, five: list[Assessment]) -> None:
    five[0].delete()
    assert compared(world, mine(world)) is None
    assert not Block.objects.exists()


def test_others_that_are_less_alike_step_in(world: World) -> None:
    for about in (BESIDE, ELSEWHERE, BESIDE, ELSEWHERE, BESIDE):
        makers.another(0.5, about)
    assert compared(world, mine(world))["others"] == "Company"


def test_public_organisations_are_compared_with_public_ones(world: World, five: list[Assessment]) -> None:
    city = makers.another(0.5, About("large", "administration"), kind="city")
    assert average_for(city) is None


def test_a_newcomer_changes_nothing_until_six_have_come(world: World, five: list[Assessment]) -> None:
    row = mine(world)
    before = compared(world, row)
    for share in (1, 1, 1, 1, 1):
        makers.another(share)
        assert compared(world, row) == before
    makers.another(1)
    after = compared(world, row)
    assert after["organisations"] == before["organisations"] + 6


def test_one_who_answers_again_changes_no_average(world: World, five: list[Assessment]) -> None:
    row = mine(world, 0.0)
    before = compared(world, row)
    again = mine(world, 1.0)
    assert compared(world, again) == before
    watching = five[0]
    assert average_for(watching) == average_for(Assessment.objects.get(id=watching.id))
    for _ in range(5):
        makers.another(0.5)
    # Five newcomers and one who is in a block already: no new block.
    assert Block.objects.count() == 1


def test_deleting_ones_round_moves_no_average(world: World, five: list[Assessment]) -> None:
    row = mine(world)
    watching = five[0]
    before = average_for(watching)
    services.remove(actor=world.actor("own administrator"), assessment=row.id)
    assert average_for(Assessment.objects.get(id=watching.id)) == before


def test_a_round_with_questions_left_out_is_in_no_average(world: World, five: list[Assessment]) -> None:
    actor = world.actor("own member")
    row = makers.begun(actor, world.own)
    services.answer(actor=actor, assessment=row.id, question="q5", value=["plan"])
    services.finish(actor=actor, assessment=row.id)
    assert not Block.objects.exists()
    assert compared(world, row) is None


def test_one_that_leaves_is_gathered_no_more(world: World, five: list[Assessment]) -> None:
    type(five[0].organisation).objects.filter(id=five[0].organisation_id).update(left_at=timezone.now())
    mine(world)
    assert not Block.objects.exists()


def test_old_blocks_count_no_more_and_newer_rounds_take_their_place(
    world: World, five: list[Assessment]
) -> None:
    row = mine(world, 0.1)
    Block.objects.update(closed_at=timezone.now() - LIFE)
    assert compared(world, row) is None
    old = Assessment.objects.exclude(finished_at=None)
    old.update(finished_at=F("finished_at") - LIFE - timedelta(days=1))
    rounds = [*five, row]
    for one in rounds:
        again = makers.begun(people.acting(people.person("Kari Igjen", one.organisation)), one.organisation)
        makers.answered(people.acting(people.person("Kari Igjen", one.organisation)), again, 0.5)
        Assessment.objects.filter(id=again.id).update(
            finished_at=timezone.now(), complete=True, scores=[50.0] * 7
        )
    close_waiting(timezone.now())
    assert Block.objects.count() == 2
    assert compared(world, row)["values"]["total"] == 50


def test_an_open_round_has_no_comparison(world: World, five: list[Assessment]) -> None:
    row = makers.begun(world.actor("own member"), world.own)
    reply = world.client("own member").get(f"/api/v1/lab/maturity/{row.id}/comparison")
    assert reply.status_code == 409


def test_the_page_shows_the_average_with_how_many(world: World, five: list[Assessment]) -> None:
    row = mine(world)
    page = world.client("own member").get(f"/lab/maturity/{row.id}/").content.decode()
    assert "Average of 5 others: Company, Industry, 10–49 people" in page
    assert "radar-others" in page
    five[0].refresh_from_db()
    assert "eksempel annen" not in page.casefold()
