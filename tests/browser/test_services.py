"""The door to services in a browser: nothing that tells who somebody is leaves it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from dugnad.areas.services.tests import making, numbers
from tests import people
from tests.browser import looking
from tests.browser.conftest import Opener

RULES = """async words => {
    const rules = await import('/static/services/sensitive.js');
    return words.map(text =>
        [rules.identityNumbers(text).length > 0, rules.tellsOfHealth(text), rules.withoutNumbers(text)]);
}"""


def asked_for(page: Page) -> list[str]:
    """Everything that is asked of the server from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    return asked


def search(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")


def words_of(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("q", [])


@pytest.fixture
def page(page_at: Opener) -> Page:
    making.service(people.city("Eksempel Bergen"))
    opened = page_at(390)
    opened.goto("/services/")
    return opened


def test_the_rules_are_those_of_the_server(page: Page) -> None:
    found = page.evaluate(
        RULES, [*numbers.SENSITIVE, *numbers.NOT_NUMBERS, *numbers.HEALTH, *numbers.NOT_HEALTH]
    )
    told = dict(
        zip(
            [*numbers.SENSITIVE, *numbers.NOT_NUMBERS, *numbers.HEALTH, *numbers.NOT_HEALTH],
            found,
            strict=True,
        )
    )
    assert all(told[text][0] for text in numbers.SENSITIVE)
    assert not any(told[text][0] for text in (*numbers.NOT_NUMBERS, *numbers.HEALTH, *numbers.NOT_HEALTH))
    assert all(told[text][1] for text in numbers.HEALTH)
    assert not any(told[text][1] for text in (*numbers.NOT_HEALTH, *numbers.NOT_NUMBERS))
    assert told[f"hjelp til {numbers.BIRTH}"][2] == "hjelp til"


@pytest.mark.parametrize("number", numbers.NUMBERS)
def test_a_number_stays_in_the_browser_and_can_be_taken_out(page: Page, number: str) -> None:
    asked = asked_for(page)
    search(page, f"låne ski {number}")
    alert = page.get_by_role("alert")
    assert alert.is_visible()
    assert words_of(page) == []
    assert not any(number in one for one in asked)
    assert looking.violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/?q=*")
    assert words_of(page) == ["låne ski"]
    assert not any(number in one for one in asked)


def test_the_box_on_the_first_page_keeps_a_number_in_the_browser_too(page: Page) -> None:
    page.goto("/")
    asked = asked_for(page)
    search(page, f"låne ski {numbers.NUMBERS[0]}")
    assert page.get_by_role("alert").is_visible()
    assert not any(numbers.NUMBERS[0] in one for one in asked)


def test_a_health_detail_is_warned_of_and_the_reader_decides(page: Page) -> None:
    asked = asked_for(page)
    search(page, "jeg har kreft og trenger skyss")
    assert page.get_by_role("alert").is_visible()
    assert not any("kreft" in one for one in asked)
    page.keyboard.press("Enter")
    assert page.get_by_role("alert").count() == 0
    assert page.get_by_role("searchbox").evaluate("box => box === document.activeElement")
    search(page, "jeg har kreft og trenger skyss")
    page.get_by_role("alert").get_by_role("button").last.click()
    page.wait_for_url("**/services/?q=*")
    assert words_of(page) == ["jeg har kreft og trenger skyss"]


def test_what_tells_of_nobody_is_sent_at_once(page: Page) -> None:
    search(page, "hjemmesykepleie")
    page.wait_for_url("**/services/?q=*")
    assert words_of(page) == ["hjemmesykepleie"]
    assert page.noted == []  # type: ignore[attr-defined]


def test_the_place_is_chosen_by_keyboard(page: Page) -> None:
    page.goto("/services/place/")
    page.get_by_role("textbox").fill("Herøy")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Herøy").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/")
    assert "Herøy" in page.locator("main").inner_text()
    kept: list[Any] = page.context.cookies()
    assert json.dumps([cookie["value"] for cookie in kept if cookie["name"] == "dugnad_place"]) in (
        '["1515"]',
        '["1818"]',
    )
