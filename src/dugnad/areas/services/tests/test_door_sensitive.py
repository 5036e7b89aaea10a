"""National identity numbers and what tells of somebody's health are known for what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer

from dugnad.areas.services.door.sensitive import (
    identity_numbers,
    is_identity_number,
    tells_of_health,
    without_numbers,
)
from dugnad.areas.services.tests import numbers


@pytest.mark.parametrize("text", numbers.SENSITIVE)
def test_identity_numbers_are_found_and_left_out(text: str) -> None:
    assert list(identity_numbers(text))
    assert not any(letter.isdigit() for letter in without_numbers(text))


@pytest.mark.parametrize("text", numbers.NOT_NUMBERS)
def test_other_numbers_stay(text: str) -> None:
    assert not list(identity_numbers(text))
    assert without_numbers(text) == text


@given(st.from_regex(r"[0-9]{11}", fullmatch=True))
def test_whatever_the_registers_rule_takes_is_an_identity_number(digits: str) -> None:
    if fodselsnummer.is_valid(digits):
        assert is_identity_number(digits)


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert not list(identity_numbers(without_numbers(text)))
    tells_of_health(text)


@pytest.mark.parametrize("text", numbers.HEALTH)
def test_what_tells_of_somebodys_health_is_known(text: str) -> None:
    assert tells_of_health(text)


@pytest.mark.parametrize("text", numbers.NOT_HEALTH)
def test_the_name_of_a_service_tells_of_nobody(text: str) -> None:
    assert not tells_of_health(text)
