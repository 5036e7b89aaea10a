"""Where one lives by a postal code, a post town, an address or a point on the map."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dugnad.areas.services.door.ground import outlines, standing
from dugnad.areas.services.door.places import Looked
from dugnad.areas.services.door.postal import by_code, code_in, codes
from dugnad.areas.services.door.where import named, told_of
from dugnad.kernel.organisations.municipalities import municipalities

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.skipif(
    not (outlines()[1] and codes()), reason="needs the assets: scripts/assets.mjs"
)


def names(looked: Looked) -> list[str]:
    return [one.place.name for one in looked.found]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("5003", "Bergen"),
        ("0150", "Oslo"),
        (" 8622 ", "Rana"),
        ("8622 mo i rana", "Rana"),
        ("Torgallmenningen 8, 5014 Bergen", "Bergen"),
        ("Gate 1234, 3256 Larvik", "Larvik"),
        ("1890", "Rakkestad"),
        ("Kristiansund N", "Kristiansund"),
        ("0000 Oslo", "Oslo"),
    ],
)
def test_a_postal_code_or_an_address_with_one_is_in_one_municipality(typed: str, name: str) -> None:
    one = named(typed).one
    assert one
    assert one.place.name == name


@pytest.mark.parametrize(
    ("typed", "among"),
    [
        ("5227", "Bergen"),
        ("Nesttun", "Bergen"),
        ("1366 Lysaker", "Bærum"),
        ("Mysen", "Indre Østfold"),
        ("hafrsfjord", "Stavanger"),
        ("9910", "Sør-Varanger"),
        ("1555", "Vestby"),
    ],
)
def test_where_the_town_does_not_tell_those_beside_it_are_offered(typed: str, among: str) -> None:
    looked = named(typed)
    assert looked.one is None
    assert among in names(looked)
    assert len(looked.found) <= 6


def test_almost_every_postal_code_leads_somewhere() -> None:
    arctic = [code for code, (_, county) in codes().items() if county in ("21", "22")]
    looked = {code: by_code(code, TODAY) for code in codes()}
    assert [code for code, one in looked.items() if not one.found] == arctic
    assert sum(one.one is not None for one in looked.values()) > 0.5 * len(codes())


def test_four_digits_are_a_postal_code_first_and_a_number_where_they_are_none() -> None:
    assert names(named("1506")) == ["Moss"]
    assert names(named("5001")) == ["Trondheim"]


def test_the_town_is_told_where_its_name_is_another() -> None:
    assert told_of(named("8622")).startswith("8622 Mo i Rana")
    assert told_of(named("5003")) == ""


@pytest.mark.parametrize("place", ["9170", "Longyearbyen", "longyearbyen"])
def test_svalbard_is_in_no_municipality(place: str) -> None:
    answer = Client(headers={"accept-language": "en"}).post("/services/place/", {"place": place})
    assert answer.status_code == 422
    assert "Svalbard" in answer.content.decode()
    assert "Longyearbyen" in answer.content.decode()


def test_every_municipality_stands_on_its_own_ground() -> None:
    """Seats are kept to a hundredth of a degree, so one at a border or a shore may fall beside it."""
    rows = [row for row in municipalities(TODAY) if row.seat]
    found = {row: standing(row.seat.latitude, row.seat.longitude, TODAY) for row in rows if row.seat}
    assert sum(row.name in names(looked) for row, looked in found.items()) >= len(rows) - 2
    assert sum(looked.one is not None for looked in found.values()) > 0.9 * len(rows)


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (60.39, 5.32, ["Bergen"]),
        (62.47, 6.15, ["Ålesund", "Haram"]),
        (59.33, 18.06, []),
        (60.2, 2.0, []),
        (0.0, 0.0, []),
        (90.0, 180.0, []),
    ],
)
def test_a_point_is_on_somebodys_ground_or_nobodys(
    latitude: float, longitude: float, expected: list[str]
) -> None:
    assert names(standing(latitude, longitude, TODAY)) == expected


def test_off_the_shore_the_nearest_are_offered() -> None:
    looked = standing(59.4, 10.6, TODAY)
    assert looked.one is None
    assert names(looked)[0] == "Moss"


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_can_be_asked_about(latitude: float, longitude: float) -> None:
    assert len(standing(latitude, longitude, TODAY).found) <= 8


@given(st.text(max_size=80))
def test_any_text_has_a_code_or_none(text: str) -> None:
    assert code_in(text) == "" or code_in(text) in text


def test_a_position_is_remembered_as_its_municipality_alone() -> None:
    browser = Client()
    answer = browser.post("/services/place/", {"latitude": "66.310", "longitude": "14.140"})
    assert answer.status_code == 302
    assert browser.cookies["dugnad_place"].value == "1833"
    assert "66.3" not in str(browser.cookies)
    assert "66.3" not in answer.headers["Location"]


@pytest.mark.parametrize("latitude", ["north", "", "nan", "inf", "91", "1e400"])
def test_what_is_no_point_is_said_at_the_field(latitude: str) -> None:
    answer = Client().post("/services/place/", {"latitude": latitude, "longitude": "10"})
    assert answer.status_code == 422
    assert 'id="place-missed"' in answer.content.decode()


def test_a_choice_is_a_municipality_whatever_else_its_number_may_mean() -> None:
    browser = Client()
    browser.post("/services/place/", {"place": "5001", "number": "5001"})
    assert browser.cookies["dugnad_place"].value == "5001"


def test_the_api_tells_the_same() -> None:
    (one,) = Client().get("/api/v1/services/places", {"q": "8622"}).json()
    assert (one["name"], one["town"], one["sure"]) == ("Rana", "8622 Mo i Rana", True)
    point = {"latitude": 62.47, "longitude": 6.15}
    both = Client().post("/api/v1/services/places/at", point, "application/json").json()
    assert [(one["name"], one["sure"]) for one in both] == [("Ålesund", False), ("Haram", False)]
    point = {"latitude": 100, "longitude": 6.15}
    assert Client().post("/api/v1/services/places/at", point, "application/json").status_code == 422
