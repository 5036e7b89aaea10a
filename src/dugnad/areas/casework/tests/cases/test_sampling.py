"""Of how many automatic decisions one is drawn: a city's choice, within bounds, by those who answer for it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dugnad.areas.casework.cases import sampling
from dugnad.areas.casework.models import Case
from dugnad.areas.casework.tests.making_cases import sent
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.models import Event
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound
from tests import people

pytestmark = pytest.mark.django_db


def _client(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    people.sign_in(client, person)
    return client


def test_a_city_that_chooses_every_decision_gets_every_decision(
    city: Organisation, parent: Person, worker: Person
) -> None:
    address = reverse("casework:figures", args=[city.id])
    assert 'value="20"' in _client(worker).get(address).content.decode()
    assert _client(worker).post(address, {"one_of": "1"}).status_code == 302
    assert sent(city, parent).sampled
    assert Event.objects.filter(name="casework.sampling_set").count() == 1


def test_one_of_so_many_is_drawn_and_another_city_keeps_its_own(city: Organisation, worker: Person) -> None:
    sampling.set_one_of(actor=people.acting(worker), organisation=city.id, number=4)
    other = people.city("Annen eksempelkommune")
    drawn = sum(sampling.drawn(Case(organisation=city)) for _ in range(2_000))
    assert 400 < drawn < 600
    assert sampling.one_of(other.id) == 20


@pytest.mark.parametrize("number", ["0", "-3", "1001", "", "mange"])
def test_a_number_that_cannot_be_is_told_at_the_field(
    city: Organisation, worker: Person, number: str
) -> None:
    answer = _client(worker).post(reverse("casework:figures", args=[city.id]), {"one_of": number})
    assert answer.status_code == 422
    assert "id_one_of_error" in answer.content.decode()
    assert sampling.one_of(city.id) == 20


@pytest.mark.parametrize("role", ["member", "administrator", "archivist"])
def test_others_neither_see_nor_choose(city: Organisation, role: str) -> None:
    person = people.person("Ole Eksempel", city, role)
    address = f"/api/v1/casework/organisations/{city.id}/sampling"
    client = _client(person)
    assert client.get(address).status_code == 404
    assert client.put(address, {"one_of": 5}, content_type="application/json").status_code == 404
    with pytest.raises(NotFound):
        sampling.set_one_of(actor=people.acting(person), organisation=city.id, number=5)


def test_the_api_reads_and_writes_it(city: Organisation, worker: Person) -> None:
    address = f"/api/v1/casework/organisations/{city.id}/sampling"
    client = _client(worker)
    answer = client.put(address, {"one_of": 7}, content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, {"one_of": 7})
    assert client.get(address).json() == {"one_of": 7}
    assert client.put(address, {"one_of": 0}, content_type="application/json").status_code == 422
