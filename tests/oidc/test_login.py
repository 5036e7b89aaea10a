"""Logging in through a provider: whom it lets in, as whom, and at which level."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Event
from tests import people
from tests.oidc import issuer as standin
from tests.oidc.issuer import Issuer, Lies, Visitor
from tests.oidc.logging_in import GO, configure, follow, log_in, signed_in, start

pytestmark = pytest.mark.django_db


def test_asks_for_all_that_protects_the_code(client: Client, issuer: Issuer) -> None:
    asked = {name: values[0] for name, values in parse_qs(urlsplit(start(client)).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["acr_values"] == "idporten-loa-substantial"
    assert len(asked["nonce"]) >= 22
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/account/provider/back/"
    again = {name: values[0] for name, values in parse_qs(urlsplit(start(client)).query).items()}
    assert not {asked[name] for name in ("nonce", "state", "code_challenge")} & set(again.values())


def test_a_visitor_cannot_choose_what_is_asked(client: Client, issuer: Issuer) -> None:
    address = start(
        client, where=f"{GO}?auth_params=acr_values%3Dlow%26prompt%3Dnone&scope=pid&process=connect"
    )
    asked = parse_qs(urlsplit(address).query)
    assert asked["acr_values"] == ["idporten-loa-substantial"]
    assert "pid" not in asked["scope"][0]
    assert "prompt" not in asked


def test_only_a_form_of_ours_starts_it(issuer: Issuer) -> None:
    assert Client().get(GO).status_code == 405
    assert Client(enforce_csrf_checks=True).post(GO).status_code == 403


def test_the_invited_address_signs_in_and_is_linked(client: Client, issuer: Issuer, kari: Person) -> None:
    answer = log_in(client, next="/you/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/you/")
    about = signed_in(client)
    assert about
    assert (about["id"], about["second_factor"]) == (str(kari.id), True)
    linked = SocialAccount.objects.get(user=kari)
    assert linked.extra_data == {"acr": "idporten-loa-substantial", "two_steps": True}
    assert linked.uid != issuer.visitor.sub
    names = list(Event.objects.filter(thing=kari.id).order_by("id").values_list("name", flat=True))
    assert names[-2:] == ["identity.provider_linked", "identity.signed_in"]


def test_a_linked_subject_signs_in_whatever_the_address(client: Client, issuer: Issuer, kari: Person) -> None:
    log_in(client)
    issuer.visitor = Visitor(email="new@elsewhere.example", email_verified=False)
    other = Client()
    assert log_in(other).status_code == 302
    about = signed_in(other)
    assert about
    assert about["id"] == str(kari.id)


def test_the_address_may_come_from_userinfo(client: Client, issuer: Issuer, kari: Person) -> None:
    issuer.lies = Lies(email_only_in_userinfo=True)
    assert log_in(client).status_code == 302
    assert signed_in(client)


def test_a_subject_of_another_issuer_is_another(
    client: Client, issuer: Issuer, kari: Person, settings: Settings
) -> None:
    log_in(client)
    with standin.running() as second:
        second.visitor = Visitor(email=None)
        configure(settings, second)
        assert log_in(Client()).status_code == 403


@pytest.mark.parametrize("verified", [False, None, "true", "false", 1])
def test_an_unconfirmed_address_links_nothing(
    client: Client, issuer: Issuer, kari: Person, verified: object
) -> None:
    issuer.visitor = Visitor(email_verified=verified)
    answer = log_in(client)
    assert answer.status_code == 403
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_an_address_that_the_account_never_showed_to_be_its_own_links_nothing(
    client: Client, issuer: Issuer, kari: Person
) -> None:
    EmailAddress.objects.filter(user=kari).update(verified=False)
    assert log_in(client).status_code == 403
    assert signed_in(client) is None


def test_nobody_gets_an_account_by_logging_in(client: Client, issuer: Issuer) -> None:
    answer = log_in(client)
    assert answer.status_code == 403
    assert "invite" in answer.content.decode()
    assert (Person.objects.count(), SocialAccount.objects.count()) == (0, 0)


def test_a_closed_account_stays_closed(client: Client, issuer: Issuer, kari: Person) -> None:
    log_in(client)
    Person.objects.filter(id=kari.id).update(is_active=False)
    assert signed_in(client) is None
    other = Client()
    log_in(other)
    assert signed_in(other) is None


def test_the_identity_number_is_stored_nowhere(client: Client, issuer: Issuer, kari: Person) -> None:
    log_in(client)
    pid = issuer.visitor.pid
    kept = [SocialAccount.objects.values(), SocialToken.objects.values(), Person.objects.values()]
    kept.append(session.get_decoded() for session in Session.objects.all())
    assert pid not in repr([list(rows) for rows in kept])
    assert not SocialToken.objects.exists()


@pytest.mark.parametrize("acr", ["idporten-loa-low", "", "idporten-loa-substantial2", "Level4", "high"])
def test_too_low_a_level_is_told_and_gives_no_session(
    client: Client, issuer: Issuer, kari: Person, acr: str
) -> None:
    issuer.visitor = Visitor(acr=acr)
    answer = log_in(client)
    assert answer.status_code == 401
    assert "lower level" in answer.content.decode()
    assert signed_in(client) is None


def test_a_higher_level_is_welcome(client: Client, issuer: Issuer, kari: Person) -> None:
    issuer.visitor = Visitor(acr="idporten-loa-high")
    log_in(client)
    about = signed_in(client)
    assert about
    assert about["second_factor"] is True


def test_a_low_level_where_it_is_enough_is_one_step(
    client: Client, issuer: Issuer, kari: Person, settings: Settings
) -> None:
    configure(settings, issuer, acr="idporten-loa-low")
    issuer.visitor = Visitor(acr="idporten-loa-low")
    log_in(client)
    about = signed_in(client)
    assert about
    assert about["second_factor"] is False


def test_a_second_factor_here_is_asked_for_after_a_low_level_only(
    client: Client, issuer: Issuer, kari: Person, settings: Settings
) -> None:
    TOTP.activate(kari, generate_totp_secret())
    assert log_in(client).headers["Location"] == "/"
    configure(settings, issuer, acr="idporten-loa-low")
    issuer.visitor = Visitor(acr="idporten-loa-low")
    assert log_in(Client()).headers["Location"] == "/account/second-step/"


def test_linking_takes_a_confirmed_session_and_then_signs_in(client: Client, issuer: Issuer) -> None:
    person = people.person("Ola Eksempel", password="lang nok til proven")
    issuer.visitor = Visitor(email=None)
    client.post("/account/login/", {"login": person.email, "password": "lang nok til proven"})
    assert client.post(GO, {"process": "connect"}).headers["Location"].startswith("/you/confirm/")
    client.post("/you/confirm/", {"password": "lang nok til proven"})
    assert log_in(client, process="connect").headers["Location"] == "/you/"
    assert SocialAccount.objects.filter(user=person).exists()
    other = Client()
    assert log_in(other).status_code == 302
    assert signed_in(other)


def test_a_link_of_another_is_not_taken_over(client: Client, issuer: Issuer, kari: Person) -> None:
    log_in(Client())
    thief = people.person("Tyv Eksempel")
    people.sign_in(client, thief)
    log_in(client, process="connect")
    assert SocialAccount.objects.get().user == kari


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_next_leads_nowhere_else(client: Client, issuer: Issuer, kari: Person, target: str) -> None:
    assert log_in(client, next=target).headers["Location"] == "/"


def test_logging_in_gives_the_session_a_new_key(client: Client, issuer: Issuer, kari: Person) -> None:
    back = follow(start(client))
    before = client.session.session_key
    client.get(back)
    assert signed_in(client)
    assert client.session.session_key != before
