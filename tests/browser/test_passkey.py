"""Passkeys in a real browser, with the virtual authenticator that Chromium's tools offer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import CDPSession, Page, expect, sync_playwright
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dugnad.kernel.identity.models import Person
from tests import people
from tests.browser.conftest import ARGUMENTS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="NOT RUN: passkeys need Chromium, which is not installed"),
]
PASSWORD = "riktig hest batteri stift"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Browser:
    """A page of a fresh browser, its authenticator, and what the content policy stopped."""

    page: Page
    tools: CDPSession
    authenticator: str
    stopped: list[str]

    def verify_user(self, verified: bool) -> None:
        """Let the authenticator recognise its owner, or not."""
        values = {"authenticatorId": self.authenticator, "isUserVerified": verified}
        self.tools.send("WebAuthn.setUserVerified", values)

    def held(self) -> list[dict[str, object]]:
        """What the authenticator holds."""
        kept = self.tools.send("WebAuthn.getCredentials", {"authenticatorId": self.authenticator})
        found: list[dict[str, object]] = kept["credentials"]
        return found

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def kari(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Person:
    # Playwright runs a loop of its own in this thread, in which Django would refuse to ask the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    return people.person("Kari Eksempel", password=PASSWORD)


@pytest.fixture
def browser(live_server: LiveServer, kari: Person) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = chromium.new_context(base_url=live_server.url, locale="en-GB")
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("WebAuthn.enable")
        made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        stopped: list[str] = []
        page.on(
            "console", lambda line: stopped.append(line.text) if "Content Security" in line.text else None
        )
        yield Browser(page, tools, made["authenticatorId"], stopped)
        chromium.close()


def by_password(browser: Browser, person: Person) -> None:
    browser.page.goto("/account/login/")
    browser.page.get_by_label("E-mail address").fill(person.email or "")
    browser.page.get_by_label("Password").fill(PASSWORD)
    browser.click("Sign in with password")


def out(browser: Browser) -> None:
    browser.page.goto("/account/logout/")
    browser.page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(browser.page).to_have_url(f"{base(browser)}/")


def base(browser: Browser) -> str:
    return browser.page.url.split("/", 3)[0] + "//" + browser.page.url.split("/", 3)[2]


def add_passkey(browser: Browser, person: Person) -> None:
    by_password(browser, person)
    browser.page.goto("/you/two-step/passkeys/add/")
    browser.page.get_by_label("Password").fill(PASSWORD)
    browser.click("Confirm")
    browser.page.get_by_label("What you call it").fill("Kari's telephone")
    browser.click("Make the passkey")
    expect(browser.page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def two_steps(browser: Browser) -> bool:
    answer = browser.page.request.get("/api/v1/you")
    assert answer.ok
    told: bool = answer.json()["second_factor"]
    return told


def test_a_passkey_is_made_and_signs_in_alone(browser: Browser, kari: Person) -> None:
    add_passkey(browser, kari)
    assert [key["isResidentCredential"] for key in browser.held()] == [True]
    browser.page.goto("/you/")
    expect(browser.page.get_by_text("Kari's telephone").first).to_be_visible()
    assert two_steps(browser) is False
    out(browser)
    browser.page.goto("/account/login/?next=/you/")
    browser.click("Sign in with a passkey")
    expect(browser.page).to_have_url(f"{base(browser)}/you/")
    assert two_steps(browser) is True
    assert browser.stopped == []


def test_a_passkey_is_the_second_step_and_confirms(browser: Browser, kari: Person) -> None:
    add_passkey(browser, kari)
    out(browser)
    by_password(browser, kari)
    expect(browser.page.get_by_role("heading", name="One step more")).to_be_visible()
    assert not browser.page.request.get("/api/v1/you").ok
    browser.click("Use your passkey")
    expect(browser.page).to_have_url(f"{base(browser)}/")
    assert two_steps(browser) is True
    browser.page.goto("/you/confirm/passkey/?next=/you/tokens/")
    browser.click("Use your passkey")
    expect(browser.page).to_have_url(f"{base(browser)}/you/tokens/")
    assert browser.stopped == []


def test_without_its_owner_a_passkey_does_nothing(browser: Browser, kari: Person) -> None:
    add_passkey(browser, kari)
    out(browser)
    browser.verify_user(False)
    browser.page.goto("/account/login/")
    browser.click("Sign in with a passkey")
    expect(browser.page.get_by_text("The passkey was not used.")).to_be_visible()
    assert not browser.page.request.get("/api/v1/you").ok


def test_a_removed_passkey_signs_nobody_in(browser: Browser, kari: Person) -> None:
    add_passkey(browser, kari)
    key = Authenticator.objects.get(user=kari, type=Authenticator.Type.WEBAUTHN)
    browser.page.goto(f"/you/two-step/passkeys/{key.pk}/remove/")
    browser.page.get_by_role("main").get_by_role("button", name="Remove").click()
    expect(browser.page).to_have_url(f"{base(browser)}/you/")
    assert not Authenticator.objects.filter(user=kari).exists()
    out(browser)
    browser.page.goto("/account/login/")
    browser.click("Sign in with a passkey")
    expect(browser.page.get_by_text("This passkey cannot be used here.")).to_be_visible()
    assert not browser.page.request.get("/api/v1/you").ok
