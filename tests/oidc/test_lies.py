"""Every way in which a provider's answer may not be believed."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django.fixtures import Settings

from dugnad.kernel.identity.models import Person
from tests.oidc import issuer as standin
from tests.oidc.issuer import CLIENT_ID, Issuer, Lies, Visitor
from tests.oidc.logging_in import BACK, GO, configure, follow, log_in, signed_in, start

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("visitor", [Visitor(sub="24014021406", pid=""), Visitor(sub="x-1", pid="x-1")])
def test_a_subject_that_is_an_identity_number_is_refused(
    client: Client, issuer: Issuer, kari: Person, visitor: Visitor
) -> None:
    issuer.visitor = visitor
    assert log_in(client).status_code == 401
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "lies",
    [
        pytest.param(Lies(claims={"nonce": "another"}), id="wrong nonce"),
        pytest.param(Lies(drop=("nonce",)), id="no nonce"),
        pytest.param(Lies(claims={"aud": "another-client"}), id="wrong audience"),
        pytest.param(Lies(drop=("aud",)), id="no audience"),
        pytest.param(Lies(claims={"aud": [CLIENT_ID, "other"]}), id="two audiences, no azp"),
        pytest.param(Lies(claims={"azp": "other"}), id="wrong azp"),
        pytest.param(Lies(claims={"iss": "https://evil.example"}), id="wrong issuer"),
        pytest.param(Lies(drop=("iss",)), id="no issuer"),
        pytest.param(Lies(claims={"exp": 1_000_000_000}), id="expired"),
        pytest.param(Lies(drop=("exp",)), id="never expires"),
        pytest.param(Lies(claims={"iat": 4_000_000_000}), id="from the future"),
        pytest.param(Lies(drop=("sub",)), id="no subject"),
        pytest.param(Lies(algorithm="none"), id="alg none"),
        pytest.param(Lies(algorithm="HS256"), id="public key as shared secret"),
        pytest.param(Lies(foreign_key=True), id="another's key"),
        pytest.param(
            Lies(other_subject_in_userinfo=True, email_only_in_userinfo=True), id="other's userinfo"
        ),
        pytest.param(Lies(token_answer=b"not json"), id="answer is no JSON"),
        pytest.param(Lies(token_answer=b'{"access_token": "a"}'), id="no ID token"),
        pytest.param(
            Lies(token_answer=b'{"access_token": "a", "id_token": "x.y.z"}'), id="ID token is noise"
        ),
    ],
)
def test_what_does_not_hold_gives_no_session(
    client: Client, issuer: Issuer, kari: Person, lies: Lies
) -> None:
    issuer.lies = lies
    answer = log_in(client)
    assert answer.status_code == 401
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_a_code_works_once(client: Client, issuer: Issuer, kari: Person) -> None:
    back = follow(start(client))
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 401
    stolen = Client()
    assert stolen.get(back).status_code == 401
    assert signed_in(stolen) is None


def test_a_stolen_code_in_another_session_is_refused_by_the_issuer(
    client: Client, issuer: Issuer, kari: Person
) -> None:
    """The thief has a state of their own, but not the verifier."""
    code = parse_qs(urlsplit(follow(start(client))).query)["code"][0]
    thief = Client()
    state = parse_qs(urlsplit(start(thief)).query)["state"][0]
    answer = thief.get(BACK, {"code": code, "state": state})
    assert (answer.status_code, issuer.refusals) == (401, ["invalid_grant"])
    assert signed_in(thief) is None


def test_a_session_without_verifier_does_not_even_ask(client: Client, issuer: Issuer, kari: Person) -> None:
    back = follow(start(client))
    session = client.session
    for stashed in session["socialaccount_states"].values():
        stashed[0]["pkce_code_verifier"] = None
    session.save()
    assert client.get(back).status_code == 401
    assert signed_in(client) is None
    assert issuer.codes


@pytest.mark.parametrize("change", [{"state": "another"}, {"state": ""}, {"state": None}])
def test_a_state_that_is_not_this_sessions_is_refused(
    client: Client, issuer: Issuer, kari: Person, change: dict[str, str | None]
) -> None:
    sent = {name: values[0] for name, values in parse_qs(urlsplit(follow(start(client))).query).items()}
    query = {name: value for name, value in (sent | change).items() if value is not None}
    assert client.get(BACK, query).status_code == 401
    assert signed_in(client) is None


def test_breaking_off_is_told_kindly(client: Client, issuer: Issuer) -> None:
    state = parse_qs(urlsplit(start(client)).query)["state"][0]
    answer = client.get(BACK, {"error": "access_denied", "state": state}, follow=True)
    assert answer.status_code == 200
    assert "broke off" in answer.content.decode()


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://evil.example/authorize"},
        {"token_endpoint": "http://evil.example/token"},
        {"token_endpoint": ""},
        {"jwks_uri": "ftp://evil.example"},
        {"userinfo_endpoint": "http://evil.example"},
    ],
)
def test_a_description_that_could_be_listened_in_on_is_refused(
    client: Client, issuer: Issuer, discovery: dict[str, str]
) -> None:
    issuer.lies = Lies(other_discovery=discovery)
    assert client.post(GO).status_code == 401


def test_an_issuer_that_does_not_answer_is_told(client: Client, settings: Settings) -> None:
    with standin.running() as gone:
        configure(settings, gone)
    answer = client.post(GO)
    assert answer.status_code == 401
    assert "does not answer" in answer.content.decode()


def test_no_provider_no_way(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert (client.post(GO).status_code, client.get(BACK).status_code) == (404, 404)
    assert "ID-porten" not in client.get("/account/login/").content.decode()
