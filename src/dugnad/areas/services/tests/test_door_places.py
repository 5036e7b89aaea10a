"""Municipalities are found by name and number, old ones too."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.areas.services.door.places import by_number, kilometres, look_up
from dugnad.kernel.organisations.municipalities import municipalities

TODAY = date(2026, 11, 22)


def found(text: str, on: date = TODAY) -> list[str]:
    return [one.place.number for one in look_up(text, on).found]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Oslo", "0301"),
        ("  bergen KOMMUNE ", "4601"),
        ("4601", "4601"),
        ("guovdageaidnu", "5612"),
        ("1201", "4601"),
        ("Fusa", "4624"),
        ("Sandvika", "3201"),
        ("trond", "5001"),
    ],
)
def test_one_municipality_is_meant(text: str, number: str) -> None:
    one = look_up(text, TODAY).one
    assert one
    assert one.place.number == number


def test_every_municipality_is_found_by_its_name_and_number() -> None:
    for each in municipalities(TODAY):
        assert each.number in found(each.name)
        assert found(each.number) == [each.number]


def test_a_former_one_is_told_of() -> None:
    one = look_up("Fusa", TODAY).one
    assert one
    assert one.former
    assert (one.former.name, one.former.until.year) == ("Fusa", 2020)


def test_before_it_merged_it_is_itself() -> None:
    assert [one.place.name for one in look_up("Fusa", date(2019, 6, 1)).found] == ["Fusa"]


def test_two_of_one_name_are_both_offered() -> None:
    assert set(found("Herøy")) == {"1515", "1818"}
    assert set(found("Os")) == {"3430", "4624"}
    assert look_up("Våler", TODAY).one is None


def test_one_that_was_divided_offers_its_heirs() -> None:
    assert set(found("Tysfjord")) == {"1806", "1875"}


def test_a_slip_offers_what_is_near() -> None:
    looked = look_up("bergn", TODAY)
    assert looked.found[0].place.name == "Bergen"
    assert looked.one is None


@pytest.mark.parametrize("text", ["", " ", "😀", "xyzzy", "9999", "0", "a" * 50_000])
def test_what_is_like_none_finds_none(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=80))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert len(found(text)) <= 6


def test_distance_is_as_the_crow_flies() -> None:
    oslo, bergen = by_number("0301", TODAY), by_number("4601", TODAY)
    assert oslo
    assert bergen
    assert 295 < kilometres(oslo, bergen) < 315
