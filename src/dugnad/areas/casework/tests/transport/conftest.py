"""A city that decides for the county too, a town that does not, and an invented road."""

from __future__ import annotations

import pytest

from dugnad.areas.casework.models import WalkingNetwork
from dugnad.areas.casework.tests import making_transport as making
from dugnad.areas.casework.tests.making_transport import COUNTY
from dugnad.kernel.organisations.models import Organisation
from tests import people


@pytest.fixture(autouse=True)
def _places(monkeypatch: pytest.MonkeyPatch) -> None:
    making.registers(monkeypatch)


@pytest.fixture
def city() -> Organisation:
    """A city that decides for the county too, as Oslo."""
    made = people.city("Eksempel kommune")
    making.adopted(made, bodies=COUNTY)
    return made


@pytest.fixture
def town() -> Organisation:
    """A city that decides on danger alone, as Bergen."""
    made = people.city("Eksempel by")
    making.adopted(made)
    return made


@pytest.fixture
def road(city: Organisation) -> WalkingNetwork:
    return making.network(city)
