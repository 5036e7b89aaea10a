"""What goes wrong with passwords and e-mail addresses is told in the reader's language, in words of our own."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from dugnad.web.borrowed import COUNTED, TEXTS
from dugnad.web.identity.links import password_link
from tests import people

PASSWORD = "riktig hest batteri stift"
GOOD = "fire helt andre ord"
LANGUAGES = ((0, "nb"), (1, "nn"), (2, "en"))
REQUIRED = ("Dette feltet må fylles ut.", "Dette feltet må fyllast ut.", "This field is required.")
DIFFERENT = (
    "Skriv det samme passordet begge gangene.",
    "Skriv det same passordet begge gongene.",
    "You must type the same password each time.",
)
SHORT = (
    "Passordet er for kort. Det må ha minst 12 tegn.",
    "Passordet er for kort. Det må ha minst 12 teikn.",
    "This password is too short. It must contain at least 12 characters.",
)
COMMON = (
    "Passordet er for vanlig og lett å gjette.",
    "Passordet er for vanleg og lett å gjette.",
    "This password is too common.",
)
LIKE_ME = (
    "Passordet ligner for mye på navnet ditt eller e-postadressen din.",
    "Passordet liknar for mykje på namnet ditt eller e-postadressa di.",
    "The password is too like your name or your e-mail address.",
)
WRONG_NOW = (
    "Skriv passordet du har nå.",
    "Skriv passordet du har no.",
    "Write the password that you have now.",
)
NO_ADDRESS = (
    "Skriv en gyldig e-postadresse, for eksempel navn@kommune.no.",
    "Skriv ei gyldig e-postadresse, til dømes namn@kommune.no.",
    "Enter a valid email address.",
)
CHOICES: list[tuple[dict[str, str], str, tuple[str, str, str]]] = [
    ({"password1": "", "password2": ""}, "password1", REQUIRED),
    ({"password1": GOOD, "password2": "noe helt annet her"}, "password2", DIFFERENT),
    ({"password1": "kort", "password2": "kort"}, "password1", SHORT),
    ({"password1": "qwerty123456", "password2": "qwerty123456"}, "password1", COMMON),
    ({"password1": "Kari Eksempel", "password2": "Kari Eksempel"}, "password1", LIKE_ME),
]


@pytest.fixture(autouse=True)
def quick(settings: Settings, db: None) -> None:
    """A cheap hash, and no tries left over from another test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


def signed_in(language: str, **person: Any) -> Client:
    client = Client()
    people.sign_in(client, people.person("Kari Eksempel", **person), second_factor=True)
    client.cookies["django_language"] = language
    return client


def told(client: Client, path: str, data: dict[str, str]) -> dict[str, list[str]]:
    """The messages at the form's fields, as the page shows them."""
    answer = client.post(path, data)
    with translation.override(client.cookies["django_language"].value):
        faults = answer.context["form"].errors.items()
        shown = {name: [str(text) for text in texts] for name, texts in faults}
    for texts in shown.values():
        assert all(text in answer.content.decode() for text in texts)
    return shown


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
@pytest.mark.parametrize(("data", "field", "words"), CHOICES)
def test_what_is_wrong_with_a_new_password(
    data: dict[str, str], field: str, words: tuple[str, str, str], place: int, language: str
) -> None:
    client = signed_in(language, password=PASSWORD)
    shown = told(client, "/you/password/", {"oldpassword": PASSWORD, **data})
    assert shown[field] == [words[place]]


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_what_is_wrong_with_the_other_forms(place: int, language: str) -> None:
    client = signed_in(language, password=PASSWORD)
    good = {"password1": GOOD, "password2": GOOD}
    assert told(client, "/you/password/", {"oldpassword": "feil", **good}) == {
        "oldpassword": [WRONG_NOW[place]]
    }
    client.post("/you/confirm/", {"password": PASSWORD})
    assert told(client, "/you/email/", {"email": "kari", "action_add": ""}) == {"email": [NO_ADDRESS[place]]}
    visitor = Client()
    visitor.cookies["django_language"] = language
    assert told(visitor, "/account/password/reset/", {"email": "kari@"}) == {"email": [NO_ADDRESS[place]]}
    assert told(visitor, "/account/login/", {"login": "", "password": ""}) == {
        "login": [REQUIRED[place]],
        "password": [REQUIRED[place]],
    }


@pytest.mark.parametrize(("place", "language"), LANGUAGES)
def test_what_is_wrong_with_a_password_chosen_by_a_link(place: int, language: str) -> None:
    visitor = Client()
    visitor.cookies["django_language"] = language
    link = password_link(people.person("Kari Eksempel", password=PASSWORD))
    path = visitor.get(link).headers["Location"]
    for data, field, words in CHOICES:
        assert told(visitor, path, data)[field] == [words[place]]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_borrowed_text_has_words_of_our_own(language: str) -> None:
    with translation.override(language):
        for text in TEXTS:
            assert translation.gettext(text) != text
    assert len(COUNTED) == 3
