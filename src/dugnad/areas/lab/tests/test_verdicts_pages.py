"""The verdict's pages, through the door."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dugnad.areas.lab.models import BusinessModel, Reckoning
from dugnad.areas.lab.tests.firm import bakery_model, warm
from dugnad.areas.lab.verdicts import figures, keeping, telling
from tests.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def ready() -> None:
    warm()


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def row(world: World) -> BusinessModel:
    made: BusinessModel = bakery_model(world.own, months=36)
    return made


def page(row: BusinessModel, name: str = "lab:verdict") -> str:
    return reverse(name, args=[row.id])


def test_the_sentence_comes_first_with_its_figures(world: World, row: BusinessModel) -> None:
    text = world.client("own member").get(page(row)).content.decode()
    told = figures.verdict(row.document, row.seed)
    hardest = next(one for one in told["worlds"] if one["key"] == told["hardest"])
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", text)
    assert heading
    assert telling.of_futures(hardest["survival"][str(told["horizon"])][0]) in heading[1]
    assert "keep you in business past 2028" in heading[1]
    assert told["fingerprint"] in text


def test_a_slider_changes_the_sentence_and_the_fan(world: World, row: BusinessModel) -> None:
    client = world.client("own member")
    at_rest = client.get(page(row, "lab:verdict_drawn"), {"world": "s1", "price": "100"}).content.decode()
    turned = client.get(page(row, "lab:verdict_drawn"), {"world": "s1", "price": "120"}).content.decode()
    assert "in present value against today" not in at_rest
    assert "in present value against today" in turned
    assert 'id="read-price"' in turned
    assert "20 % more" in turned


def test_without_script_the_form_gives_the_same(world: World, row: BusinessModel) -> None:
    text = world.client("own member").get(page(row), {"world": "s1", "price": "120"}).content.decode()
    assert "in present value against today" in text
    assert 'value="120"' in text


@pytest.mark.parametrize("query", [{"price": "much"}, {"price": "900"}, {"wanted": "0"}, {"churn": "-5"}])
def test_what_cannot_be_asked_is_told(world: World, row: BusinessModel, query: dict[str, str]) -> None:
    assert world.client("own member").get(page(row), query).status_code == 422


def test_it_is_reckoned_once(world: World, row: BusinessModel) -> None:
    client = world.client("own member")
    client.get(page(row))
    before = set(Reckoning.objects.values_list("id", flat=True))
    client.get(page(row))
    assert set(Reckoning.objects.values_list("id", flat=True)) == before


def test_a_change_of_the_model_is_reckoned_anew(world: World, row: BusinessModel) -> None:
    keeping.reckoned(row, "verdict")
    row.document["business"]["funding"]["cash"] = 1.0
    assert keeping.kept(row, "verdict") is None
    row.refresh_from_db()
    row.seed += 1
    assert keeping.kept(row, "verdict") is None


def test_a_model_that_lacks_something_says_what_to_do(world: World, row: BusinessModel) -> None:
    row.document["business"]["streams"] = []
    row.save()
    answer = world.client("own member").get(page(row))
    assert answer.status_code == 200
    assert "There is no verdict yet" in answer.content.decode()


@pytest.mark.parametrize("role", ["other administrator", "partner member", "operator"])
def test_nobody_else_learns_that_it_exists(world: World, row: BusinessModel, role: str) -> None:
    client = world.client(role)
    assert client.get(page(row)).status_code == 404
    assert client.get(page(row, "lab:verdict_drawn")).status_code == 404
    assert client.post(page(row, "lab:verdict_reckon"), {"part": "depth"}).status_code == 404


def test_only_the_newest_answers_stay(row: BusinessModel) -> None:
    for n in range(keeping.MOST_KEPT + 5):
        keeping.keep(row, "verdict", {"n": n}, number=n)
    assert Reckoning.objects.filter(model=row).count() == keeping.MOST_KEPT
    assert keeping.kept(row, "verdict", number=keeping.MOST_KEPT + 4) == {"n": keeping.MOST_KEPT + 4}
