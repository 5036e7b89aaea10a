"""What a person does to sign in, as the tests do it."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from dugnad.kernel.identity.models import Person
from dugnad.web.identity.tests.conftest import PASSWORD

LOGIN, SECOND = "/account/login/", "/account/second-step/"


def log_in(client: Client, person: Person, password: str = PASSWORD, **data: str) -> HttpResponse:
    return client.post(LOGIN, {"login": person.email, "password": password, **data})


def you(client: Client) -> dict[str, Any] | None:
    """The API's word for who is signed in, if anyone is."""
    answer = client.get("/api/v1/you")
    return answer.json() if answer.status_code == 200 else None


def code(secret: str, steps: int = 0) -> str:
    """The code that an app shows now, or so many steps of 30 seconds later (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(client: Client) -> str:
    """Turn on two-step sign-in with an app, reading the secret from the page; gives the secret."""
    client.post("/you/confirm/", {"password": PASSWORD})
    page = client.get("/you/two-step/app/").content.decode()
    found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert found
    secret = unescape(found[1]).replace(" ", "")
    answer = client.post("/you/two-step/app/", {"code": code(secret)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/you/two-step/codes/")
    return secret
