"""The owners' pages: what is typed is kept, what is wrong is told at its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dugnad.areas.services.catalogue import services
from dugnad.areas.services.catalogue.content import read
from dugnad.areas.services.models import Service, Territory
from dugnad.areas.services.tests import making
from dugnad.areas.services.tests.conftest import Cities
from tests import people

ENGLISH = {"accept-language": "en"}
FORM = {
    "level": "municipal", "theme": "kultur-og-fritid", "area": "4601",
    "title_nb": "Kajakk", "summary_nb": "Lån kajakk.",
    "words_nb": "padle, kano", "law": "friluftsloven § 2 https://lovdata.example/f\nfolkehelseloven",
    "url": "eksempel.example",
}  # fmt: skip


@pytest.fixture
def keeper(cities: Cities) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(people.person("Kari", cities.bergen, "member"))
    return client


def test_a_service_is_described_and_changed(keeper: Client, cities: Cities) -> None:
    assert keeper.post(f"/services/own/{cities.bergen.id}/add/?own=1", FORM).status_code == 302
    row = Service.objects.get()
    content = read(row.content)
    assert content.words == {"nb": ("kano", "padle")}
    assert [(law.text, law.url) for law in content.law] == [
        ("friluftsloven § 2", "https://lovdata.example/f"), ("folkehelseloven", "")
    ]  # fmt: skip
    assert content.url == "https://eksempel.example"
    page = keeper.get(f"/services/keep/{row.id}/").content.decode()
    assert "padle" in page
    again = keeper.post(f"/services/keep/{row.id}/", {**FORM, "version": 1, "cost_nb": "Gratis"})
    assert again.status_code == 302
    assert read(Service.objects.get().content).cost == {"nb": "Gratis"}
    assert keeper.post(f"/services/keep/{row.id}/restore/1/").status_code == 302
    assert read(Service.objects.get().content).cost == {}


@pytest.mark.parametrize(
    ("given", "field"),
    [({"title_nb": ""}, "title_nb"), ({"area": "0301"}, "area"), ({"valid_until": "soon"}, "valid_until")],
)
def test_faults_stand_at_their_fields(keeper: Client, cities: Cities, given: Any, field: str) -> None:
    answer = keeper.post(f"/services/own/{cities.bergen.id}/add/?own=1", {**FORM, **given})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Lån kajakk." in answer.content.decode()
    assert not Service.objects.exists()


def test_who_comes_second_keeps_what_they_typed(keeper: Client, cities: Cities) -> None:
    row = making.service(cities.bergen)
    services.change(
        actor=cities.neighbour, service=row.id, version=1, **making.texts(cost={"nb": "5 kroner"})
    )
    answer = keeper.post(f"/services/keep/{row.id}/", {**FORM, "version": 1})
    assert answer.status_code == 422
    assert "Somebody has changed this" in answer.content.decode()
    assert "Lån kajakk." in answer.content.decode()


def test_one_begins_from_a_base(keeper: Client, cities: Cities) -> None:
    base = making.base(cities.agency, cost={"nb": "Gratis overalt"})
    address = f"/services/own/{cities.bergen.id}/add/"
    assert "Utlån av ski" in keeper.get(address).content.decode()
    assert "Gratis overalt" in keeper.get(f"{address}?base={base.id}").content.decode()
    assert keeper.post(f"{address}?base={base.id}", {"area": "4601", "apply_nb": "Ring"}).status_code == 302
    row = Service.objects.get(base=base)
    assert services.content_of(row).cost == {"nb": "Gratis overalt"}
    assert "Utlån av ski" not in keeper.get(address).content.decode()


def test_a_changed_base_is_shown_with_what_it_said_before(keeper: Client, cities: Cities) -> None:
    base = making.base(cities.agency, cost={"nb": "10 kroner"})
    row = making.local(base, cities.bergen)
    services.change(
        actor=cities.official, service=base.id, version=1, **making.texts(area="", cost={"nb": "20 kroner"})
    )
    page = keeper.get(f"/services/keep/{row.id}/").content.decode()
    assert "<del>10 kroner</del>" in page
    assert "<ins>20 kroner</ins>" in page
    assert "The base has changed" in keeper.get(f"/services/own/{cities.bergen.id}/").content.decode()
    keeper.post(f"/services/keep/{row.id}/base/")
    assert "The base has changed" not in keeper.get(f"/services/own/{cities.bergen.id}/").content.decode()


def test_a_service_is_withdrawn_and_put_back(keeper: Client, cities: Cities) -> None:
    row = making.service(cities.bergen)
    keeper.post(f"/services/keep/{row.id}/withdraw/")
    assert Client().get(f"/services/s/{row.slug}/").status_code == 404
    keeper.post(f"/services/keep/{row.id}/withdraw/", {"back": "1"})
    assert Client().get(f"/services/s/{row.slug}/").status_code == 200


def test_the_contact_point_is_changed(keeper: Client, cities: Cities) -> None:
    given = {"name": "Eksempel Bergen", "phone": "55 11 22 33", "hours_nb": "8–15"}
    assert keeper.post("/services/contact/4601/", given).status_code == 302
    row = Territory.objects.get(area="4601")
    assert (row.phone, row.hours) == ("55 11 22 33", {"nb": "8–15"})
    assert keeper.post("/services/contact/4601/", {**given, "phone": "ring"}).status_code == 422
    assert keeper.post("/services/contact/0301/", given).status_code == 403
    assert keeper.get("/services/contact/9999/").status_code == 404


def test_who_keeps_for_one_is_led_there(keeper: Client, cities: Cities) -> None:
    assert keeper.get("/services/own/").headers["Location"] == f"/services/own/{cities.bergen.id}/"
    nobody = Client(headers=ENGLISH)
    nobody.force_login(people.person("Per"))
    assert "You have no role" in nobody.get("/services/own/").content.decode()
