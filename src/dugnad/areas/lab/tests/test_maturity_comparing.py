"""Averages tell of no single organisation, whatever is laid beside what."""

from __future__ import annotations

from itertools import combinations
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from dugnad.areas.lab.maturity.comparing import (
    AT_LEAST,
    BLOCK,
    LATER,
    Cell,
    Own,
    Summed,
    Waiting,
    average,
    closable,
)

HERE = Cell("company", "company", "industry", "small")
BESIDE = Cell("company", "company", "industry", "large")
ELSEWHERE = Cell("company", "company", "trade", "small")
HUB = Cell("company", "hub", "knowledge", "micro")
CELLS = (HERE, BESIDE, ELSEWHERE, HUB)
PUBLIC = Cell("public", "city", "people", "large")


def waiting(*cells: Cell) -> list[Waiting]:
    return [Waiting(UUID(int=place), cell) for place, cell in enumerate(cells)]


def block(number: int, cell: Cell, *scores: float) -> Summed:
    return Summed(UUID(int=number), cell, len(scores), (sum(scores),) * 7)


def test_cells_widen_to_all_who_took_the_test() -> None:
    wider = list(HERE.widening())
    assert wider[-1] == Cell("company")
    assert all(cell.holds(HERE) for cell in wider)
    assert [cell.holds(BESIDE) for cell in wider] == [False, True, True, True]
    assert not any(cell.holds(PUBLIC) for cell in wider)


def test_five_close_nothing_six_close_the_narrowest() -> None:
    assert closable(HERE, waiting(*[HERE] * 5), []) is None
    found = closable(HERE, waiting(*[HERE] * 6, ELSEWHERE), [])
    assert found
    assert found[0] == HERE
    assert len(found[1]) == BLOCK


def test_a_wide_group_is_closed_when_it_has_no_average_yet() -> None:
    mixed = waiting(HERE, BESIDE, ELSEWHERE, HERE, BESIDE, HUB)
    found = closable(HERE, mixed, [])
    assert found
    assert found[0] == Cell("company")


def test_a_wide_group_that_has_one_waits_for_twelve() -> None:
    shown = [block(1, Cell("company", "company"), *[10.0] * 6)]
    groups = ("industry", "trade", "food", "knowledge") * 3
    mixed = [Cell("company", "company", group, "small") for group in groups]
    assert closable(HERE, waiting(*mixed[: LATER - 1]), shown) is None
    found = closable(HERE, waiting(*mixed), shown)
    assert found
    assert (found[0], len(found[1])) == (Cell("company", "company"), LATER)


def test_the_own_score_is_counted_out() -> None:
    six = block(1, HERE, 90, 10, 20, 30, 40, 50)
    own = Own(six.id, (90.0,) * 7)
    found = average(HERE, [six], own)
    assert found
    assert (found.organisations, found.values) == (5, (30,) * 7)
    other = average(HERE, [six])
    assert other
    assert (other.organisations, other.values) == (6, (40,) * 7)


def test_an_own_score_in_another_group_is_not_counted_out() -> None:
    mine = block(1, ELSEWHERE, *[100.0] * 6)
    six = block(2, HERE, *[20.0] * 6)
    found = average(HERE, [mine, six], Own(mine.id, (100.0,) * 7))
    assert found
    assert (found.organisations, found.values[0]) == (6, 20)


def test_too_few_are_never_shown() -> None:
    five = block(1, HERE, *[50.0] * 5)
    assert average(HERE, [five], Own(five.id, (50.0,) * 7)) is None
    assert average(HERE, []) is None
    assert average(PUBLIC, [block(1, HERE, *[50.0] * 9)]) is None


def test_wider_groups_step_in() -> None:
    found = average(HERE, [block(1, BESIDE, *[50.0] * 6), block(2, HUB, *[20.0] * 6)])
    assert found
    assert found.cell == Cell("company", "company", "industry")
    assert found.values[0] == 50


arrivals = st.lists(st.sampled_from(CELLS), min_size=6, max_size=40)


def played(cells: list[Cell]) -> tuple[list[set[int]], list[Summed], list[list[set[int]]]]:
    """Let organisations come one by one: the blocks' members, the blocks, and which each cell shows each time."""
    left: list[Waiting] = []
    members: list[set[int]] = []
    blocks: list[Summed] = []
    shown: list[list[set[int]]] = []
    for number, cell in enumerate(cells):
        left.append(Waiting(UUID(int=number), cell))
        found = closable(cell, left, blocks)
        if found:
            inside = {one.assessment.int for one in found[1]}
            members.append(inside)
            blocks.append(Summed(UUID(int=len(blocks)), found[0], len(inside), (0.0,) * 7))
            left = [one for one in left if one.assessment.int not in inside]
        shown.append([_shown(at, members, blocks) for one in CELLS for at in one.widening()])
    return members, blocks, shown


def _shown(at: Cell, members: list[set[int]], blocks: list[Summed]) -> set[int]:
    return {place for place, one in enumerate(blocks) if at.holds(one.cell)} if members else set()


@given(arrivals)
def test_whatever_is_shown_differs_by_whole_blocks_of_six(cells: list[Cell]) -> None:
    """Every figure is a sum over blocks, so each difference of two is too; and no block has fewer than six."""
    members, _blocks, shown = played(cells)
    assert all(len(inside) >= BLOCK for inside in members)
    assert all(not (one & other) for one, other in combinations(members, 2))
    seen = {frozenset().union(*(members[place] for place in places)) for step in shown for places in step}
    for one, other in combinations(seen, 2):
        apart = one ^ other
        assert len(apart) >= BLOCK
        # Whoever takes part in it knows one of them, and five are left.
        assert len(apart) - 1 >= AT_LEAST


@given(arrivals)
def test_everyone_who_came_sees_an_average_once_six_have_come(cells: list[Cell]) -> None:
    _members, blocks, _shown = played(cells)
    assert all(average(cell, blocks) for cell in CELLS)


@given(arrivals, st.sampled_from(CELLS))
def test_one_newcomer_changes_no_average_alone(cells: list[Cell], newcomer: Cell) -> None:
    """Before and after a known answer: an average stays as it is, or at least six answers came into it at once."""
    _members, before, _shown = played(cells)
    _members, after, _shown = played([*cells, newcomer])
    for cell in CELLS:
        first, second = average(cell, before), average(cell, after)
        assert first
        assert second
        if first.cell == second.cell:
            assert second.organisations - first.organisations == 0 or (
                second.organisations - first.organisations >= BLOCK
            )


@given(st.lists(st.floats(0, 100), min_size=6, max_size=12))
def test_averages_stay_within_the_scale(scores: list[float]) -> None:
    made = block(1, HERE, *scores)
    found = average(HERE, [made], Own(made.id, (scores[0],) * 7))
    assert found
    assert all(0 <= value <= 100 for value in found.values)
