"""What a body of the API may hold: text that every database can keep."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from tests import people

pytestmark = pytest.mark.django_db
WHERE = "/api/v1/services/places/at"


def _status(body: str) -> int:
    return Client().post(WHERE, body, content_type="application/json").status_code


@pytest.mark.parametrize("text", [r"\ud800", r"\udc00\ud800"])
def test_what_is_no_text_is_refused(text: str) -> None:
    assert _status(f'{{"latitude": "{text}"}}') == 400


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        (r'{"latitude": "\u0000"}', ["#/latitude"]),
        (r'{"latitude": 1, "of": [{"it": "a\\\u0000b"}, {"it": "b"}]}', ["#/of/0/it"]),
        (r'{"la\u0000titude": 1}', ["#/body"]),
        (r'["\u0000", "\\u0000", "\u0000"]', ["#/0", "#/2"]),
    ],
)
def test_nul_is_told_at_its_field(body: str, pointers: list[str]) -> None:
    answer = Client(headers={"Accept-Language": "nn"}).post(WHERE, body, content_type="application/json")
    assert answer.status_code == 422
    told = answer.json()["errors"]
    assert [fault["pointer"] for fault in told] == pointers
    assert {fault["detail"] for fault in told} == {"Teksten har teikn som ikkje kan brukast."}


@pytest.mark.parametrize("text", [r"\\u0000", r"\ud83d\ude00", r"\u00e5"])
def test_what_only_looks_like_it_is_read(text: str) -> None:
    assert _status(f'{{"latitude": "{text}"}}') != 400


@pytest.mark.postgres
def test_nul_in_an_address_is_told_at_its_name() -> None:
    assert connection.vendor == "postgresql"
    client = Client(headers={"Accept-Language": "en"})
    people.sign_in(client, people.person("Kari Eksempel", people.city("Eksempel by"), "administrator"))
    answer = client.get("/api/v1/competence/requests", {"state": "a\0"})
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/state"]
