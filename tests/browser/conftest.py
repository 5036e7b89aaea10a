"""A real browser against the real server.

`page_at(width, role=...)` opens a page as somebody. Make what a test needs before the first page is opened: while the
browser runs, this thread has an event loop of its own, which work that needs one (signing) cannot share.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import (
    APIRequestContext,
    APIResponse,
    Browser,
    BrowserContext,
    Page,
    expect,
    sync_playwright,
)
from pytest_django import DjangoDbBlocker

from tests.served import serve

HERE = Path(__file__).parent
AXE = HERE.parents[1] / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HEIGHTS = {390: 844, 1280: 900}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
]
NO_CHROMIUM = "NO CHROMIUM: the browser tests did not run. As root: apt-get install -y chromium"
Opener = Callable[..., Page]
# What comes at once on a quiet machine may take long on a busy one.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_CHROMIUM in str(report.longrepr) for report in skipped):
        terminalreporter.write_sep("!", NO_CHROMIUM, red=True, bold=True)


@pytest.fixture(scope="session")
def server(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the server, one for all browser tests of this process."""
    with (
        django_db_blocker.unblock(),
        serve(tmp_path_factory.mktemp("server") / "log", DUGNAD_DEMO="1") as address,
    ):
        yield address


class Window:
    """The browser of one module, started when the first page is asked for."""

    def __init__(self, server: str) -> None:
        self.server = server
        self._playwright: Any = None
        self._browser: Browser | None = None
        self._contexts: list[BrowserContext] = []
        self._askers: dict[Client | None, APIRequestContext] = {}

    def open(self, width: int, client: Client | None = None, **options: Any) -> Page:
        """A page of that width in which the client's session is open; `page.noted` collects what went wrong."""
        context = self._start().new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            base_url=self.server,
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(60_000)
        self._contexts.append(context)
        context.add_init_script(path=AXE)
        context.add_cookies(self._cookies(client))
        page = context.new_page()
        page.noted = _note(page, self.server)  # type: ignore[attr-defined]
        return page

    def ask(self, address: str, client: Client | None = None) -> APIResponse:
        """The answer to a GET by that person, outside of any page."""
        if client not in self._askers:
            self._start()
            held = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self._cookies(client))
            self._askers[client] = self._playwright.request.new_context(
                base_url=self.server, extra_http_headers={"Cookie": held}
            )
        return self._askers[client].get(address, max_redirects=0)

    def _cookies(self, client: Client | None) -> list[Any]:
        held = client.cookies.values() if client else ()
        return [{"name": c.key, "value": c.value, "domain": "127.0.0.1", "path": "/"} for c in held]

    def _start(self) -> Browser:
        if self._browser is None:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        return self._browser

    def close_pages(self) -> None:
        while self._contexts:
            self._contexts.pop().close()

    def close(self) -> None:
        if self._browser:
            self.close_pages()
            for asker in self._askers.values():
                asker.dispose()
            self._browser.close()
            self._playwright.stop()
            self._browser = None
            os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)


def _note(page: Page, server: str) -> list[str]:
    """Errors of the console and of scripts, and requests to other hosts, as they come."""
    noted: list[str] = []
    own = urlsplit(server).netloc
    page.on("console", lambda message: noted.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: noted.append(str(error)))

    def asked(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != own:
            noted.append(f"asked another host: {request.url}")

    page.on("request", asked)
    return noted


@pytest.fixture(scope="module")
def window(server: str) -> Iterator[Window]:
    opened = Window(server)
    yield opened
    opened.close()


@pytest.fixture
def page_at(window: Window, transactional_db: None) -> Iterator[Opener]:
    """Opens pages: page_at(390), page_at(1280, client=signed_in_client, color_scheme="dark")."""
    yield window.open
    window.close_pages()
