"""The state of an incident is the same however its entries come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from dugnad.areas.rescue.incidents.states import Kind, PersonState, Said, SpaceState, Verdict, fold

BEGIN = datetime(2026, 11, 21, 14, 3, tzinfo=UTC)


def said(
    number: int,
    kind: Kind,
    about: str,
    *,
    at: int = 0,
    by_clock: int | None = None,
    id: UUID | None = None,
    **value: str,
) -> Said:
    """An entry that came in `at` seconds after the beginning, said at `by_clock` by the screen's clock."""
    clock = at if by_clock is None else by_clock
    moments = (BEGIN + timedelta(seconds=at), BEGIN + timedelta(seconds=clock))
    return Said(id or uuid4(), number, *moments, None, kind, about, value)


entries = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.sampled_from(list(PersonState)),
        st.integers(0, 60),
        st.integers(0, 60),
    ),
    max_size=8,
)


@given(entries, st.randoms())
def test_the_order_in_which_entries_arrive_does_not_matter(
    told: list[tuple[str, str, int, int]], chance: object
) -> None:
    rows = [
        said(number, Kind.PERSON, about, at=at, by_clock=clock, state=state)
        for number, (about, state, at, clock) in enumerate(told, 1)
    ]
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert fold(mixed) == fold(rows)
    assert fold(rows[3:], fold(rows[:3])) == fold(rows)


def test_what_was_tapped_offline_does_not_undo_what_was_said_since() -> None:
    state = fold(
        [
            said(1, Kind.PERSON, "a", at=60, state="safe"),
            said(2, Kind.PERSON, "a", at=90, by_clock=20, state="located"),
        ]
    )
    assert state.person("a") is PersonState.SAFE


def test_a_tablet_whose_clock_runs_ahead_does_not_win_for_ever() -> None:
    state = fold(
        [
            said(1, Kind.PERSON, "a", at=10, by_clock=9_000, state="safe"),
            said(2, Kind.PERSON, "a", at=20, state="not_contacted"),
        ]
    )
    assert state.person("a") is PersonState.NOT_CONTACTED


def test_everyone_starts_as_not_contacted_and_a_fire_as_not_confirmed() -> None:
    state = fold([])
    assert state.person("anyone") is PersonState.NOT_CONTACTED
    assert state.verdict is Verdict.UNCONFIRMED
    assert state.burning == frozenset()


def test_a_room_burns_when_its_detector_spoke_until_someone_says_otherwise() -> None:
    alarm = said(1, Kind.ALARM, "2-14", space="R214")
    assert fold([alarm]).burning == {"R214"}
    assert fold([alarm, said(2, Kind.SPACE, "R214", at=5, state=SpaceState.CLEAR)]).burning == frozenset()
    assert fold([alarm, said(2, Kind.SPACE, "R215", at=5, state=SpaceState.FIRE)]).burning == {"R214", "R215"}
