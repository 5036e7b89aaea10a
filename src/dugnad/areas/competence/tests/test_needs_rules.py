"""What may become of a request, and what silence calls for: pure, by the clock that is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.areas.competence.models.needs import ContactState, NeedState, Side
from dugnad.areas.competence.rules.needs import (
    LIVE,
    MOVES,
    WAITING,
    Act,
    NotNow,
    Standing,
    Step,
    allowed,
    moved,
    need_state,
    next_step,
)

SENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
S, A, R = ContactState, Side.ASKER, Side.RECEIVER


def _at(state: str, turn: str = "") -> Standing:
    return Standing(state, turn, SENT)


def test_whoever_proposes_waits_for_the_other_side() -> None:
    state, turn = moved(_at(S.SENT, R), Act.PROPOSE, R, SENT)
    assert (state, turn) == (S.PROPOSED, A)
    assert moved(_at(state, turn), Act.PROPOSE, A, SENT) == (S.PROPOSED, R)
    with pytest.raises(NotNow):
        moved(_at(state, turn), Act.ACCEPT, R, SENT)
    assert moved(_at(state, turn), Act.ACCEPT, A, SENT) == (S.ACCEPTED, "")


@pytest.mark.parametrize("state", [S.FINISHED, S.CLOSED])
def test_what_is_over_stays_over(state: str) -> None:
    assert allowed(_at(state), A, SENT) == allowed(_at(state), R, SENT) == []


def test_only_the_asker_withdraws_and_finishes_and_only_the_expert_declines() -> None:
    for state, side in product(S, Side):
        can = allowed(_at(state, R), side, SENT)
        assert side == A or not {Act.WITHDRAW, Act.FINISH} & set(can)
        assert side == R or not {Act.DECLINE, Act.PROMISE} & set(can)


def test_undoing_is_possible_for_a_day() -> None:
    for state, side in ((S.DECLINED, R), (S.WITHDRAWN, A)):
        assert moved(_at(state), Act.UNDO, side, SENT + timedelta(hours=23)) == (S.SENT, R)
        with pytest.raises(NotNow):
            moved(_at(state), Act.UNDO, side, SENT + timedelta(hours=25))


@given(st.lists(st.tuples(st.sampled_from(Act), st.sampled_from(Side)), max_size=30))
def test_whatever_is_tried_the_turn_and_the_state_agree(tries: list[tuple[Act, Side]]) -> None:
    state, turn = str(S.SENT), str(R)
    for act, side in tries:
        try:
            state, turn = moved(Standing(state, turn, SENT), act, side, SENT)
        except NotNow:
            continue
        assert bool(turn) == (state in WAITING)
    assert state in S.values


def test_every_state_can_be_reached_or_is_closed_by_a_human() -> None:
    assert {state for state, _turn in MOVES.values()} | {S.SENT, S.CLOSED} == set(S)


@pytest.mark.parametrize(
    ("states", "sent", "in_round", "withdrawn", "expected"),
    [
        ([], False, False, False, NeedState.DRAFT),
        ([S.SENT], True, False, False, NeedState.OPEN),
        ([S.SENT, S.ACCEPTED], True, False, False, NeedState.AGREED),
        ([S.DECLINED], True, False, False, NeedState.OPEN),
        ([S.FINISHED, S.DECLINED], True, False, False, NeedState.DONE),
        ([S.FINISHED, S.SENT], True, False, False, NeedState.OPEN),
        ([], True, True, False, NeedState.OPEN),
        ([S.ACCEPTED], True, True, True, NeedState.WITHDRAWN),
    ],
)
def test_a_need_is_what_its_requests_make_of_it(
    states: list[str], sent: bool, in_round: bool, withdrawn: bool, expected: str
) -> None:
    assert need_state(states, sent=sent, in_round=in_round, withdrawn=withdrawn) == expected


def _steps(days: int, promised: date | None = None, looked_every: int = 1) -> list[tuple[int, Step, int]]:
    """What is done, day by day, by somebody who looks every so many days."""
    reminded, reminded_at, done = 0, None, []
    for day in range(0, days, looked_every):
        now = SENT + timedelta(days=day, hours=1)
        due = next_step(SENT, promised, reminded, reminded_at, now)
        if due is None:
            continue
        done.append((day, *due))
        if due[0] is Step.HAND_OVER:
            break
        reminded, reminded_at = due[1], now
    return done


def test_reminders_after_7_14_and_21_days_then_a_human_after_three_more() -> None:
    assert _steps(60) == [
        (7, Step.REMIND, 1),
        (14, Step.REMIND, 2),
        (21, Step.REMIND, 3),
        (24, Step.HAND_OVER, 3),
    ]


def test_who_promised_is_left_in_peace_until_three_days_after() -> None:
    promised = (SENT + timedelta(days=10)).date()
    assert _steps(60, promised)[:2] == [(13, Step.REMIND, 1), (14, Step.REMIND, 2)]
    late = (SENT + timedelta(days=40)).date()
    assert _steps(60, late) == [(43, Step.REMIND, 3), (46, Step.HAND_OVER, 3)]


def test_what_was_missed_is_not_sent_twice() -> None:
    assert _steps(90, looked_every=30) == [(30, Step.REMIND, 3), (60, Step.HAND_OVER, 3)]


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_human_never_comes_before_the_ladder_was_climbed(day: int, promised_in: int) -> None:
    promised = (SENT + timedelta(days=promised_in)).date()
    for at, step, _rung in _steps(day, promised):
        if step is Step.HAND_OVER:
            assert at >= 24
            assert at >= promised_in + 3


def test_live_and_waiting_are_what_they_say() -> None:
    assert WAITING < LIVE
    assert {state for state in S if state not in LIVE} == {S.DECLINED, S.WITHDRAWN, S.CLOSED, S.FINISHED}
