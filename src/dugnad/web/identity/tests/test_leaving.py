"""A device keeps nothing after signing out, and a demo still changes persons."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import people

pytestmark = pytest.mark.django_db
HEADER = "Clear-Site-Data"


def test_signing_out_has_the_browser_forget_what_was_shown(client: Client) -> None:
    people.sign_in(client, people.person("Kari Eksempel"))
    assert HEADER not in client.get("/").headers
    assert HEADER not in client.get("/account/logout/").headers
    answer = client.post("/account/logout/")
    assert answer.status_code == 302
    assert answer.headers[HEADER] == '"cache", "storage"'
    assert HEADER not in client.post("/account/logout/").headers


def test_erasing_by_api_has_the_browser_forget_too(client: Client) -> None:
    person = people.person("Kari Eksempel")
    people.sign_in(client, person)
    answer = client.post("/api/v1/you/data/erase", {"typed": person.email}, content_type="application/json")
    assert answer.status_code == 204
    assert HEADER in answer.headers
