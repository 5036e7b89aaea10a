"""How the screen of an incident says times, places and what a team does."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from dugnad.areas.rescue.incidents.states import Kind, Said
from dugnad.areas.rescue.incidents.words import clock, place_words, said_words


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0:00"), (-75, "−1:15"), (3599, "59:59"), (3600, "1:00:00"), (3600 * 2 + 61, "2:01:01")],
)
def test_times_from_an_hour_on_have_hours(seconds: float, told: str) -> None:
    assert clock(seconds) == told


@pytest.mark.parametrize(
    ("room", "place", "told"),
    [
        ("205", "Rom 205", "Rom 205"),
        ("205", "Linen store", "205, Linen store"),
        ("20", "Rom 205", "20, Rom 205"),
        ("", "Rom 205", "Rom 205"),
        ("205", "", "205"),
    ],
)
def test_a_place_is_named_once(room: str, place: str, told: str) -> None:
    assert place_words(room, place) == told


def test_a_team_that_is_busy_is_said_to_be_with_somebody() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    said = Said(UUID(int=1), 1, now, now, None, Kind.TEAM, "team", {"state": "busy", "person": "one"})
    assert said_words(said, {"team": "Team 1", "one": "Room 205"}) == "Team 1: with Room 205"
    assert said_words(said, {"team": "Team 1"}) == "Team 1: busy"
