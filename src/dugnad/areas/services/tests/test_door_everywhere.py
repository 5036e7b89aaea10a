"""A full answer in each of Norway's municipalities, and what is told where nobody has confirmed a description."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from dugnad.areas.services.catalogue import services
from dugnad.areas.services.catalogue.areas import around, today
from dugnad.areas.services.demo import described
from dugnad.areas.services.door.deliveries import delivery
from dugnad.areas.services.door.districts import DISTRICTS
from dugnad.areas.services.door.places import look_up
from dugnad.areas.services.door.responsible import responsible
from dugnad.areas.services.door.shelf import families_by_slug
from dugnad.areas.services.models import Service
from dugnad.areas.services.tests import making
from dugnad.kernel.problems import Forbidden, NotFound
from tests.people import acting, city, person, sign_in

COUNTIES = 15


def _described_in_bergen() -> Service:
    return making.service(city("Bergen kommune", county="46"))


def _reader() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def test_every_municipality_has_a_body_for_every_base_service() -> None:
    towns, bases = today(), list(described())
    assert len(towns) == 357
    assert {one["level"] for one in bases} == {"municipal", "county", "state"}
    for one in bases:
        state = [who["who"] for who in one.get("deliverers", ()) if who["area"] == "no"]
        for town in towns.values():
            assert responsible(one["level"], town) or state, (town.name, one["id"])
    bodies = {responsible("county", town) for town in towns.values()}
    assert len(bodies) == COUNTIES
    assert {"Oslo kommune", "Akershus fylkeskommune", "Troms fylkeskommune"} <= bodies


@pytest.mark.django_db
def test_every_municipality_gets_an_answer_and_knows_whether_it_is_its_own() -> None:
    row = _described_in_bergen()
    family = families_by_slug([row.slug])[row.slug]
    towns = today()
    for town in towns.values():
        found = delivery(family, town, towns)
        assert found is not None
        assert found.here is (town.number == "4601")
        assert around(town.number)[-1] == "no"


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "who"), [("3403", "Hamar kommune"), ("0301", "Oslo kommune")])
def test_who_answers_stands_there_also_where_they_have_described_nothing(place: str, who: str) -> None:
    row = _described_in_bergen()
    page = _reader().get(f"/services/s/{row.slug}/", {"place": place}).content.decode()
    assert f"{who} has not described this service here" in page
    assert f"<strong>{who}</strong>" in page
    api = Client().get(f"/api/v1/services/services/{row.slug}", {"place": place}).json()
    assert (api["responsible"], api["here"]) == (who, False)


def test_every_district_leads_to_its_city_or_to_a_place_of_its_name() -> None:
    day = timezone.localdate()
    for number, names in DISTRICTS.items():
        for name in names:
            assert number in {found.place.number for found in look_up(name, day).found}, name
    found = look_up("grünerløkka", day).one
    assert found is not None
    assert (found.place.name, found.district) == ("Oslo", "Grünerløkka")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Grünerløkka", "Grünerløkka is in Oslo."),
        ("Askim", "Askim has been part of Indre Østfold since 2020."),
    ],
)
def test_a_district_and_a_merged_municipality_are_told(asked: str, told: str) -> None:
    answer = _reader().post("/services/place/", {"place": asked, "back": "/services/"}, follow=True)
    assert told in answer.content.decode()


@pytest.mark.django_db
def test_what_the_owner_has_not_confirmed_is_said_until_it_has() -> None:
    row = _described_in_bergen()
    boss, other = person("Boss", row.owner, "administrator"), person("Other", city("Annen"), "administrator")
    address, words = f"/services/s/{row.slug}/?place=4601", "has not confirmed this description"
    assert words in _reader().get(address).content.decode()
    with pytest.raises((Forbidden, NotFound)):
        services.confirm(actor=acting(other), service=row.id)
    client = _reader()
    sign_in(client, boss)
    assert f"/services/keep/{row.id}/confirm/" in client.get(f"/services/keep/{row.id}/").content.decode()
    assert client.post(f"/services/keep/{row.id}/confirm/").status_code == 302
    assert words not in _reader().get(address).content.decode()


@pytest.mark.django_db
def test_who_saves_for_the_owner_confirms_and_who_runs_the_platform_does_not() -> None:
    row = _described_in_bergen()
    boss = person("Boss", row.owner, "administrator")
    services.change(actor=acting(boss), service=row.id, version=1, **making.texts(title={"nb": "Ski"}))
    assert Service.objects.get(id=row.id).confirmed_at
    services.change(actor=making.PLATFORM, service=row.id, version=2, **making.texts(title={"nb": "Bob"}))
    assert Service.objects.get(id=row.id).confirmed_at is None
