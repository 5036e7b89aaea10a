"""A provider of the tests' own, and who logs in through it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django.fixtures import Settings

from dugnad.kernel.identity.models import Person
from tests import people
from tests.oidc import issuer as standin
from tests.oidc.issuer import Issuer
from tests.oidc.logging_in import configure


@pytest.fixture
def client() -> Client:
    """A reader of English, in whose words the tests look."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def issuer(settings: Settings) -> Iterator[Issuer]:
    with standin.running() as running:
        configure(settings, running)
        yield running


@pytest.fixture
def kari() -> Person:
    """Someone who was invited and has shown that the address is hers."""
    person = people.person("Kari Eksempel", people.city("Eksempel by"))
    EmailAddress.objects.filter(user=person).update(email="kari@eksempel.example")
    Person.objects.filter(id=person.id).update(email="kari@eksempel.example")
    person.refresh_from_db()
    return person
