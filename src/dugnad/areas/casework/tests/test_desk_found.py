"""A case worker finds the desk from the area's first page, and an archivist the archive; nobody else sees them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dugnad.areas.casework.cases import appeals
from dugnad.areas.casework.cases.overview import desks, happening
from dugnad.areas.casework.tests.making_cases import sent
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation
from tests import people

pytestmark = pytest.mark.django_db


def _front(role: str, city: Organisation) -> str:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, people.person("Vera Eksempel", city, role))
    return client.get(reverse("casework:packages")).content.decode()


def test_the_first_page_shows_a_case_worker_what_waits(city: Organisation) -> None:
    parent = people.person("Kari Eksempel")
    sent(city, parent, "Bo", decided_by="person")
    decided = sent(city, parent)
    appeals.appeal(actor=people.acting(parent), case=decided.id, says="Eksempel")
    page = _front("caseworker", city)
    assert f'"{reverse("casework:desk", args=[city.id])}"' in page
    assert "2 cases to decide, one appeal to answer" in page


def test_the_first_page_shows_an_archivist_the_archive_only(city: Organisation) -> None:
    page = _front("archivist", city)
    assert reverse("casework:archive", args=[city.id]) in page
    assert f'"{reverse("casework:desk", args=[city.id])}"' not in page


@pytest.mark.parametrize("role", ["member", "lawyer", "administrator"])
def test_others_are_shown_no_desk(city: Organisation, role: str) -> None:
    page = _front(role, city)
    assert f'"{reverse("casework:desk", args=[city.id])}"' not in page
    assert reverse("casework:archive", args=[city.id]) not in page


def test_the_house_tells_how_many_cases_wait_and_only_at_ones_own_desk(city: Organisation) -> None:
    other = people.city("Annen eksempelkommune")
    parent = people.person("Kari Eksempel")
    worker = people.acting(people.person("Vera Eksempel", city, "caseworker"))
    assert list(happening(worker)) == []
    sent(city, parent, decided_by="person")
    sent(city, parent, "Bo", decided_by="person")
    [(words, address)] = happening(worker)
    assert "2 cases to decide" in words
    assert address == reverse("casework:desk", args=[city.id])
    assert list(happening(people.acting(people.person("Ole Eksempel", other, "caseworker")))) == []
    assert [one.cases for one in desks(worker)] == [2]
    assert desks(Actor(operator=True)) == []
