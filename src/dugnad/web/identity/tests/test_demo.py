"""Picking who to be: in the demo, and nowhere else."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from dugnad.kernel.areas import areas
from dugnad.kernel.identity.checks import is_loopback
from dugnad.kernel.identity.models import Person, SignIn
from dugnad.web.identity.demo import personas
from dugnad.web.identity.tests.doing import log_in, you
from tests import people


@pytest.fixture
def demo(settings: Settings) -> Settings:
    settings.DEMO = True
    return settings


def test_outside_the_demo_there_is_no_such_page(client: Client, kari: Person) -> None:
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"person": str(kari.id)}).status_code == 404
    assert you(client) is None
    assert personas() == []


def test_one_becomes_the_person_that_was_picked(client: Client, kari: Person, demo: Settings) -> None:
    assert "Kari Eksempel" in client.get("/demo/").content.decode()
    before = client.session.session_key
    assert client.post("/demo/", {"person": str(kari.id)}).headers["Location"] == "/"
    about = you(client)
    assert about
    assert (about["id"], about["second_factor"]) == (str(kari.id), True)
    assert client.session.session_key != before
    assert SignIn.objects.get(person=kari).method == "demo"


def test_one_becomes_another_at_once(client: Client, kari: Person, demo: Settings) -> None:
    ola = people.person("Ola Eksempel", people.company("Eksempel AS"))
    client.post("/demo/", {"person": str(kari.id)})
    client.post("/demo/", {"person": str(ola.id)})
    about = you(client)
    assert about
    assert about["id"] == str(ola.id)
    assert not SignIn.objects.filter(person=kari).exists()


def test_one_comes_to_where_one_was_going_and_nowhere_else(
    client: Client, kari: Person, demo: Settings
) -> None:
    there = client.post("/demo/", {"person": str(kari.id), "next": "/agreements/"})
    away = client.post("/demo/", {"person": str(kari.id), "next": "https://else.example/"})
    assert (there["Location"], away["Location"]) == ("/agreements/", "/")


def test_each_area_has_somebody_who_shows_it(client: Client, kari: Person, demo: Settings) -> None:
    guide = next(area.guide for area in areas() if area.name == "agreements")
    Person.objects.filter(id=kari.id).update(email=guide)
    shown = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert shown.count("Try it as Kari Eksempel") == 1
    demo.DEMO = False
    assert "Try it as" not in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_real_people_are_never_lent_out(client: Client, kari: Person, demo: Settings) -> None:
    Person.objects.filter(id=kari.id).update(invented=False)
    assert "Kari Eksempel" not in client.get("/demo/").content.decode()
    assert client.post("/demo/", {"person": str(kari.id)}).status_code == 404
    assert you(client) is None


def test_closed_accounts_are_not_lent_out(client: Client, kari: Person, demo: Settings) -> None:
    Person.objects.filter(id=kari.id).update(is_active=False)
    assert client.post("/demo/", {"person": str(kari.id)}).status_code == 404


@pytest.mark.parametrize(("person", "status"), [("", 422), ("x", 422), (str(UUID(int=1)), 404)])
def test_noise_is_told(client: Client, demo: Settings, person: str, status: int) -> None:
    assert client.post("/demo/", {"person": person}).status_code == status


def test_sessions_of_the_demo_end_with_it(client: Client, kari: Person, demo: Settings) -> None:
    client.post("/demo/", {"person": str(kari.id)})
    demo.DEMO = False
    assert you(client) is None
    log_in(client, kari)


def test_people_are_listed_with_what_they_are(kari: Person, demo: Settings) -> None:
    people.operator("Olga Operatør")
    with translation.override("en"):
        shown = [(one.name, one.organisation, one.roles) for one in personas()]
    assert shown == [
        ("Olga Operatør", "", "Runs the platform"),
        ("Kari Eksempel", "Eksempel by", "Administrator"),
    ]


@pytest.mark.parametrize(
    ("https", "origin", "faults"),
    [
        (False, "http://127.0.0.1:8000", ()),
        (False, "http://localhost:8000", ()),
        (True, "https://127.0.0.1", ("E001",)),
        (False, "http://dugnad.example", ("E002",)),
        (True, "https://dugnad.example", ("E001", "E002")),
    ],
)
def test_a_demo_that_others_can_reach_fails_the_check(
    demo: Settings, https: bool, origin: str, faults: tuple[str, ...]
) -> None:
    demo.HTTPS, demo.ORIGIN = https, origin
    told = ""
    try:
        call_command("check", deploy=True, tags=["security"])
    except SystemCheckError as fault:
        told = str(fault)
    assert [code in told for code in ("E001", "E002")] == [code in faults for code in ("E001", "E002")]


def test_without_the_demo_the_check_has_nothing_to_say(settings: Settings) -> None:
    settings.HTTPS, settings.ORIGIN = True, "https://dugnad.example"
    call_command("check", deploy=True, tags=["security"])


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://127.9.9.9", True),
        ("http://[::1]:8000", True),
        ("http://demo.localhost", True),
        ("http://0.0.0.0", False),
        ("http://localhost.evil.example", False),
        ("http://10.0.0.1", False),
        ("", False),
    ],
)
def test_what_counts_as_this_machine(origin: str, expected: bool) -> None:
    assert is_loopback(origin) is expected
