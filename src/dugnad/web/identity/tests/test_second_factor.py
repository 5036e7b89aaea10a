"""The second step: codes from an app, recovery codes, and answers of passkeys that are none."""

from __future__ import annotations

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from dugnad.kernel.identity import assurance
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.sealing import Unreadable, unseal
from dugnad.kernel.ledger.models import Event
from dugnad.web.identity.tests.conftest import PASSWORD
from dugnad.web.identity.tests.doing import SECOND, code, log_in, set_up_app, you
from tests import people


def names_of(person: Person) -> list[str]:
    return list(Event.objects.filter(thing=person.id).order_by("id").values_list("name", flat=True))


def second_factor(client: Client) -> bool | None:
    about = you(client)
    return about and about["second_factor"]


@pytest.fixture
def secret(client: Client, kari: Person) -> str:
    """Kari has an app and has signed out again."""
    log_in(client, kari)
    secret = set_up_app(client)
    client.post("/account/logout/")
    return secret


def test_setting_up_an_app(client: Client, kari: Person) -> None:
    log_in(client, kari)
    assert second_factor(client) is False
    secret = set_up_app(client)
    kinds = list(Authenticator.objects.filter(user=kari).values_list("type", flat=True).order_by("type"))
    assert kinds == ["recovery_codes", "totp"]
    assert secret not in repr(list(Authenticator.objects.values_list("data", flat=True)))
    assert {"identity.factor_added", "identity.codes_made"} <= set(names_of(kari))


def test_a_wrong_first_code_turns_nothing_on(client: Client, kari: Person) -> None:
    log_in(client, kari)
    client.post("/you/confirm/", {"password": PASSWORD})
    client.get("/you/two-step/app/")
    answer = client.post("/you/two-step/app/", {"code": "000000"})
    assert answer.status_code == 200
    assert "not right" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_picture_is_inline_and_has_no_style(client: Client, kari: Person) -> None:
    log_in(client, kari)
    client.post("/you/confirm/", {"password": PASSWORD})
    answer = client.get("/you/two-step/app/")
    svg = re.search(r"<svg class=\"qr\".*?</svg>", answer.content.decode(), re.S)
    assert svg
    assert "style" not in svg[0]
    assert "nonce-" in answer.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"].count("no-store")


def test_the_password_alone_does_not_sign_in(client: Client, kari: Person, secret: str) -> None:
    assert log_in(client, kari).headers["Location"] == SECOND
    assert you(client) is None
    assert client.get("/you/").status_code == 302


