"""Row-level security: what PostgreSQL itself shows when a read forgets to ask."""

from __future__ import annotations

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import clear_url_caches, path
from pytest_django.fixtures import Settings

from dugnad.kernel.access import NOBODY, Actor, wall
from dugnad.kernel.areas import manifests
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.models import Person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has row-level security"),
]


# Rules that a city has published, who approved them and where they are in use are for everybody.
PUBLISHED = frozenset({"casework_packageversion", "casework_adoption", "casework_approval"})


def protected() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_policies WHERE policyname = 'wall' ORDER BY tablename")
        return [table for (table,) in cursor.fetchall()]


def counts(actor: Actor | None = None) -> dict[str, int]:
    """How many rows of each protected table a read without any filter gives."""
    with wall.closed():
        if actor:
            wall.open_for(actor)
        return {table: _count(table) for table in protected()}


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name from the catalogue
        return int(cursor.fetchone()[0])


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.REGISTERS = "dugnad.connectors.registers.standin.InventedRegisters"
    for manifest in manifests():
        if manifest.demo:
            manifest.demo()


@pytest.mark.usefixtures("demo")
def test_a_connection_that_works_for_nobody_sees_nothing() -> None:
    with wall.system():
        everything = {table: _count(table) for table in protected()}
    assert everything["agreements_document"] > 0
    assert everything["ledger_detail"] > 0
    for seen in (counts(), counts(NOBODY)):
        assert {table for table, rows in seen.items() if rows} <= PUBLISHED


@pytest.mark.usefixtures("demo")
def test_a_person_sees_what_is_their_organisations() -> None:
    oslo, drones = (Person.objects.get(email__startswith=name) for name in ("jonas.dahl", "even.bakken"))
    mine, theirs = counts(actor_for(oslo)), counts(actor_for(drones))
    assert mine["agreements_document"] > 0
    assert theirs["agreements_document"] == 0
    assert 0 < theirs["agreements_clause"] < mine["agreements_clause"]


def test_the_role_of_the_tests_is_held_by_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@pytest.mark.usefixtures("demo")
def test_the_wall_is_open_before_a_view_asks_for_its_first_row(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A route for anyone may look a row up by id before it reads who acts."""
    seen: list[dict[str, int]] = []

    def look(request: HttpRequest) -> HttpResponse:
        seen.append({table: _count(table) for table in protected()})
        return HttpResponse(str(request.actor.person))  # type: ignore[attr-defined]

    monkeypatch.setattr("dugnad.web.urls.urlpatterns", [path("look/", look)])
    with override_settings(ROOT_URLCONF="dugnad.web.urls"):
        clear_url_caches()
        client.get("/look/")
        oslo = Person.objects.get(email__startswith="jonas.dahl")
        client.force_login(oslo)
        answer = client.get("/look/")
    clear_url_caches()
    assert (seen[0]["agreements_document"], seen[0]["ledger_detail"]) == (0, 0)
    assert seen[1]["agreements_document"] > 0
    assert answer.content.decode() == str(oslo.id)
