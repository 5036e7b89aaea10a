"""The test as people take it: question by question, saved at each change, resumed, reviewed, finished."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from dugnad.areas.lab.maturity import services
from dugnad.areas.lab.models import Answer, Assessment
from dugnad.areas.lab.tests import makers_maturity as makers
from tests.words import words_in
from tests.world import World

pytestmark = pytest.mark.django_db
QUICK = {"HX-Request": "true"}


@pytest.fixture
def browser(world: World) -> Client:
    return world.client("own member")


@pytest.fixture
def row(world: World) -> Assessment:
    return makers.begun(world.actor("own member"), world.own)


def address(row: Assessment, place: object = "") -> str:
    return f"/lab/maturity/{row.id}/{place}/" if place else f"/lab/maturity/{row.id}/"


def text(response: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def stored(row: Assessment, question: str) -> Any:
    return Answer.objects.get(assessment=row, question=question).value


def test_from_the_first_page_to_the_result(world: World, browser: Client) -> None:
    assert "Begin" in text(browser.get("/lab/maturity/"))
    start = f"/lab/maturity/start/{world.own.id}/"
    assert world.own.number in text(browser.get(start))
    reply = browser.post(start, makers.POST)
    row = Assessment.objects.get()
    assert reply.headers["Location"] == address(row, 1)
    for number, question in enumerate(range(1, 12), 1):
        page = browser.get(address(row, question))
        assert f"Question {number} of 11" in text(page)
    makers.answered(world.actor("own member"), row)
    assert "All is answered" in text(browser.get(address(row, "review")))
    assert browser.post(address(row, "finish")).headers["Location"] == address(row)
    result = text(browser.get(address(row)))
    assert "of 100: " in result
    assert "What to do next" in result


def test_ticks_are_saved_and_shown_again(browser: Client, row: Assessment) -> None:
    reply = browser.post(address(row, 2), {"pick": ["needs", "risks"], "go": "next"})
    assert reply.headers["Location"] == address(row, 3)
    assert stored(row, "q2") == ["needs", "risks"]
    page = browser.get(address(row, 2)).content.decode()
    assert re.findall(r'value="(\w+)" checked', page) == ["needs", "risks"]
    assert "Last answered by member own" in text(browser.get(address(row, 2)))


@pytest.mark.parametrize(
    ("number", "data", "value"),
    [
        (
            1,
            {"done": ["design"], "planned": ["sales", "design"]},
            {"done": ["design"], "planned": ["design", "sales"]},
        ),
        (4, {"row-iot": "5", "row-cad": "0"}, {"cad": 0, "iot": 5}),
        (11, {"row-strategy": "1"}, {"strategy": 1}),
        (5, {"none": "none"}, []),
        (1, {"none": "none"}, {"done": [], "planned": []}),
    ],
)
def test_each_shape_is_read(browser: Client, row: Assessment, number: int, data: Any, value: Any) -> None:
    browser.post(address(row, number), data)
    assert stored(row, f"q{number}") == value


@pytest.mark.parametrize(("go", "place"), [("back", 4), ("next", 6), ("review", "review")])
def test_back_and_forward_save_too(browser: Client, row: Assessment, go: str, place: object) -> None:
    reply = browser.post(address(row, 5), {"pick": "plan", "go": go})
    assert reply.headers["Location"] == address(row, place)
    assert stored(row, "q5") == ["plan"]


def test_one_can_go_on_later(browser: Client, row: Assessment) -> None:
    assert (
        browser.post(address(row, 5), {"pick": "plan", "go": "later"}).headers["Location"] == "/lab/maturity/"
    )
    assert "1 of 11 questions are answered" in text(browser.get("/lab/maturity/"))


def test_a_change_is_saved_at_once_with_script(browser: Client, row: Assessment) -> None:
    reply = browser.post(address(row, 5), {"pick": ["plan"]}, headers=QUICK)
    assert (reply.status_code, text(reply)) == (200, "Saved")
    assert stored(row, "q5") == ["plan"]
    reply = browser.post(address(row, 5), {}, headers=QUICK)
    assert "Not answered yet" in text(reply)
    assert not row.answers.exists()


def test_nothing_ticked_is_no_answer(browser: Client, row: Assessment) -> None:
    browser.post(address(row, 5), {"go": "next"})
    assert not row.answers.exists()


@pytest.mark.parametrize("headers", [{}, QUICK])
def test_not_digital_beside_digital_asks_which(browser: Client, row: Assessment, headers: Any) -> None:
    ticked = {"pick": ["policy", "undigital", "stored"]}
    asked = browser.post(address(row, 7), ticked, headers=headers)
    assert asked.status_code == 422
    assert "cannot both be true" in text(asked)
    assert not row.answers.exists()
    browser.post(address(row, 7), ticked | {"keep": "others"})
    assert stored(row, "q7") == ["policy", "stored"]
    browser.post(address(row, 7), ticked | {"keep": "lack"})
    assert stored(row, "q7") == ["policy", "undigital"]


def test_none_beside_ticks_asks_which(browser: Client, row: Assessment) -> None:
    both = {"pick": ["plan"], "none": "none"}
    assert "Which one is it" in text(browser.post(address(row, 5), both))
    browser.post(address(row, 5), both | {"keep": "ticks"})
    assert stored(row, "q5") == ["plan"]
    browser.post(address(row, 5), both | {"keep": "none"})
    assert stored(row, "q5") == []


def test_what_is_not_of_the_question_is_not_taken(browser: Client, row: Assessment) -> None:
    browser.post(address(row, 2), {"pick": ["needs", "<script>"]})
    assert stored(row, "q2") == ["needs"]
    wrong = browser.post(address(row, 4), {"row-iot": "9"})
    assert wrong.status_code == 422
    assert "not one of the levels" in text(wrong)


def test_the_review_tells_what_lacks(world: World, browser: Client, row: Assessment) -> None:
    assert "Nothing is answered yet" in text(browser.get(address(row, "review")))
    browser.post(address(row, 4), {"row-iot": "5"})
    page = text(browser.get(address(row, "review")))
    assert "11 questions lack answers" in page
    assert "6 lines are blank" in page
    assert browser.post(address(row, "finish")).status_code == 302
    result = text(browser.get(address(row)))
    assert "10 questions were left out" in result


def test_an_empty_round_is_not_finished(browser: Client, row: Assessment) -> None:
    browser.post(address(row, "finish"))
    row.refresh_from_db()
    assert row.finished_at is None


def test_a_finished_round_is_closed(browser: Client, row: Assessment, world: World) -> None:
    browser.post(address(row, 5), {"pick": "plan"})
    browser.post(address(row, "finish"))
    assert browser.get(address(row, 5)).status_code == 409
    assert browser.post(address(row, 5), {"pick": ["plan", "courses"]}).status_code == 409
    assert browser.post(address(row, "finish")).status_code == 409
    assert stored(row, "q5") == ["plan"]
    assert "We have a plan for training" in text(browser.get(address(row, "review")))


def test_starting_twice_gives_the_same_round(world: World, browser: Client, row: Assessment) -> None:
    browser.post(f"/lab/maturity/start/{world.own.id}/", makers.POST)
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [({"size": "huge"}, "size"), ({"sector": ""}, "sector"), ({"second_sector": "metal"}, "second")],
)
def test_wrong_facts_about_oneself_are_told(world: World, browser: Client, change: Any, field: str) -> None:
    reply = browser.post(f"/lab/maturity/start/{world.own.id}/", makers.POST | change)
    assert reply.status_code == 422
    assert f"id_{field}" in reply.content.decode()
    assert not Assessment.objects.exists()


def test_what_was_said_of_oneself_is_there_the_next_time(world: World, browser: Client) -> None:
    makers.finished(world.actor("own member"), world.own)
    page = browser.get(f"/lab/maturity/start/{world.own.id}/").content.decode()
    assert re.search(r'value="small"[^>]* checked', page)
    assert re.search(r'value="metal" selected', page)


def test_rounds_are_laid_beside_one_another(world: World, browser: Client) -> None:
    actor = world.actor("own member")
    makers.finished(actor, world.own, 0.2)
    second = makers.finished(actor, world.own, 0.8)
    third = makers.finished(actor, world.own, 0.4)
    assert (second.number, third.number) == (1, 2)
    page = text(browser.get(address(second)))
    assert "more than the last time" in page
    assert not words_in(page, "T2")
    page = text(browser.get(address(third)))
    assert "less than the last time" in page
    assert all(f"T{number}" in page for number in (0, 1, 2))


@pytest.mark.parametrize(
    ("language", "word"),
    [("nb", "Mennesker og læring"), ("nn", "Menneske og læring"), ("en", "People and learning")],
)
def test_everything_is_said_in_the_readers_language(
    world: World, browser: Client, language: str, word: str
) -> None:
    row = makers.finished(world.actor("own member"), world.own)
    browser.cookies["django_language"] = language
    assert word in text(browser.get(address(row)))
    assert word in browser.get(f"/lab/maturity/{row.id}/result.csv").content.decode("utf-8-sig")


def test_an_administrator_deletes_a_finished_round_and_a_member_does_not(
    world: World, browser: Client
) -> None:
    row = makers.finished(world.actor("own member"), world.own)
    assert browser.post(address(row, "remove")).status_code == 403
    assert world.client("own administrator").post(address(row, "remove")).status_code == 302
    assert not Assessment.objects.exists()


def test_a_formula_in_a_name_stays_text(world: World, browser: Client) -> None:
    row = makers.finished(world.actor("own member"), world.own)
    type(world.own).objects.filter(id=world.own.id).update(name="=1+1")
    assert ";'=1+1;" in browser.get(f"/lab/maturity/{row.id}/result.csv").content.decode("utf-8-sig")


def test_the_page_of_a_public_organisation_asks_its_own_questions(world: World) -> None:
    row = services.start(actor=world.actor("own member"), organisation=_as_city(world), about=makers.ABOUT)
    assert row.test == "public"
    page = text(world.client("own member").get(address(row, 9)))
    assert "People tell us the same thing only once" in page


def _as_city(world: World) -> Any:
    type(world.own).objects.filter(id=world.own.id).update(kind="city")
    return world.own.id


def test_of_many_rounds_the_first_and_the_latest_are_shown(world: World, browser: Client) -> None:
    rows = [makers.finished(world.actor("own member"), world.own, share / 10) for share in range(6)]
    page = text(browser.get(address(rows[-1])))
    assert [number for number in range(6) if f"T{number}" in page] == [0, 3, 4, 5]
