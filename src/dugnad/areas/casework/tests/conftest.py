"""A city with the kindergarten fee in use, a parent and a case worker; registers and post are stand-ins."""

from __future__ import annotations

from typing import Any

import pytest

from dugnad.areas.casework.tests.making_cases import adopted
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people


@pytest.fixture(autouse=True)
def _stand_ins(settings: Any) -> None:
    settings.REGISTERS = "dugnad.connectors.registers.standin.InventedRegisters"
    settings.POST = "dugnad.connectors.post.standin.InventedPost"


@pytest.fixture
def city() -> Organisation:
    made = people.city("Eksempel kommune")
    adopted(made)
    return made


@pytest.fixture
def parent() -> Person:
    return people.person("Kari Eksempel")


@pytest.fixture
def worker(city: Organisation) -> Person:
    return people.person("Sara Eksempel", city, "caseworker")
