"""Every page, in every language, on a phone and on a desk: what holds for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from dugnad.kernel.areas import OPERATOR
from tests.browser import looking
from tests.browser.conftest import Window
from tests.contract.routes import Route, pages
from tests.contract.samples import sample_for
from tests.world import NOBODY, make_world
from tests.world import OPERATOR as OPERATOR_ROLE

LANGUAGES = [code for code, _ in settings.LANGUAGES]
# Kept libraries' pages that anyone may open; their templates are ours.
KEPT = {"account_login": "/account/login/", "account_reset_password": "/account/password/reset/"}
OURS = [route for route in pages() if route.method == "GET"]


@dataclass
class Visits:
    """The address of every page, and browsers of everyone who visits."""

    window: Window
    addresses: dict[str, str]
    opened: dict[tuple[str, int, str], Page]
    clients: dict[str, Client]
    readers: dict[str, str | None]

    def visit(self, name: str, who: str, width: int, language: str = "nb", scheme: str = "light") -> Page:
        """The page in a tab that is kept, with nothing noted yet."""
        key = (who, width, scheme)
        if key not in self.opened:
            self.opened[key] = self.window.open(width, self.clients[who], color_scheme=scheme)
        page = self.opened[key]
        page.context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.window.server}]
        )
        page.noted.clear()
        answer = page.goto(self.addresses[name])
        assert answer, name
        assert answer.status == 200, f"{name} is answered {answer.status}"
        looking.settle(page)
        return page

    def reader(self, name: str) -> str | None:
        """Who looks at the page; None for files, for parts of pages, and for what is off in this installation."""
        if name not in self.readers:
            self.readers[name] = next((who for who in _readers(name) if self._is_page(name, who)), None)
        return self.readers[name]

    def _is_page(self, name: str, who: str) -> bool:
        answer = self.window.ask(self.addresses[name], self.clients[who])
        assert answer.status < 500, f"{name} is answered {answer.status}"
        return answer.status == 200 and "html" in answer.headers["content-type"] and "<html" in answer.text()


# Who looks at a page: the first of these to whom it opens.
READERS = (
    "own administrator",
    "own responder",
    "own carer",
    "own caseworker",
    "own lawyer",
    "partner responder",
)


def _readers(name: str) -> tuple[str, ...]:
    if name in KEPT:
        return (NOBODY,)
    admits = next(route.admits for route in OURS if route.key == name)
    return (OPERATOR_ROLE,) if admits == OPERATOR else READERS


@pytest.fixture(scope="module")
def db(django_db_setup: None) -> None:
    """One world lasts for all pages: nothing is rolled back between tests."""


@pytest.fixture(scope="module")
def visits(db: None, django_db_blocker: DjangoDbBlocker, window: Window) -> Iterator[Visits]:
    """A world with one of everything, made once for all pages."""
    with django_db_blocker.unblock():
        world = make_world()
        addresses = dict(KEPT)
        for route in OURS:
            sample = sample_for(route, world)
            addresses[route.key] = _address(route, sample.url, sample.query)
        clients = {who: world.client(who) for who in (NOBODY, OPERATOR_ROLE, *READERS)}
        yield Visits(window, addresses, {}, clients, {})
        window.close()
        call_command("flush", verbosity=0, interactive=False)


def _address(route: Route, url: object, query: object) -> str:
    return route.address(url) + (f"?{urlencode(query)}" if query else "")


each_page = pytest.mark.parametrize("name", [*KEPT, *(route.key for route in OURS)])


@each_page
def test_a_page_on_a_phone(visits: Visits, name: str) -> None:
    if (who := visits.reader(name)) is None:
        return
    for language in LANGUAGES:
        page = visits.visit(name, who, 390, language)
        assert page.locator("html").get_attribute("lang") == language
        assert looking.wider_than_its_window(page) <= 0, f"has to be scrolled sideways in {language}"
        assert page.locator("h1").count() == 1
        assert page.title()
        assert page.noted == []
    assert looking.violations(page) == []


@each_page
def test_a_page_on_a_desk(visits: Visits, name: str) -> None:
    if (who := visits.reader(name)) is None:
        return
    page = visits.visit(name, who, 1280)
    assert looking.violations(page) == []
    assert looking.keyboard_faults(page) == []
    assert page.noted == []


@each_page
def test_a_page_in_the_dark(visits: Visits, name: str) -> None:
    if (who := visits.reader(name)) is None:
        return
    page = visits.visit(name, who, 1280, scheme="dark")
    assert looking.violations(page, runOnly=["color-contrast"]) == []


def test_most_addresses_are_pages(visits: Visits) -> None:
    assert sum(visits.reader(name) is not None for name in visits.addresses) > len(visits.addresses) * 0.7


def test_axe_would_find_a_fault(visits: Visits) -> None:
    page = visits.visit("home", "own administrator", 1280)
    page.evaluate("() => document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
    assert any("image-alt" in found for found in looking.violations(page))


def test_the_tab_key_would_miss_what_it_cannot_reach(visits: Visits) -> None:
    page = visits.visit("home", "own administrator", 1280)
    page.evaluate(
        """() => {
          const link = document.querySelector('main a');
          link.addEventListener('focus', () => link.blur());
          link.style.outline = 'none';
        }"""
    )
    assert looking.keyboard_faults(page) != []
