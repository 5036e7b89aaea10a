"""One member's page and its parts in the API: what everyone sees, what the network sees, what the member sees."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from dugnad.areas.network.tests.costs import costs
from dugnad.kernel.areas import manifests
from tests.people import city, company, operator, person, unit

pytestmark = pytest.mark.django_db

API = "/api/v1/organisations"


@pytest.fixture
def oslo():
    return city(
        "Oslo", place="Oslo", county="03", website="oslo.kommune.no", about="A city.\n\nBy the fjord."
    )


def page(client, org) -> str:
    return client.get(f"/network/{org.id}/").content.decode()


def test_everyone_sees_what_a_member_is(web, oslo):
    top = unit("Fire service", oslo)
    unit("Boats", oslo, parent=top)
    shown = page(web, oslo)
    for words in ("Oslo", "City or municipality", "Fire service", "Boats", 'href="https://oslo.kommune.no"'):
        assert words in shown
    assert f"{oslo.number[:3]}\u00a0{oslo.number[3:6]}\u00a0{oslo.number[6:]}" in shown
    assert f"/network/{oslo.id}/people/" not in shown
    assert "/edit/" not in shown


def test_everyone_gets_the_same_from_the_api(web, oslo):
    top = unit("Fire service", oslo)
    low = unit("Boats", oslo, parent=top)
    one = web.get(f"{API}/{oslo.id}").json()
    assert (one["name"], one["number"], one["county"], one["website"]) == (
        "Oslo",
        oslo.number,
        "03",
        "https://oslo.kommune.no",
    )
    assert web.get(f"{API}/{oslo.id}/units").json() == [
        {"id": str(low.id), "name": "Boats", "parent": str(top.id)},
        {"id": str(top.id), "name": "Fire service", "parent": None},
    ]


def test_a_member_that_is_not_there(web):
    for address in (
        f"/network/{uuid4()}/",
        f"{API}/{uuid4()}",
        f"{API}/{uuid4()}/units",
        f"{API}/{uuid4()}/sharing",
    ):
        assert web.get(address).status_code == 404
    assert web.get("/network/not-an-id/").status_code == 404
    assert web.get(f"{API}/not-an-id").status_code == 422


def test_visitors_see_how_many_it_shares_with_and_no_more(web, oslo, grant):
    bergen, firm = city("Bergen"), company("Firm")
    grant(oslo, bergen, "drill records")
    grant(oslo, bergen, "building drawings")
    grant(oslo, firm)
    grant(firm, oslo)
    shown = page(web, oslo)
    assert "organisations it shares with" in shown
    for secret in ("Bergen", "drill records", "learning", "Safe buildings"):
        assert secret not in shown
    assert web.get(f"{API}/{oslo.id}/sharing").json() == {
        "gives_to": 2,
        "receives_from": 1,
        "gives": None,
        "receives": None,
    }


def test_the_network_sees_what_goes_where_and_under_which_clause(web_of, oslo, grant):
    bergen, firm = city("Bergen"), company("Firm")
    held = grant(oslo, bergen, "drill records")
    grant(oslo, bergen, "building drawings")
    grant(firm, oslo, "smoke alarms")
    outsider = web_of(person("Outsider", company("Other")))
    shown = page(outsider, oslo)
    for words in (
        "building drawings, drill records",
        "smoke alarms",
        "learning",
        "Safe buildings",
        "clause 3",
    ):
        assert words in shown
    assert f'href="/network/{bergen.id}/"' in shown
    picture = outsider.get(f"{API}/{oslo.id}/sharing").json()
    assert (picture["gives_to"], picture["receives_from"]) == (1, 1)
    assert [share["data"] for share in picture["gives"]] == ["building drawings", "drill records"]
    assert picture["gives"][1]["grant"] == str(held.id)
    assert [share["name"] for share in picture["receives"]] == ["Firm"]


def test_the_last_day_is_named_and_parties_are_led_to_the_agreement(web_of, oslo, grant):
    end = timezone.make_aware(datetime(2100, 1, 1))
    held = grant(oslo, city("Bergen"), end=end)
    agreement = f'href="/agreements/{held.agreement}/"'
    party, stranger = page(web_of(person("P", oslo)), oslo), page(web_of(person("S", company("Firm"))), oslo)
    for shown in (party, stranger):
        assert "31.12.2099" in shown
        assert "01.01.2100" not in shown
    assert agreement in party
    assert agreement not in stranger


def test_only_grants_in_force_show(web_of, oslo, grant):
    now, bergen = timezone.now(), city("Bergen")
    grant(oslo, bergen, "ended", end=now - timedelta(hours=1))
    grant(oslo, bergen, "later", start=now + timedelta(hours=1))
    grant(oslo, bergen, "revoked", off=now)
    grant(bergen, company("Firm"), "of others")
    shown = page(web_of(person("P", oslo)), oslo)
    assert "No agreement to share is in force now" in shown
    for data in ("ended", "later", "revoked", "of others"):
        assert data not in shown


def test_data_and_purposes_are_said_in_the_words_of_their_area(web_of, oslo, grant):
    shares = {name: words for manifest in manifests() for name, words in manifest.shares.items()}
    name, words = next(iter(shares.items()))
    grant(oslo, city("Bergen"), name)
    assert str(words) in page(web_of(person("P", oslo)), oslo)


def test_what_one_may_do_is_offered_to_those_who_may(web_of, oslo):
    offers = ("/edit/", "/units/", "/people/")
    cases = {
        web_of(person("Administrator", oslo, "administrator")): (True, True, True),
        web_of(operator()): (True, True, True),
        web_of(person("Member", oslo)): (False, False, True),
        web_of(person("Stranger", city("Bergen"), "administrator")): (False, False, False),
    }
    for client, expected in cases.items():
        shown = page(client, oslo)
        assert tuple(f"/network/{oslo.id}{offer}" in shown for offer in offers) == expected


def test_who_may_is_led_to_what_has_happened_and_everyone_to_why(web, web_of, oslo):
    cases = {
        web_of(person("Member", oslo)): f"/ledger/?of={oslo.id}",
        web_of(operator()): f"/ledger/?thing={oslo.id}",
    }
    for client, address in cases.items():
        assert f'href="{address}"' in page(client, oslo)
        assert "An organisation joined the network" in client.get(address).content.decode()
    for client in (web, web_of(person("Stranger", city("Bergen")))):
        assert "/ledger/?" not in page(client, oslo)
        why = f"/why/organisations.organisation/{oslo.id}/"
        assert why in page(client, oslo)
        assert "Open to everyone." in client.get(why).content.decode()


def test_everyone_of_the_network_is_told_why_they_see_what_is_shared(web, web_of, oslo, grant):
    grant(oslo, city("Bergen"))
    client = web_of(person("Stranger", company("Firm")))
    why = f"/why/network.sharing/{oslo.id}/"
    assert why in page(client, oslo)
    assert "Open to everyone in the network who is signed in." in client.get(why).content.decode()
    assert why not in page(web, oslo)


@pytest.mark.parametrize("size", [1, 12])
def test_the_page_costs_the_same_for_few_and_many(size, web, web_of, oslo, grant):
    for number in range(size):
        other = company(f"Firm {number}")
        grant(oslo, other)
        grant(other, oslo)
        unit(f"Unit {number}", oslo)
    insider = web_of(person("P", oslo, "administrator"))
    web.get("/network/")
    with costs(3):
        page(web, oslo)
    with costs(7):
        page(insider, oslo)
    with costs(1):
        web.get(f"{API}/{oslo.id}")