def test_a_code_completes_the_sign_in_and_is_told_truthfully(
    client: Client, kari: Person, secret: str
) -> None:
    log_in(client, kari, next="/you/")
    # The code that set the app up counts as used by nobody: take the next one.
    answer = client.post(SECOND, {"code": code(secret, 1)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/you/")
    assert second_factor(client) is True


def test_a_code_works_once_while_it_is_valid(client: Client, kari: Person, secret: str) -> None:
    used = code(secret, 1)
    log_in(client, kari)
    client.post(SECOND, {"code": used})
    other = Client(headers={"accept-language": "en"})
    log_in(other, kari)
    for written in (used, f"{used[:3]} {used[3:]}", f"{used[:3]}-{used[3:]}"):
        assert "not right" in other.post(SECOND, {"code": written}).content.decode()
    assert you(other) is None


def test_codes_of_two_minutes_ago_are_too_old(client: Client, kari: Person, secret: str) -> None:
    log_in(client, kari)
    for steps in (-4, 4):
        client.post(SECOND, {"code": code(secret, steps)})
    assert you(client) is None


def test_guessing_codes_is_stopped(client: Client, kari: Person, secret: str) -> None:
    log_in(client, kari)
    wrong = f"{(int(code(secret, 1)) + 7) % 1_000_000:06d}"
    for _ in range(5):
        client.post(SECOND, {"code": wrong})
    assert "Too many tries" in client.post(SECOND, {"code": code(secret, 1)}).content.decode()
    assert you(client) is None
    assert names_of(kari).count("identity.second_step_failed") == 5


def test_recovery_codes_are_shown_once_and_work_once(client: Client, kari: Person) -> None:
    log_in(client, kari)
    set_up_app(client)
    page = client.get("/you/two-step/codes/").content.decode()
    codes = re.findall(r"<code>(\d{4} \d{4})</code>", page)
    assert len(codes) == 10
    assert "<code>" not in client.get("/you/two-step/codes/").content.decode()
    client.post("/account/logout/")
    log_in(client, kari)
    client.post(SECOND, {"code": codes[0]})
    assert second_factor(client) is True
    other = Client()
    log_in(other, kari)
    other.post(SECOND, {"code": codes[0]})
    assert you(other) is None


def test_new_recovery_codes_replace_the_old(client: Client, kari: Person) -> None:
    log_in(client, kari)
    set_up_app(client)
    old = re.findall(r"<code>(\d{4} \d{4})</code>", client.get("/you/two-step/codes/").content.decode())
    client.post("/you/two-step/codes/new/")
    new = re.findall(r"<code>(\d{4} \d{4})</code>", client.get("/you/two-step/codes/").content.decode())
    assert len(new) == 10
    assert not set(old) & set(new)


def test_confirming_with_a_code_makes_the_session_two_step(client: Client, kari: Person) -> None:
    log_in(client, kari)
    secret = set_up_app(client)
    assert second_factor(client) is False
    client.post("/you/confirm/code/", {"code": code(secret, 1)})
    assert second_factor(client) is True


def test_removing_the_app(client: Client, kari: Person) -> None:
    log_in(client, kari)
    set_up_app(client)
    assert client.post("/you/two-step/app/remove/").headers["Location"] == "/you/two-step/"
    assert not Authenticator.objects.filter(user=kari).exists()
    assert names_of(kari)[-1] == "identity.factor_removed"


def test_a_mark_never_counts_for_another(client: Client, kari: Person) -> None:
    people.sign_in(client, kari)
    session = client.session
    session[assurance.TWO_STEPS] = str(people.person("Ola Eksempel").id)
    session.save()
    assert second_factor(client) is False


def test_a_step_begun_in_vain_does_not_help_the_next(client: Client, kari: Person, secret: str) -> None:
    """Kari proves her second step in this browser and is closed out; Ola then signs in with a password only."""
    ola = people.person("Ola Eksempel", password=PASSWORD)
    log_in(client, kari)
    Person.objects.filter(id=kari.id).update(is_active=False)
    client.post(SECOND, {"code": code(secret, 1)})
    client.post("/account/logout/")
    log_in(client, ola)
    about = you(client)
    assert about
    assert (about["id"], about["second_factor"]) == (str(ola.id), False)


def test_secrets_are_unreadable_with_another_key(
    client: Client, kari: Person, secret: str, settings: object
) -> None:
    sealed = Authenticator.objects.get(user=kari, type="totp").data["secret"]
    assert unseal(sealed) == secret
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another" * 10  # type: ignore[attr-defined]
    assert unseal(sealed) == secret
    settings.SECRET_KEY_FALLBACKS = []  # type: ignore[attr-defined]
    with pytest.raises(Unreadable):
        unseal(sealed)


NOISE: list[object] = [
    {},
    [],
    "x",
    None,
    7,
    {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}},
    {"id": "AA", "rawId": "!!", "type": "public-key", "response": {"clientDataJSON": "AA"}},
    {
        "id": "AA",
        "rawId": "AA",
        "type": "x",
        "response": {"clientDataJSON": "e30", "attestationObject": "oA"},
    },
    {
        "id": "AA",
        "rawId": "AA",
        "type": "public-key",
        "response": {"clientDataJSON": "e30", "attestationObject": "oA", "userHandle": "zzzz"},
        "clientExtensionResults": [],
    },
    {
        "id": "AA",
        "rawId": "AA",
        "type": "public-key",
        "response": {
            "clientDataJSON": "e30",
            "authenticatorData": "AA",
            "signature": "AA",
            "userHandle": "AA",
        },
    },
    {"response": None},
    {"response": {"userHandle": 5}},
]


@pytest.mark.parametrize("noise", NOISE, ids=range(len(NOISE)))
def test_noise_instead_of_a_passkey_is_refused(client: Client, kari: Person, noise: object) -> None:
    body = {"credential": json.dumps(noise), "name": "x", "passwordless": "on"}
    client.get("/account/passkey/", headers={"x-requested-with": "XMLHttpRequest"})
    assert client.post("/account/passkey/", body).status_code == 302
    assert you(client) is None
    log_in(client, kari)
    client.post("/you/confirm/", {"password": PASSWORD})
    client.get("/you/two-step/passkeys/add/")
    assert client.post("/you/two-step/passkeys/add/", body).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_demo_mark_needs_the_demo(client: Client, kari: Person) -> None:
    people.sign_in(client, kari)
    session = client.session
    session[assurance.DEMO] = str(kari.id)
    session.save()
    assert you(client) is None
