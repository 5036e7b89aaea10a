"""One's own account: what is shown, changed and ended there."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from dugnad.kernel.identity.models import Person, SignIn
from dugnad.kernel.ledger.models import Event
from dugnad.web.identity.tests.doing import log_in, you
from tests import people


def test_the_page_shows_who_one_is(client: Client, kari: Person) -> None:
    log_in(client, kari)
    page = client.get("/you/").content.decode()
    for part in (kari.email, "Eksempel by", "One step only", "Firefox, Linux", 'value="Kari Eksempel"'):
        assert str(part) in page


def test_an_operator_without_roles_has_a_page_too(client: Client) -> None:
    people.sign_in(client, people.operator())
    assert "You run the platform." in client.get("/you/").content.decode()


@pytest.mark.parametrize(
    "path", ["/you/", "/you/tokens/", "/you/email/", "/you/two-step/app/", "/you/confirm/"]
)
def test_nobody_is_sent_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"].startswith("/account/login/?next=")) == (302, True)


@pytest.mark.parametrize(
    "path", ["/you/change/", "/you/sign-ins/end/", "/you/tokens/", "/you/two-step/codes/new/"]
)
def test_nobody_changes_anything(client: Client, path: str) -> None:
    assert client.post(path).status_code == 401


def test_name_and_language_are_changed(client: Client, kari: Person) -> None:
    people.sign_in(client, kari)
    answer = client.post("/you/change/", {"name": "  Kari   Ny ", "language": "nn"})
    assert answer.headers["Location"] == "/you/"
    assert answer.cookies["django_language"].value == "nn"
    kari.refresh_from_db()
    assert (kari.name, kari.language) == ("Kari Ny", "nn")
    assert Event.objects.filter(name="identity.person_changed", thing=kari.id, actor=kari.id).exists()


@pytest.mark.parametrize(("field", "value"), [("name", "   "), ("name", "x" * 121), ("language", "de")])
def test_what_cannot_be_saved_is_told_at_the_field(
    client: Client, kari: Person, field: str, value: str
) -> None:
    people.sign_in(client, kari)
    answer = client.post("/you/change/", {"name": "Kari", "language": "nb", field: value})
    assert answer.status_code == 422
    assert f"#id_{field}" in answer.content.decode()
    kari.refresh_from_db()
    assert (kari.name, kari.language) == ("Kari Eksempel", "nb")


@pytest.mark.parametrize(
    ("name", "kept"), [("Kari\x01 Ny", "Kari Ny"), ("a\nb\u200bc", "a b c"), ("Ødegård", "Ødegård")]
)
def test_signs_that_cannot_be_shown_are_left_out(client: Client, kari: Person, name: str, kept: str) -> None:
    people.sign_in(client, kari)
    body = {"name": name, "language": "nb"}
    assert client.patch("/api/v1/you", body, content_type="application/json").json()["name"] == kept


@pytest.mark.parametrize(("field", "value"), [("name", "\x00\n"), ("name", ""), ("language", "de\x00")])
def test_the_api_tells_the_field_too(client: Client, kari: Person, field: str, value: str) -> None:
    people.sign_in(client, kari)
    body = {"name": "Kari", "language": "nb", field: value}
    answer = client.patch("/api/v1/you", body, content_type="application/json")
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{field}"]


def test_one_signs_out_everywhere_else(client: Client, kari: Person) -> None:
    others = [Client(), Client()]
    for browser in (client, *others):
        log_in(browser, kari)
    client.post("/you/sign-ins/end/")
    assert you(client)
    assert [you(browser) for browser in others] == [None, None]
    assert SignIn.objects.filter(person=kari).count() == 1


def test_one_signs_out_in_one_place(client: Client, kari: Person) -> None:
    other = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Version/18 Safari/604"})
    log_in(client, kari)
    log_in(other, kari)
    place = SignIn.objects.get(agent="Safari, iPhone")
    assert client.post(f"/you/sign-ins/{place.id}/end/").status_code == 302
    assert you(other) is None
    assert you(client)


def test_nobody_ends_anothers_session(client: Client, kari: Person) -> None:
    log_in(client, kari)
    place = SignIn.objects.get(person=kari)
    stranger = Client()
    people.sign_in(stranger, people.person("Ola Eksempel"))
    assert stranger.post(f"/you/sign-ins/{place.id}/end/").status_code == 404
    assert stranger.delete(f"/api/v1/you/sign-ins/{place.id}").status_code == 404
    assert stranger.post(f"/you/sign-ins/{uuid4()}/end/").status_code == 404
    assert you(client)


def test_a_session_that_ended_by_itself_is_not_listed(client: Client, kari: Person) -> None:
    log_in(client, kari)
    gone = Client()
    log_in(gone, kari)
    gone.session.delete()
    assert len(client.get("/api/v1/you/sign-ins").json()) == 1


def test_pages_about_oneself_are_not_kept_by_anyone(client: Client, kari: Person) -> None:
    people.sign_in(client, kari, second_factor=True)
    for path in ("/you/", "/you/tokens/", "/you/email/", "/you/password/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]
