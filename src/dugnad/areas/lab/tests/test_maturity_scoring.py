"""The scores: the worked vector, the same by hand for public organisations, and what must always hold."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dugnad.areas.lab.maturity.content import TESTS, edition
from dugnad.areas.lab.maturity.scoring import Band, Blank, band, score
from dugnad.areas.lab.maturity.values import HIGHEST, Edition, Question, Shape, Value

COMPANY, PUBLIC = edition("company"), edition("public")
Indices = Any
WORKED: dict[str, Indices] = {
    "q1": ([0, 2, 5], [1, 2]), "q2": [0, 1, 4, 8], "q3": [0, 1, 4, 5, 7, 9], "q4": [0, 0, 5, 3, 2, 0, 1], "q5": [2, 5],
    "q6": [0, 1, 6], "q7": [0, 2, 4], "q8": [0, 4], "q9": [3, 0, 0, 1, 4], "q10": [6, 9], "q11": [0, 1, 2, 0, 1],
}  # fmt: skip
# By hand: D1 (4 + 3/8*10 + 1/8*10)/3*10 = 30; D2 (3/9*10 + 8/40*10)/2*10; D3 (3/7*10 + 5)/2*10; D4 (2/9*10 + 5)/2*10;
# D5 (4/16*10 + 12/16*10)/2*10 = 50; D6 (3/9*10 + 6/10*10)/2*10.
WORKED_PUBLIC: dict[str, Indices] = {
    "q1": [0, 1, 2, 9], "q2": ([0, 3, 7], [1]), "q3": [0, 1, 8], "q4": [5, 0, 1, 2, 0, 0, 0, 0], "q5": [0, 2, 6],
    "q6": [0, 1, 2, 8, 9], "q7": [0, 8], "q8": [0, 4, 5], "q9": ([0, 1, 2, 3], list(range(4, 16))), "q10": [3, 5, 8],
    "q11": [2, 2, 1, 1, 0],
}  # fmt: skip


def answers(test: Edition, by_index: dict[str, Indices]) -> dict[str, Value]:
    """Answers by the places of the items, as vectors are published."""
    return {key: _value(test.by_key[key], given) for key, given in by_index.items()}


def _value(question: Question, given: Indices) -> Value:
    if question.shape is Shape.TICKS:
        return [question.keys[place] for place in given]
    if question.shape is Shape.MATRIX:
        columns = ("done", "planned")
        return {
            column: [question.keys[p] for p in picks] for column, picks in zip(columns, given, strict=True)
        }
    return dict(zip(question.keys, given, strict=True))


def full(test: Edition) -> dict[str, Value]:
    """The best there is: everything but what tells of a lack."""
    return {question.key: _best(question) for question in test.questions}


def _best(question: Question) -> Value:
    positive = [item.key for item in question.items if not item.negative]
    if question.shape is Shape.TICKS:
        return positive
    if question.shape is Shape.MATRIX:
        return {"done": positive, "planned": positive}
    return dict.fromkeys(question.keys, HIGHEST[question.shape])


def test_the_worked_vector_of_companies() -> None:
    result = score(COMPANY, answers(COMPANY, WORKED))
    values = [round(one.value, 6) for one in result.dimensions.values()]
    assert values == [30.0, 45.714286, 33.035714, 38.095238, 32.0, 30.0]
    assert round(result.total.value, 6) == 34.80754
    assert result.total.band is Band.AVERAGE
    assert result.blanks == ()


def test_the_worked_vector_of_public_organisations() -> None:
    result = score(PUBLIC, answers(PUBLIC, WORKED_PUBLIC))
    values = [round(one.value, 6) for one in result.dimensions.values()]
    assert values == [30.0, 26.666667, 46.428571, 36.111111, 50.0, 46.666667]
    assert round(result.total.value, 6) == 39.312169
    assert result.total.band is Band.AVERAGE


def test_parts_are_given_question_by_question() -> None:
    parts = score(COMPANY, answers(COMPANY, WORKED)).parts
    assert parts["q1"] == (3.0, 2.0)
    assert parts["q4"] == pytest.approx((22 / 7,))
    assert parts["q11"] == (4.0,)


@pytest.mark.parametrize("name", TESTS)
def test_the_best_reach_100_and_nothing_gives_0(name: str) -> None:
    test = edition(name)
    best, none = score(test, full(test)), score(test, {})
    assert best.figures == [100.0] * 7
    assert best.total.band is Band.ADVANCED
    assert none.figures == [0.0] * 7
    assert none.blanks == tuple(Blank(question.key) for question in test.questions)


def test_what_tells_of_a_lack_gives_nothing_and_takes_nothing() -> None:
    without = score(COMPANY, {"q7": ["policy", "analysed"]})
    beside = score(COMPANY, {"q7": ["policy", "undigital", "analysed"]})
    assert without.parts["q7"] == beside.parts["q7"] == pytest.approx((20 / 7,))
    assert score(COMPANY, {"q7": ["undigital"]}).total.value == 0


def test_a_blank_row_counts_as_nothing_and_is_told() -> None:
    levels: dict[str, int] = dict.fromkeys(COMPANY.by_key["q9"].keys, 5)
    del levels["vision"]
    result = score(COMPANY, {"q9": levels})
    assert result.dimensions["automation"].value == 80.0
    assert Blank("q9", "vision") in result.blanks
    assert Blank("q9") not in result.blanks


def test_none_ticked_is_an_answer_and_no_blank() -> None:
    assert Blank("q5") not in score(COMPANY, {"q5": []}).blanks


@pytest.mark.parametrize(
    ("points", "name"),
    [
        (0, "basic"), (25, "basic"), (Fraction(25_000_001, 1_000_000), "average"), (50, "average"), (50.5, "moderate"),
        (75, "moderate"), (Fraction(751, 10), "advanced"), (100, "advanced"),
    ],
)  # fmt: skip
def test_bands_end_at_25_50_and_75(points: float, name: str) -> None:
    assert band(points) == name


def _picks(question: Question) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(question.keys), unique=True)


def values_of(question: Question) -> st.SearchStrategy[Any]:
    if question.shape is Shape.TICKS:
        return _picks(question)
    if question.shape is Shape.MATRIX:
        return st.fixed_dictionaries({"done": _picks(question), "planned": _picks(question)})
    levels = st.integers(0, HIGHEST[question.shape])
    return st.fixed_dictionaries({}, optional=dict.fromkeys(question.keys, levels))


def all_answers(test: Edition) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={one.key: values_of(one) for one in test.questions})


@given(st.sampled_from([COMPANY, PUBLIC]).flatmap(lambda test: st.tuples(st.just(test), all_answers(test))))
def test_all_points_lie_between_0_and_100(drawn: tuple[Edition, dict[str, Any]]) -> None:
    result = score(*drawn)
    assert all(0 <= points <= 100 for points in result.figures)
    assert all(0 <= part <= 10 for parts in result.parts.values() for part in parts)
    mean = sum(result.figures[:6]) / 6
    assert result.total.value == pytest.approx(mean)


@given(st.data())
def test_each_good_tick_and_step_lifts_the_score(data: st.DataObject) -> None:
    test = data.draw(st.sampled_from([COMPANY, PUBLIC]))
    given_answers = data.draw(all_answers(test))
    question = data.draw(st.sampled_from(test.questions))
    item = data.draw(st.sampled_from([one for one in question.items if not one.negative]))
    before, after = (
        score(test, _without(given_answers, question, item.key)),
        score(test, _with(given_answers, question, item.key)),
    )
    assert after.total.value > before.total.value
    assert after.dimensions[question.dimension].value > before.dimensions[question.dimension].value
    others = [name for name in test.dimensions if name != question.dimension]
    assert [after.dimensions[name] for name in others] == [before.dimensions[name] for name in others]


def _without(given_answers: dict[str, Any], question: Question, key: str) -> dict[str, Any]:
    return given_answers | {question.key: _set(question, given_answers.get(question.key), key, good=False)}


def _with(given_answers: dict[str, Any], question: Question, key: str) -> dict[str, Any]:
    return given_answers | {question.key: _set(question, given_answers.get(question.key), key, good=True)}


def _set(question: Question, value: Any, key: str, *, good: bool) -> Any:
    if question.shape is Shape.TICKS:
        return [one for one in value or [] if one != key] + [key] * good
    if question.shape is Shape.MATRIX:
        kept = value or {"done": [], "planned": []}
        return kept | {"done": [one for one in kept["done"] if one != key] + [key] * good}
    return (value or {}) | {key: HIGHEST[question.shape] * good}
