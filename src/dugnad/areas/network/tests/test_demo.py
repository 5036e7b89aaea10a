"""The demo's network: real numbers are right, invented ones cannot be real, and running it again adds nothing."""

from __future__ import annotations

import pytest
from stdnum.no import orgnr

from dugnad.areas.network import demo, demo_data
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Membership, Organisation, Unit

HUBS = {"Halden", "Trondheim", "Mo i Rana", "Bergen", "Narvik", "Stavanger"}


def test_every_real_number_has_a_right_check_digit_and_is_there_once():
    numbers = [real.number for real in demo_data.REAL]
    assert all(orgnr.is_valid(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    assert {number[0] for number in numbers} <= {"8", "9"}


def test_a_synthetic_number_is_well_formed_and_no_real_one():
    found = [number for number, _ in zip(demo.synthetic_numbers(), range(200), strict=False)]
    assert all(orgnr.is_valid(number) and number[0] == "3" for number in found)
    assert len(set(found)) == 200


def test_people_can_only_be_examples():
    people = (demo_data.OPERATOR, *demo_data.PEOPLE)
    assert all(someone.email.endswith("@eksempel.example") for someone in people)


@pytest.mark.django_db
def test_the_demo_fills_the_network_once():
    demo.make()
    before = (
        Organisation.objects.count(),
        Unit.objects.count(),
        Membership.objects.count(),
        Event.objects.count(),
    )
    demo.make()
    after = (
        Organisation.objects.count(),
        Unit.objects.count(),
        Membership.objects.count(),
        Event.objects.count(),
    )
    assert before == after
    assert set(Organisation.objects.filter(kind="hub").values_list("place", flat=True)) == HUBS
    assert Organisation.objects.get(number="958935420").name == "Oslo kommune"
    assert Organisation.objects.get(number="964338531").name == "Bergen kommune"
    assert not Organisation.objects.filter(kind__in=["hub", "company", "research"], invented=False).exists()
    assert not Organisation.objects.filter(latitude=None).exists()
    assert not Person.objects.filter(invented=False).exists()
    assert Person.objects.filter(operator=True).count() == 1
    roles = Membership.objects.filter(organisation__name__in=["Oslo kommune", "Bergen kommune"])
    assert {"administrator", "signatory", "member"} <= set(roles.values_list("role", flat=True))
    assert not Membership.objects.filter(role="signatory", authority="").exists()
