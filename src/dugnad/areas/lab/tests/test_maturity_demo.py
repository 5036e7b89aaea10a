"""The demo shows what the test is for: change from T0 to T1, and an average that may be shown."""

from __future__ import annotations

import pytest

from dugnad.areas.lab.maturity.blocks import average_for
from dugnad.areas.lab.maturity.demo import PUBLIC, SENSOR, SIMILAR, make
from dugnad.areas.lab.models import Answer, Assessment
from dugnad.kernel.identity.models import Person
from tests import people

pytestmark = pytest.mark.django_db


def make_network() -> None:
    """As much of the demo's network as the rounds need."""
    for name, _about, _share in SIMILAR:
        people.company(name)
    answering = {"eirik.moe": people.company(SENSOR), "ingrid.solheim": people.city(PUBLIC)}
    for name, organisation in answering.items():
        someone = people.person(name, organisation)
        Person.objects.filter(id=someone.id).update(email=f"{name}@eksempel.example")


def test_the_demo_has_two_rounds_and_an_average_and_is_made_once() -> None:
    make_network()
    make()
    before = Answer.objects.count()
    make()
    assert Answer.objects.count() == before
    first, second = Assessment.objects.filter(organisation__name=SENSOR).order_by("number")
    assert first.scores
    assert second.scores
    assert second.scores[-1] > first.scores[-1]
    found = average_for(second)
    assert found
    assert found.organisations == 5
    open_one = Assessment.objects.get(organisation__name=PUBLIC)
    assert (open_one.test, open_one.finished_at, open_one.answers.count()) == ("public", None, 6)


def test_without_the_network_nothing_is_made() -> None:
    make()
    assert not Assessment.objects.exists()
