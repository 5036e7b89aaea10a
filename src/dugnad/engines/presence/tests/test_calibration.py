"""On simulated days with known truth: better than simple guesses, and as sure as it is right."""

from __future__ import annotations

import pytest

from dugnad.engines.presence.tests.scoring import Outcome, run
from dugnad.engines.presence.tests.simulation import WRONG_READER, Day

SEED = 7
ENOUGH = 100


@pytest.fixture(scope="module")
def day() -> Day:
    return Day(SEED)


@pytest.fixture(scope="module")
def outcome(day: Day) -> Outcome:
    return run(day)


def test_it_beats_last_seen_and_registered_room(outcome: Outcome) -> None:
    log, brier = outcome.ours.scores
    for which in (1, 2):
        simple_log, simple_brier = outcome.simple(which).scores
        assert log < 0.85 * simple_log
        assert brier < 0.9 * simple_brier


def test_it_is_as_sure_as_it_is_right(outcome: Outcome) -> None:
    assert outcome.calibration_error < 0.04
    for count, told, true in outcome.reliability():
        if count >= ENOUGH:
            assert abs(told - true) < 0.18, (count, told, true)


def test_when_it_names_a_place_it_is_mostly_right_and_else_mostly_not(outcome: Outcome) -> None:
    named = [right for known, right in outcome.known if known]
    unnamed = [right for known, right in outcome.known if not known]
    assert sum(named) / len(named) > 0.85
    assert sum(unnamed) / len(unnamed) < 0.5
    assert unnamed


def test_the_reader_on_the_wrong_floor_is_found_and_no_other(outcome: Outcome) -> None:
    assert [health.device for health in outcome.filter.health() if health.lying] == [WRONG_READER]


def test_habits_that_are_roughly_right_help(day: Day, outcome: Outcome) -> None:
    helped = run(day, habits=True)
    assert helped.ours.scores[0] < outcome.ours.scores[0]
    assert helped.calibration_error < 0.05
