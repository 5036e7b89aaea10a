"""The members' list: filters, the map that answers the same filters, paging, and what it costs."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from dugnad.areas.network.tests.costs import costs
from dugnad.kernel.organisations import services
from tests.people import PLATFORM, city, company, operator, organisation, person

pytestmark = pytest.mark.django_db

API = "/api/v1/organisations"
LISTED = re.compile(r'<p class="row-title"><a href="[^"]+">([^<]+)</a>')
POINTS = re.compile(r'<script id="members-points"[^>]*>(.*?)</script>', re.DOTALL)


def listed(response) -> list[str]:
    return [unescape(name) for name in LISTED.findall(response.content.decode())]


def on_map(response) -> list[str]:
    found = POINTS.search(response.content.decode())
    return [point["name"] for point in json.loads(found[1])] if found else []


def in_api(response) -> list[str]:
    return [item["name"] for item in response.json()["items"]]


@pytest.fixture
def network():
    organisation("Bergen", "city", place="Bergen", county="46", latitude=60.39, longitude=5.32)
    organisation("Vestland", "county", place="Bergen", county="46", latitude=60.39, longitude=5.33)
    organisation("Østfold", "county", place="Sarpsborg", county="31", latitude=59.28, longitude=11.11)
    organisation("Ås", "city", place="Ås", county="32", latitude=59.66, longitude=10.79)
    company(
        "Dronesyn", place="Tromsø", county="55", about="Ser etter folk i røyk", latitude=69.6, longitude=18.9
    )


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Bergen", "Dronesyn", "Vestland", "Østfold", "Ås"]),
        ("kind=county", ["Vestland", "Østfold"]),
        ("county=46", ["Bergen", "Vestland"]),
        ("kind=city&county=46", ["Bergen"]),
        ("q=bergen", ["Bergen", "Vestland"]),
        ("q=ØSTFOLD", ["Østfold"]),
        ("q=østfold", ["Østfold"]),
        ("q=ås", ["Ås"]),
        ("q=røyk+folk", ["Dronesyn"]),
        ("q=røyk+bergen", []),
        ("q=%25", []),
        ("q=_", []),
        ("q=%00", ["Bergen", "Dronesyn", "Vestland", "Østfold", "Ås"]),
        ("q=' OR 1=1 --", []),
        ("kind=company&county=46", []),
    ],
)
def test_list_map_and_api_answer_the_same(network, web, query, names):
    assert listed(web.get(f"/network/?{query}")) == names
    assert on_map(web.get(f"/network/?{query}&view=map")) == names
    answer = web.get(f"{API}?{query}")
    assert in_api(answer) == names
    assert answer.json()["total"] == len(names)


def test_a_number_is_found_with_and_without_spaces(web):
    made = city("Oslo")
    spaced = "+".join((made.number[:3], made.number[3:6], made.number[6:]))
    for words in (made.number, spaced):
        assert listed(web.get(f"/network/?q={words}")) == ["Oslo"]


def test_an_unknown_filter_is_left_out_on_the_page_and_told_in_the_api(network, web):
    assert len(listed(web.get("/network/?kind=kingdom&county=99"))) == 5
    for wrong in (
        "kind=kingdom",
        "county=x",
        "offset=-1",
        "limit=0",
        "limit=201",
        "offset=99999999999999999999",
    ):
        answer = web.get(f"{API}?{wrong}")
        assert answer.status_code == 422
        assert answer["content-type"] == "application/problem+json"


def test_members_without_a_position_are_told_of_on_the_map(web):
    city("Oslo", latitude=59.9, longitude=10.7)
    city("Bergen")
    page = web.get("/network/?view=map").content.decode()
    assert "2 members" in page
    assert "One member has given no position" in page


def test_who_left_is_not_listed(web):
    gone = city("Gone")
    type(gone).objects.filter(id=gone.id).update(left_at=gone.joined_at)
    assert listed(web.get("/network/")) == []
    assert in_api(web.get(API)) == []
    for address in (
        f"/network/{gone.id}/",
        f"{API}/{gone.id}",
        f"{API}/{gone.id}/units",
        f"{API}/{gone.id}/sharing",
    ):
        assert web.get(address).status_code == 404


@pytest.mark.parametrize("wanted", ["0", "-1", "x", "999", "1e9", "99999999999999999999"])
def test_a_page_that_is_not_there_is_another_that_is(web, wanted):
    city("Oslo")
    assert listed(web.get(f"/network/?page={wanted}")) == ["Oslo"]


def test_pages_follow_each_other_and_keep_the_filter(web):
    for number in range(30):
        company(f"Firm {number:02}")
    city("City")
    first = web.get("/network/?kind=company")
    second = web.get("/network/?kind=company&page=2")
    assert listed(first) + listed(second) == [f"Firm {number:02}" for number in range(30)]
    assert "?kind=company&amp;page=2" in first.content.decode()
    assert "30 members" in first.content.decode()
    assert len(in_api(web.get(f"{API}?limit=7&offset=28"))) == 3


def test_an_empty_network_says_what_to_do_first(web, web_of):
    assert "No members yet" in web.get("/network/").content.decode()
    assert "/network/add/" not in web.get("/network/").content.decode()
    assert "/network/add/" in web_of(operator()).get("/network/").content.decode()


def test_a_person_finds_the_way_to_the_own_organisation(web, web_of):
    oslo = city("Oslo")
    city("Bergen")
    own = f'You take part for <a href="/network/{oslo.id}/">Oslo</a></p>'
    assert own in web_of(person("P", oslo, "member", "signatory")).get("/network/").content.decode()
    for client in (web, web_of(operator())):
        assert "You take part" not in client.get("/network/").content.decode()


def test_nothing_found_offers_the_way_back(web):
    city("Oslo")
    page = web.get("/network/?q=xyz").content.decode()
    assert "No member fits" in page
    assert 'href="/network/"' in page


def test_an_example_is_marked_as_such(web):
    company("Real")
    company("Invented", invented=True)
    assert web.get("/network/").content.decode().count(">Example<") == 1
    assert [item["invented"] for item in web.get(API).json()["items"]] == [True, False]


def test_names_are_shown_as_text(web):
    evil = "<script>alert(1)</script>"
    made = company(evil, place='"><img src=x>', about="<b>x</b>", latitude=60, longitude=10)
    for address in ("/network/", "/network/?view=map", f"/network/{made.id}/", "/network/?q=%3Cscript%3E"):
        page = web.get(address).content.decode()
        assert evil not in page
        assert "<img src=x" not in page
        assert "<b>x</b>" not in page
    assert '"><b' not in web.get('/network/?q="><b').content.decode()


def test_the_first_page_counts_members_and_answers_with_them(web):
    city("Oslo", place="Oslo")
    company("Dronesyn", about="Droner i røyk")
    home = web.get("/").content.decode()
    assert re.search(r">2</span>\s*<span[^>]*>members", home)
    asked = web.get("/ask/?q=drone+røyk").content.decode()
    assert "Dronesyn" in asked


def test_the_first_page_tells_who_joined(web):
    first = city("Oslo")
    assert "Oslo joined the network" in web.get("/").content.decode()
    city("Bergen")
    city("Halden")
    assert "3 organisations joined the network this week" in web.get("/").content.decode()
    type(first).objects.update(joined_at="2026-01-01T00:00Z")
    assert "joined the network" not in web.get("/").content.decode()


@pytest.mark.parametrize("size", [3, 60])
def test_the_list_costs_the_same_for_few_and_many(size, web, web_of):
    made = [company(f"Firm {number:02}", latitude=60, longitude=10) for number in range(size)]
    insider = web_of(person("P", made[0]))
    web.get("/network/")
    with costs(2):
        web.get("/network/")
    with costs(2):
        web.get("/network/?view=map")
    with costs(2):
        web.get(API)
    with costs(6):
        insider.get("/network/")


def test_those_with_the_words_in_the_name_come_first(web):
    company("A firm", place="Ås", about="Works for Ås")
    city("Ås kommune", place="Ås")
    assert listed(web.get("/network/?q=ås")) == ["Ås kommune", "A firm"]
    assert in_api(web.get(f"{API}?q=ås")) == ["Ås kommune", "A firm"]


def test_renaming_changes_where_a_member_is_found(web):
    made = city("Oslo")
    services.change_organisation(actor=PLATFORM, organisation=made.id, name="Christiania")
    assert listed(web.get("/network/?q=oslo")) == []
    assert listed(web.get("/network/?q=christiania")) == ["Christiania"]
