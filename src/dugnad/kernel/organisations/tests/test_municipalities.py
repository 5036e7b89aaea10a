"""The table of municipalities against the counts that Statistics Norway gives, and what became of former ones."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from dugnad.kernel.organisations.models import County
from dugnad.kernel.organisations.municipalities import (
    COUNTIES,
    DividedMunicipality,
    Municipality,
    UnknownMunicipality,
    _table,
    heirs_of,
    municipalities,
    municipality,
)

TODAY = date(2026, 11, 21)
REFORM, SPLIT = date(2020, 1, 1), date(2024, 1, 1)


def per_county(on: date) -> dict[str, int]:
    return dict(Counter(one.county for one in municipalities(on)))


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2018, 1, 1), 422),
        (date(2019, 12, 31), 422),
        (date(2020, 1, 1), 356),
        (date(2023, 12, 31), 356),
        (date(2024, 1, 1), 357),
        (TODAY, 357),
    ],
)
def test_as_many_as_there_were(on: date, number: int) -> None:
    assert len(municipalities(on)) == number


def test_every_county_has_its_number_now() -> None:
    assert per_county(TODAY) == {
        "03": 1, "11": 23, "15": 27, "18": 41, "31": 12, "32": 21, "33": 18, "34": 46, "39": 6, "40": 17, "42": 25,
        "46": 43, "50": 38, "55": 21, "56": 18,
    }  # fmt: skip


def test_every_county_had_its_number_in_2020_and_in_2019() -> None:
    assert per_county(REFORM) == {
        "03": 1, "11": 23, "15": 26, "18": 41, "30": 51, "34": 46, "38": 23, "42": 25, "46": 43, "50": 38, "54": 39,
    }  # fmt: skip
    assert per_county(date(2019, 12, 31)) == {
        "01": 18, "02": 22, "03": 1, "04": 22, "05": 26, "06": 21, "07": 9, "08": 18, "09": 15, "10": 15, "11": 26,
        "12": 33, "14": 26, "15": 35, "18": 44, "19": 24, "20": 19, "50": 48,
    }  # fmt: skip


def test_counties_are_those_of_the_network() -> None:
    known = {code: str(name) for code, name in County.choices if code != "21"}
    assert {one.county: one.county_name for one in municipalities(TODAY)} == known


@pytest.mark.parametrize("one", _table().values(), ids=lambda one: one.number)
def test_every_number_leads_to_a_living_municipality(one: Municipality) -> None:
    heirs = heirs_of(one.number, TODAY)
    assert all(heir.until is None and heir.seat for heir in heirs)
    assert one.county in COUNTIES
    assert bool(one.successors) == bool(one.until)


@pytest.mark.parametrize("one", [one for one in _table().values() if one.until], ids=lambda one: one.number)
def test_a_successor_is_there_on_the_day_that_its_forerunner_ends(one: Municipality) -> None:
    assert one.until
    assert one.since is None or one.since < one.until
    for number in one.successors:
        assert _table()[number].holds(one.until)


@pytest.mark.parametrize(
    ("number", "on", "expected"),
    [
        ("0301", TODAY, "0301"),
        ("0136", date(2019, 6, 1), "0136"),
        ("0136", REFORM, "3002"),
        ("0136", TODAY, "3103"),
        ("0532", TODAY, "3236"),
        ("0625", TODAY, "3301"),
        ("0716", date(2023, 12, 31), "3803"),
        ("1102", TODAY, "1108"),
        ("1103", TODAY, "1103"),
        ("1444", TODAY, "1577"),
        ("1567", TODAY, "5061"),
        ("1601", date(2018, 1, 1), "5001"),
        ("1662", date(2019, 1, 1), "5030"),
        ("1662", TODAY, "5001"),
        ("1718", TODAY, "5054"),
        ("1852", TODAY, "5512"),
        ("1931", TODAY, "5530"),
        ("2017", TODAY, "5603"),
        ("1507", SPLIT - timedelta(days=1), "1507"),
        ("1534", SPLIT - timedelta(days=1), "1507"),
        ("1534", SPLIT, "1580"),
        ("1546", SPLIT, "1508"),
    ],
)
def test_numbers_are_followed_through_the_reforms(number: str, on: date, expected: str) -> None:
    assert municipality(number, on).number == expected


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("1507", ["Ålesund", "Haram"]),
        ("1850", ["Narvik", "Hamarøy"]),
        ("5012", ["Heim", "Hitra", "Orkland"]),
        ("1613", ["Heim", "Hitra", "Orkland"]),
    ],
)
def test_a_divided_municipality_is_not_guessed_at(number: str, names: list[str]) -> None:
    assert [heir.name for heir in heirs_of(number, TODAY)] == names
    with pytest.raises(DividedMunicipality) as divided:
        municipality(number, TODAY)
    assert [heir.name for heir in divided.value.heirs] == names


@pytest.mark.parametrize(("number", "on"), [("9999", TODAY), ("3301", REFORM), ("", TODAY), ("1580", REFORM)])
def test_what_is_not_in_use_yet_or_never_was_is_unknown(number: str, on: date) -> None:
    with pytest.raises(UnknownMunicipality):
        municipality(number, on)


def test_days_before_the_table_are_refused() -> None:
    with pytest.raises(ValueError, match="2018-01-01"):
        municipality("0301", date(2017, 12, 31))


def test_official_names_in_other_languages() -> None:
    assert municipality("5540", TODAY).names == {"se": "Gáivuotna", "fkv": "Kaivuono"}
    assert municipality("1738", TODAY).name == "Lierne"
    assert municipality("5422", TODAY).names == {}
    assert municipality("4640", TODAY).form == "nynorsk"


def test_seats_lie_in_norway_and_no_two_together() -> None:
    seats = [one.seat for one in municipalities(TODAY) if one.seat]
    assert len(seats) == 357
    assert all(57.9 < seat.latitude < 71.2 and 4.6 < seat.longitude < 31.2 for seat in seats)
    assert len({(seat.latitude, seat.longitude) for seat in seats}) == 357
