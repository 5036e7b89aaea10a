"""Tokens: what they let another system do, and when they stop."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dugnad.kernel.identity.models import AccessToken, Person
from dugnad.kernel.ledger.models import Detail, Event
from dugnad.kernel.organisations.models import Membership, Organisation
from dugnad.web.identity.tests.tokens import ORGANISATIONS, YOU, call, form, make
from tests import people


def test_a_token_acts_as_its_maker_with_one_step(kari: Person, city: Organisation) -> None:
    _, secret = make(kari)
    about = call(secret).json()
    assert (about["id"], about["second_factor"]) == (str(kari.id), False)
    assert about["roles"] == [{"organisation": str(city.id), "role": "administrator"}]


def test_only_a_digest_is_kept(kari: Person) -> None:
    token, secret = make(kari)
    assert re.fullmatch(r"dugnad_[\w-]{43}", secret)
    assert secret not in repr(AccessToken.objects.values().get())
    assert secret[7:] not in repr(AccessToken.objects.values().get())
    assert Event.objects.filter(name="identity.token_made", thing=token.id, actor=kari.id).count() == 1
    assert not Detail.objects.filter(event__name__startswith="identity.token").exists()


def test_a_token_for_an_organisation_has_the_roles_there_only(kari: Person, city: Organisation) -> None:
    people.services.give_role(
        actor=people.PLATFORM, organisation=people.company("Eksempel AS").id, person=kari, role="member"
    )
    _, secret = make(kari, organisation=city)
    assert [held["organisation"] for held in call(secret).json()["roles"]] == [str(city.id)]


def test_a_token_is_never_an_operator() -> None:
    _, secret = make(people.operator())
    assert call(secret).json()["operator"] is False


def test_roles_that_end_end_for_the_token(kari: Person, city: Organisation) -> None:
    _, own = make(kari)
    _, limited = make(kari, organisation=city)
    Membership.objects.filter(person=kari).update(ended_at=timezone.now())
    assert call(own).json()["roles"] == []
    assert call(limited).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"digest": "0" * 64},
    ],
    ids=["revoked", "expired", "unknown"],
)
@pytest.mark.parametrize("path", [YOU, ORGANISATIONS])
def test_a_token_that_does_not_work_is_told_even_where_all_may_come(
    kari: Person, change: dict[str, Any], path: str
) -> None:
    token, secret = make(kari)
    AccessToken.objects.filter(id=token.id).update(**change)
    answer = call(secret, path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["type"].endswith("#invalid-token")


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "bearer x", "BEARER  ", "Bearer a b c", "Bearer \x00"]
)
def test_noise_for_a_token_is_refused(kari: Person, header: str) -> None:
    assert Client(headers={"authorization": header}).get(YOU).status_code == 401


def test_a_closed_account_closes_its_tokens(kari: Person) -> None:
    _, secret = make(kari)
    Person.objects.filter(id=kari.id).update(is_active=False)
    assert call(secret).status_code == 401


def test_a_token_that_may_read_changes_nothing(kari: Person) -> None:
    _, secret = make(kari, "read")
    answer = call(secret, YOU, "patch", data={"name": "Other", "language": "nn"})
    assert (answer.status_code, answer.json()["detail"]) == (403, "This token may only read.")
    kari.refresh_from_db()
    assert kari.name == "Kari Eksempel"


def test_a_token_that_may_write_needs_no_csrf_token(kari: Person) -> None:
    _, secret = make(kari, "write")
    strict = Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {secret}"})
    body = {"name": "Kari Ny", "language": "nn"}
    assert strict.patch(YOU, body, content_type="application/json").json()["name"] == "Kari Ny"


def test_a_cookie_needs_one_whatever_else_authorization_says(kari: Person) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"authorization": "Basic eDp5"})
    people.sign_in(strict, kari)
    body = {"name": "Forged", "language": "nn"}
    assert strict.patch(YOU, body, content_type="application/json").status_code == 403


def test_a_token_counts_and_the_cookie_beside_it_does_not(kari: Person) -> None:
    ola = people.person("Ola Eksempel")
    _, secret = make(ola)
    client = Client(headers={"authorization": f"Bearer {secret}"})
    people.sign_in(client, kari, second_factor=True)
    assert client.get(YOU).json()["id"] == str(ola.id)
    wrong = Client(headers={"authorization": "Bearer dugnad_wrong"})
    people.sign_in(wrong, kari)
    assert wrong.get(YOU).status_code == 401


def test_pages_take_no_tokens(kari: Person) -> None:
    _, secret = make(kari)
    assert call(secret, "/you/").status_code == 302


def test_a_token_makes_no_tokens(kari: Person) -> None:
    _, secret = make(kari, "write")
    body = {"name": "More", "scope": "write", "last_day": str(timezone.localdate())}
    answer = call(secret, "/api/v1/you/tokens", "post", data=body)
    assert (answer.status_code, answer.json()["type"]) == (403, "/docs/problems#second-factor-needed")
    assert AccessToken.objects.count() == 1


def test_the_last_day_of_use_is_kept_and_written_once_a_day(kari: Person) -> None:
    token, secret = make(kari)
    call(secret)
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        call(secret, ORGANISATIONS)
    changed = [query for query in queries.captured_queries if query["sql"].startswith("UPDATE")]
    assert changed == []


def test_finding_whom_a_token_is_of_costs_one_query(kari: Person) -> None:
    _, secret = make(kari)
    call(secret)
    with CaptureQueriesContext(connection) as queries:
        call(secret, "/api/v1/you/sign-ins")
    assert sum("identity_accesstoken" in query["sql"] for query in queries.captured_queries) == 1
    assert len(beside_the_wall(queries)) <= 2


def test_a_session_costs_two_queries(client: Client, kari: Person) -> None:
    people.sign_in(client, kari)
    with CaptureQueriesContext(connection) as queries:
        client.get("/api/v1/you/sign-ins")
    assert len(beside_the_wall(queries)) == 3


def beside_the_wall(queries: CaptureQueriesContext) -> list[str]:
    """The statements but for those that tell PostgreSQL for whom the connection works."""
    told = [query["sql"] for query in queries.captured_queries]
    return [sql for sql in told if "set_config" not in sql]


def test_the_page_tells_the_secret_once(client: Client, kari: Person, city: Organisation) -> None:
    people.sign_in(client, kari, second_factor=True)
    answer = client.post("/you/tokens/", form(organisation=str(city.id)))
    assert answer.status_code == 201
    assert "no-store" in answer.headers["Cache-Control"]
    found = re.search(r'class="secret">(dugnad_[\w-]+)<', answer.content.decode())
    assert found
    assert call(found[1]).status_code == 200
    assert found[1] not in client.get("/you/tokens/").content.decode()
    assert AccessToken.objects.get().organisation == city


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("scope", "all"),
        ("last_day", "2020-01-01"),
        ("last_day", "2999-01-01"),
        ("last_day", "tomorrow"),
        ("organisation", str(UUID(int=1))),
        ("purposes", "curiosity"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(client: Client, kari: Person, field: str, value: str) -> None:
    people.sign_in(client, kari, second_factor=True)
    answer = client.post("/you/tokens/", form(**{field: value}))
    assert answer.status_code == 422
    assert f"#id_{field}" in answer.content.decode()
    assert not AccessToken.objects.exists()


def test_one_step_is_not_enough(client: Client, kari: Person) -> None:
    people.sign_in(client, kari)
    assert client.post("/you/tokens/", form()).status_code == 403
    assert "two-step" in client.get("/you/tokens/").content.decode()
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("role", ["member", "signatory"])
def test_only_administrators_make_tokens_for_an_organisation(role: str) -> None:
    org = people.company("Eksempel AS")
    person = people.person("Ola Eksempel", org, role)
    client = Client()
    people.sign_in(client, person, second_factor=True)
    body = form(organisation=str(org.id))
    assert client.post("/api/v1/you/tokens", body, content_type="application/json").status_code == 404
    assert not AccessToken.objects.exists()


def test_administrators_see_and_revoke_the_tokens_of_their_organisation(
    kari: Person, city: Organisation
) -> None:
    mine, secret = make(kari, organisation=city)
    private, _ = make(kari)
    colleague = Client()
    people.sign_in(colleague, people.person("Ola Eksempel", city, "administrator"))
    listed = [token["id"] for token in colleague.get("/api/v1/you/tokens").json()]
    assert listed == [str(mine.id)]
    assert colleague.post(f"/you/tokens/{private.id}/revoke/").status_code == 404
    assert colleague.post(f"/you/tokens/{mine.id}/revoke/").status_code == 302
    assert call(secret).status_code == 401
    assert colleague.post(f"/you/tokens/{mine.id}/revoke/").status_code == 404
    assert Event.objects.filter(name="identity.token_revoked", thing=mine.id).count() == 1


def test_others_see_no_token(kari: Person, city: Organisation) -> None:
    token, secret = make(kari, organisation=city)
    stranger = Client()
    people.sign_in(stranger, people.person("Per Eksempel", people.company("Eksempel AS"), "administrator"))
    assert stranger.get("/api/v1/you/tokens").json() == []
    assert stranger.delete(f"/api/v1/you/tokens/{token.id}").status_code == 404
    member = Client()
    people.sign_in(member, people.person("Pål Eksempel", city, "member"))
    assert member.get("/api/v1/you/tokens").json() == []
    assert member.post(f"/you/tokens/{token.id}/revoke/").status_code == 404
    assert call(secret).status_code == 200
