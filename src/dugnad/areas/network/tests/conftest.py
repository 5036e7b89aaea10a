"""A browser and an API client that ask for English, and grants as signed agreements leave them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.kernel.agreements.models import Grant
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests.people import city, person, sign_in

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def web() -> Client:
    """A visitor's browser."""
    return Client(headers=ENGLISH)


@pytest.fixture
def web_of() -> Callable[..., Client]:
    """The browser of a person who is signed in."""

    def opened(someone: Any) -> Client:
        client = Client(headers=ENGLISH)
        sign_in(client, someone)
        return client

    return opened


@pytest.fixture
def grant() -> Callable[..., Grant]:
    """Writes a grant that is active now, or with `start`, `end` and `off` as given."""

    def made(
        giver: Organisation, receiver: Organisation, data: str = "drill records", **changed: Any
    ) -> Grant:
        now = timezone.now()
        values = {
            "purpose": "learning",
            "start": now - timedelta(days=1),
            "end": now + timedelta(days=30),
            "agreement": uuid4(),
            "agreement_title": "Safe buildings",
            "clause": 3,
            "agreed_on": date(2026, 11, 1),
        }
        return Grant.objects.create(giver=giver, receiver=receiver, data=data, **{**values, **changed})

    return made


@pytest.fixture
def oslo() -> Organisation:
    return city("Oslo")


@pytest.fixture
def boss(oslo: Organisation) -> Person:
    """Who administers Oslo."""
    return person("Berit Boss", oslo, "administrator")


@pytest.fixture
def admin(web_of: Callable[..., Client], boss: Person) -> Client:
    return web_of(boss)
