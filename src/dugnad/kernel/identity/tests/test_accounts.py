"""Accounts: made, closed, given back and erased."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from dugnad.kernel.access import Actor
from dugnad.kernel.identity import personal, services
from dugnad.kernel.identity.models import AccessToken, Person, SignIn
from dugnad.kernel.identity.tokens import make_token
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.problems import Forbidden, Invalid, NotFound
from tests import people

pytestmark = pytest.mark.django_db


def add(**changes: str) -> Person:
    wanted = {"email": "Kari@Eksempel.example ", "name": "Kari  Eksempel", "language": "nn"} | changes
    return services.add_person(actor=people.PLATFORM, **wanted)


def test_an_account_begins_with_a_verified_address() -> None:
    person = add(password="riktig hest batteri stift")
    assert (person.email, person.name, person.language) == ("kari@eksempel.example", "Kari Eksempel", "nn")
    assert person.check_password("riktig hest batteri stift")
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == (person.email, True, True)
    assert services.person_of(" KARI@eksempel.example") == person
    assert Event.objects.filter(name="identity.person_added", thing=person.id).exists()


def test_without_a_password_there_is_none_to_guess() -> None:
    assert not add().has_usable_password()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", ""),
        ("name", "  "),
        ("name", "x" * 121),
        ("language", "de"),
        ("password", "short"),
        ("password", "kari eksempel kari"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(field: str, value: str) -> None:
    with pytest.raises(Invalid) as told:
        add(**{field: value})
    assert list(told.value.fields) == [field]
    assert not Person.objects.exists()


def test_an_address_has_one_account() -> None:
    add()
    with pytest.raises(Invalid) as told:
        add()
    assert list(told.value.fields) == ["email"]


def test_an_unverified_address_finds_nobody() -> None:
    person = add()
    EmailAddress.objects.update(verified=False)
    assert services.person_of(str(person.email)) is None


def test_only_operators_close_accounts() -> None:
    person = add()
    with pytest.raises(NotFound):
        services.close_account(actor=people.acting(people.person("Ola")), person=person.id)
    with pytest.raises(Forbidden):
        services.close_account(actor=people.acting(person), person=person.id)
    with pytest.raises(NotFound):
        services.close_account(actor=people.PLATFORM, person=uuid4())


def whole(person: Person) -> None:
    """Everything that can be stored about signing in."""
    client = Client()
    client.force_login(person)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    SocialAccount.objects.create(user=person, provider="oidc", uid="digest", extra_data={"acr": "high"})
    actor = Actor(person.id, second_factor=True)
    make_token(actor=actor, name="Sensors", scope="read", last_day=timezone.localdate())


def test_all_is_given_back_but_no_secret() -> None:
    person = add(password="riktig hest batteri stift")
    whole(person)
    exports = (personal.export_account, personal.export_sign_ins, personal.export_tokens)
    files = {name: content for export in exports for name, content in export(person.id)}
    assert set(files) == {"identity/account.json", "identity/sign-ins.json", "identity/tokens.json"}
    account = json.loads(files["identity/account.json"])
    assert (account["name"], account["email"]) == ("Kari Eksempel", "kari@eksempel.example")
    assert [factor["type"] for factor in account["second_factors"]] == ["totp", "recovery_codes"]
    assert account["log_in_providers"][0]["extra_data"] == {"acr": "high"}
    assert set(json.loads(files["identity/sign-ins.json"])[0]) == {"method", "agent", "began_at"}
    assert json.loads(files["identity/tokens.json"])[0]["name"] == "Sensors"
    everything = b"".join(files.values()).decode()
    for secret in (
        person.password,
        AccessToken.objects.get().digest,
        "seed",
        Session.objects.get().session_key,
    ):
        assert secret not in everything


def test_erasing_leaves_a_bare_id() -> None:
    person = add(password="riktig hest batteri stift")
    whole(person)
    other = people.person("Ola")
    erased = [
        erase(person.id) for erase in (personal.erase_account, personal.erase_sign_ins, personal.erase_tokens)
    ]
    assert all(count > 0 for count in erased)
    person.refresh_from_db()
    assert (person.name, person.email, person.is_active) == (personal.NAMELESS, None, False)
    assert person.erased_at
    assert not person.has_usable_password()
    assert not SignIn.objects.filter(person=person).exists()
    assert not AccessToken.objects.filter(person=person).exists()
    assert personal.erase_account(person.id) == 0
    assert EmailAddress.objects.filter(user=other).exists()
    with pytest.raises(NotFound):
        services.open_account(actor=people.PLATFORM, person=person.id)
    assert Event.objects.filter(name="identity.person_erased", thing=person.id).count() == 1
    assert add().id != person.id


def test_what_has_run_out_is_deleted() -> None:
    person = add()
    whole(person)
    cache.set("allauth:rl:ip:10.0.0.1", [1.0], timeout=60)
    now = timezone.now()
    assert personal.expire_sign_ins(now) == 0
    assert personal.expire_tokens(now) == 0
    later = now + timedelta(days=400)
    assert personal.expire_sign_ins(later) == 2
    assert personal.expire_tokens(later) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        assert cursor.fetchone() == (0,)
    assert not Session.objects.exists()
