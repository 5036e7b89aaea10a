"""The demo's agreements."""

from __future__ import annotations

import pytest

from dugnad.areas.agreements.demo import BERGEN, DRONE, OSLO, SENSOR, make_demo
from dugnad.areas.agreements.models import Agreement
from dugnad.areas.agreements.selectors import status_of
from dugnad.areas.agreements.tests import makers
from dugnad.areas.agreements.verification import examine, tell
from dugnad.kernel.agreements.models import Grant
from dugnad.kernel.organisations.models import Organisation
from tests import people


@pytest.fixture
def network(db: None) -> None:
    for name, number in (("Oslo", OSLO), ("Bergen", BERGEN)):
        made = people.city(name)
        Organisation.objects.filter(id=made.id).update(number=number)
        people.person(f"{name}s signatar", made, "signatory")
    for name in (SENSOR, DRONE):
        people.person(f"{name} leder", people.company(name), "signatory")


def test_the_demo_has_one_of_each(network: None) -> None:
    for _ in range(2):
        make_demo()
    found = {row.title: row for row in Agreement.objects.all()}
    states = sorted(status_of(row) for row in found.values())
    assert states == ["draft", "expired", "in_force", "signing"]
    for row in found.values():
        if row.signed_at:
            assert tell(examine(makers.pdf_of(row))).ok, row.title
    assert Grant.objects.count() == 4
    assert len(makers.events("agreements.expired")) == 1


def test_without_its_network_the_demo_makes_nothing(db: None) -> None:
    make_demo()
    assert not Agreement.objects.exists()
