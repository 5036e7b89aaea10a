"""What the tests of signing in share."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people

PASSWORD = "riktig hest batteri stift"


@pytest.fixture(autouse=True)
def quick(settings: Settings, db: None) -> None:
    """A cheap hash, and no tries left over from another test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def client() -> Client:
    """A reader of English, in whose words the tests look."""
    return Client(headers={"accept-language": "en", "user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})


@pytest.fixture
def kari() -> Person:
    return people.person("Kari Eksempel", people.city("Eksempel by"), "administrator", password=PASSWORD)


@pytest.fixture
def city(kari: Person) -> Organisation:
    """Kari's own."""
    return Organisation.objects.get(name="Eksempel by")
