"""Levels of assurance, and an installation without a provider."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dugnad.connectors.idporten.configuration import provider_settings
from dugnad.connectors.idporten.levels import LADDERS, reaches, takes_two_steps

EVERY_LEVEL = [step for steps, _ in LADDERS for step in steps]


@given(st.sampled_from(EVERY_LEVEL), st.sampled_from(EVERY_LEVEL))
def test_levels_are_compared_within_their_ladder_only(given_level: str, required: str) -> None:
    expected = any(
        given_level in steps and required in steps and steps.index(given_level) >= steps.index(required)
        for steps, _ in LADDERS
    )
    assert reaches(given_level, required) is expected


@given(st.text())
def test_unknown_levels_reach_only_themselves(level: str) -> None:
    if level not in EVERY_LEVEL:
        assert reaches(level, level)
        assert not any(reaches(level, required) for required in EVERY_LEVEL)
        assert not takes_two_steps(level)


def test_two_steps_begin_at_substantial() -> None:
    two = [level for level in EVERY_LEVEL if takes_two_steps(level)]
    assert [level.rpartition("/")[2] for level in two] == [
        "idporten-loa-substantial",
        "idporten-loa-high",
        "substantial",
        "high",
        "Level3",
        "Level4",
    ]


def test_no_issuer_no_provider() -> None:
    assert provider_settings(issuer="", client_id="x", client_secret="y", name="z", acr="") == {}
