"""CPU cost of a request at 1,000 organisations and 100,000 events, for a signed-in person and for nobody."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil

from benchmarks.world import cpu_seconds, filled, running, use_home

REQUESTS = 400
WARM_UP = 30


def rows() -> Iterator[Mapping[str, Any]]:
    with filled() as home:
        cookie, organisation = sign_in(home)
        with running("serve", home) as (address, process):
            ask = Asker(address, process, cookie)
            bare = ask.cost("/healthz")
            api, page = "/api/v1/organisations", "/network/"
            yield row("API, members' list (50), signed in", ask.cost(api), 2, bare)
            yield row("API, one member, signed in", ask.cost(f"{api}/{organisation}"), 2, bare)
            yield row("page, members' list, signed in", ask.cost(page), 12, bare)
            yield row("page, one member, signed in", ask.cost(f"{page}{organisation}/"), 12, bare)
            yield row("page, first page, signed in", ask.cost("/"), None, bare)
            nobody = Asker(address, process, "")
            yield row("API, members' list (50), nobody", nobody.cost(api), 2, bare)
            yield row("page, members' list, nobody", nobody.cost(page), 12, bare)


def row(name: str, value: float, goal: float | None, bare: float) -> Mapping[str, Any]:
    return {
        "name": name,
        "value": value,
        "unit": "ms CPU",
        "goal": goal,
        "peer": "/healthz",
        "peer_value": bare,
    }


def sign_in(home: Path) -> tuple[str, str]:
    """A session cookie of an administrator, and the id of their organisation."""
    use_home(home)
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from dugnad.kernel.identity.models import Person
    from dugnad.kernel.organisations.models import Membership, Organisation

    organisation = Organisation.objects.order_by("name")[0]
    person = Person.objects.create_user("bench@eksempel.example", name="Bench", invented=True)
    Membership.objects.create(person=person, organisation=organisation, role="administrator")
    store = SessionStore()
    store[SESSION_KEY] = str(person.id)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}", str(organisation.id)


class Asker:
    """Asks one address many times over one connection and reads the server's CPU time before and after."""

    def __init__(self, address: str, process: psutil.Process, cookie: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc)
        self.process, self.headers = process, {"Cookie": cookie} if cookie else {}

    def get(self, path: str) -> int:
        self.connection.request("GET", path, headers=self.headers)
        response = self.connection.getresponse()
        response.read()
        return response.status

    def cost(self, path: str) -> float:
        """CPU milliseconds per request."""
        for _ in range(WARM_UP):
            status = self.get(path)
            assert status == 200, (path, status)
        before = cpu_seconds(self.process)
        for _ in range(REQUESTS):
            self.get(path)
        return (cpu_seconds(self.process) - before) / REQUESTS * 1000


if __name__ == "__main__":
    from benchmarks.table import show

    show(rows())
