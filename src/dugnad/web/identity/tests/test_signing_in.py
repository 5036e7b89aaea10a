"""Signing in with a password, and what must not help anyone else to."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dugnad.kernel.identity import services
from dugnad.kernel.identity.models import Person, SignIn
from dugnad.kernel.ledger.models import Detail, Event
from dugnad.kernel.organisations.models import Membership
from dugnad.web.identity.tests.conftest import PASSWORD
from dugnad.web.identity.tests.doing import LOGIN, log_in, you
from tests import people


def names_of(person: Person) -> list[str]:
    return list(Event.objects.filter(thing=person.id).order_by("id").values_list("name", flat=True))


def text_of(answer: HttpResponse) -> str:
    """The page without what is different at every request."""
    text = answer.content.decode()
    return re.sub(r'(nonce|value|content|hx-headers:inherited)=("[^"]*"|\'[^\']*\')', "", text)


def test_password_signs_in_with_one_step(client: Client, kari: Person) -> None:
    assert log_in(client, kari).headers["Location"] == "/"
    about = you(client)
    assert about
    assert (about["id"], about["second_factor"]) == (str(kari.id), False)
    assert names_of(kari)[-1] == "identity.signed_in"
    assert SignIn.objects.get(person=kari).agent == "Firefox, Linux"


def test_email_in_other_letters_is_the_same(client: Client, kari: Person) -> None:
    client.post(LOGIN, {"login": f" {kari.email.upper()} ", "password": PASSWORD})
    assert you(client)


def test_wrong_password_and_unknown_address_look_the_same(client: Client, kari: Person) -> None:
    wrong = log_in(client, kari, "feil passord her")
    unknown = client.post(LOGIN, {"login": "nobody@eksempel.example", "password": "feil passord her"})
    assert wrong.status_code == unknown.status_code == 200
    assert text_of(wrong) == text_of(unknown)
    assert you(client) is None


def test_a_failed_try_is_in_the_log_without_personal_data(client: Client, kari: Person) -> None:
    log_in(client, kari, "feil passord her")
    client.post(LOGIN, {"login": "nobody@eksempel.example", "password": "x"})
    failed = Event.objects.filter(name="identity.sign_in_failed")
    assert {event.thing.int for event in failed} == {kari.id.int, 0}
    assert not Detail.objects.filter(event__in=failed).exists()
    assert {event.actor for event in failed} == {None}


def test_guessing_is_stopped_even_when_the_right_password_comes(client: Client, kari: Person) -> None:
    for _ in range(5):
        assert "not right" in log_in(client, kari, "feil passord her").content.decode()
    answer = log_in(client, kari)
    assert "Too many tries" in answer.content.decode()
    assert you(client) is None


def test_guessing_at_many_accounts_from_one_address_is_stopped(client: Client) -> None:
    answers = [
        client.post(LOGIN, {"login": f"someone-{number}@eksempel.example", "password": "x"})
        for number in range(12)
    ]
    told = ["Too many tries" in answer.content.decode() for answer in answers]
    assert told == [False] * 10 + [True] * 2


def test_the_address_of_a_visitor_cannot_be_made_up(client: Client, kari: Person) -> None:
    for number in range(12):
        answer = client.post(
            LOGIN,
            {"login": f"someone-{number}@eksempel.example", "password": "x"},
            headers={"x-forwarded-for": f"10.0.0.{number}"},
        )
    assert "Too many tries" in answer.content.decode()


def test_the_session_gets_a_new_key(client: Client, kari: Person) -> None:
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = session.session_key
    log_in(client, kari)
    assert you(client)
    assert client.session.session_key != session.session_key
    assert you(Client(headers={"cookie": f"session={session.session_key}"})) is None


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http:///x"]
)
def test_next_leads_nowhere_else(client: Client, kari: Person, target: str) -> None:
    assert log_in(client, kari, next=target).headers["Location"] == "/"


def test_next_leads_back_here(client: Client, kari: Person) -> None:
    asked = client.get("/you/?x=1")
    assert asked.headers["Location"] == "/account/login/?next=%2Fyou%2F%3Fx%3D1"
    assert log_in(client, kari, next="/you/?x=1").headers["Location"] == "/you/?x=1"


@pytest.mark.parametrize(
    "path", [LOGIN, "/account/logout/", "/account/password/reset/", "/you/change/", "/demo/"]
)
def test_forged_forms_are_refused(kari: Person, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    people.sign_in(strict, kari)
    assert strict.post(path, {"login": kari.email, "password": PASSWORD, "name": "x"}).status_code == 403


def test_signing_out_takes_a_post(client: Client, kari: Person) -> None:
    log_in(client, kari)
    assert client.get("/account/logout/").status_code == 200
    assert you(client)
    assert client.post("/account/logout/").headers["Location"] == "/"
    assert you(client) is None
    assert not SignIn.objects.exists()
    assert names_of(kari)[-1] == "identity.signed_out"


def test_there_is_no_sign_up(client: Client) -> None:
    assert "invitation" in client.get(reverse("account_signup")).content.decode()
    client.post(reverse("account_signup"), {"email": "new@eksempel.example", "password1": PASSWORD})
    assert not Person.objects.exists()


def test_a_closed_account_loses_its_sessions_at_once(client: Client, kari: Person) -> None:
    log_in(client, kari)
    Person.objects.filter(id=kari.id).update(is_active=False)
    assert you(client) is None
    assert client.get("/you/").status_code == 302
    assert log_in(client, kari).headers["Location"] == "/account/closed/"
    assert you(client) is None


def test_closing_an_account_ends_sessions_for_good(client: Client, kari: Person) -> None:
    log_in(client, kari)
    services.close_account(actor=people.PLATFORM, person=kari.id)
    services.open_account(actor=people.PLATFORM, person=kari.id)
    assert you(client) is None
    assert names_of(kari)[-3:] == [
        "identity.sessions_ended",
        "identity.account_closed",
        "identity.account_opened",
    ]


def test_a_role_that_ends_is_gone_at_the_next_request(client: Client, kari: Person) -> None:
    log_in(client, kari)
    about = you(client)
    assert about
    assert [held["role"] for held in about["roles"]] == ["administrator"]
    Membership.objects.filter(person=kari).update(ended_at="2026-01-01T00:00Z")
    about = you(client)
    assert about
    assert about["roles"] == []


def link_in_mail() -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/account/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_a_forgotten_password_is_replaced_by_mail(client: Client, kari: Person) -> None:
    elsewhere = Client()
    log_in(elsewhere, kari)
    client.post("/account/password/reset/", {"email": kari.email}, headers={"host": "localhost"})
    assert mail.outbox[-1].to == [kari.email]
    link = link_in_mail()
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    new = "helt nytt passord her"
    assert client.post(address, {"password1": new, "password2": new}).status_code == 302
    assert you(elsewhere) is None
    assert not SignIn.objects.exists()
    log_in(client, kari)
    assert you(client) is None
    log_in(client, kari, new)
    assert you(client)
    assert "identity.password_changed" in names_of(kari)
    assert "too old" in client.get(link, follow=True).content.decode()


def test_weak_new_passwords_are_told_at_the_field(client: Client, kari: Person) -> None:
    client.post("/account/password/reset/", {"email": kari.email})
    address = client.get(link_in_mail(), follow=True).redirect_chain[-1][0]
    for weak in ("kort", "passordpassord1", "kari eksempel"):
        answer = client.post(address, {"password1": weak, "password2": weak + "x"})
        assert answer.status_code == 200
        assert "id_password" in answer.content.decode()
    assert Person.objects.get(id=kari.id).check_password(PASSWORD)


def test_asking_for_a_link_tells_nothing_of_who_has_an_account(client: Client, kari: Person) -> None:
    known = client.post("/account/password/reset/", {"email": kari.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@eksempel.example"})
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert [letter.to for letter in mail.outbox] == [[kari.email], ["nobody@eksempel.example"]]
    assert "key" not in mail.outbox[1].body


def test_asking_for_links_is_limited(client: Client, kari: Person) -> None:
    answers = [client.post("/account/password/reset/", {"email": kari.email}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Too many tries" in answers[-1].content.decode()


def test_mail_is_in_the_readers_language(client: Client, kari: Person) -> None:
    seen = []
    Person.objects.filter(id=kari.id).update(language="nn")
    original = mail.EmailMultiAlternatives.send

    def send(self: mail.EmailMultiAlternatives, *args: object) -> int:
        seen.append(translation.get_language())
        return original(self, *args)

    mail.EmailMultiAlternatives.send = send  # type: ignore[method-assign,assignment]
    try:
        client.post("/account/password/reset/", {"email": kari.email})
    finally:
        mail.EmailMultiAlternatives.send = original  # type: ignore[method-assign]
    assert seen == ["nn"]


def test_a_changed_password_ends_other_sessions_only(client: Client, kari: Person) -> None:
    log_in(client, kari)
    elsewhere = Client()
    log_in(elsewhere, kari)
    new = "helt nytt passord her"
    client.post("/you/confirm/", {"password": PASSWORD})
    answer = client.post("/you/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.headers["Location"] == "/you/"
    assert you(client)
    assert you(elsewhere) is None
    assert SignIn.objects.filter(person=kari).count() == 1


def test_a_new_address_counts_once_confirmed(client: Client, kari: Person) -> None:
    log_in(client, kari)
    old = kari.email
    client.post("/you/confirm/", {"password": PASSWORD})
    client.post("/you/email/", {"email": "kari.ny@eksempel.example", "action_add": ""})
    kari.refresh_from_db()
    assert kari.email == old
    link = link_in_mail()
    assert client.get(link).status_code == 200
    kari.refresh_from_db()
    assert kari.email == old
    client.post(link)
    kari.refresh_from_db()
    assert kari.email == "kari.ny@eksempel.example"
    assert list(EmailAddress.objects.filter(user=kari).values_list("email", "verified")) == [
        (kari.email, True)
    ]
    assert "identity.email_changed" in names_of(kari)
    assert [old] in [letter.to for letter in mail.outbox]


def test_an_address_of_another_cannot_be_taken(client: Client, kari: Person) -> None:
    other = people.person("Ola Eksempel")
    log_in(client, kari)
    client.post("/you/confirm/", {"password": PASSWORD})
    client.post("/you/email/", {"email": other.email, "action_add": ""})
    assert not EmailAddress.objects.filter(user=kari, email=other.email, verified=True).exists()
    other.refresh_from_db()
    assert services.person_of(other.email) == other


@pytest.mark.parametrize(
    "path", ["/you/password/", "/you/email/", "/you/two-step/app/", "/you/two-step/passkeys/add/"]
)
def test_what_concerns_safety_takes_a_fresh_confirmation(client: Client, kari: Person, path: str) -> None:
    people.sign_in(client, kari)
    answer = client.post(path, {"email": "x@eksempel.example", "action_add": "", "code": "1"})
    if path == "/you/password/":
        assert Person.objects.get(id=kari.id).check_password(PASSWORD)
    else:
        assert answer.headers["Location"].startswith("/you/confirm/")
