"""Drawn populations, how each in them ends, and what may be told of the sums."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import numpy as np

from dugnad.areas.casework import library
from dugnad.areas.casework.rulebook.deciding import PERSON, Known, decide
from dugnad.areas.casework.rulebook.document import Overlay
from dugnad.areas.casework.rulebook.reading import from_json
from dugnad.areas.casework.rulebook.tests.small import document
from dugnad.areas.casework.trials import population, summing
from dugnad.areas.casework.trials.population import Declared, People
from dugnad.areas.casework.trials.reckoning import Ends, Side

FEE = library.package("kindergarten_fee")

PASS = from_json(document())
DAY = dt.date(2026, 10, 1)
NOON = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
CHEAP = Overlay("Eksempel", {"maksimalpris": ((dt.date(2024, 8, 1), Decimal(1000)),)})
SPREAD = {
    one.name: one
    for one in (
        Declared("husholdningens inntekt", "skewed", 0, 1_500_000),
        Declared("barnets nummer", low=1, high=4),
        Declared("barnets alder", low=1, high=5),
        Declared("timer i uken", low=20, high=45, unknown=5),
    )
}


def drawn(count: int = 60, seed: int = 7) -> People:
    return population.drawn(FEE.facts, SPREAD, count, seed)


def test_the_same_seed_draws_the_same_people_and_another_draws_others() -> None:
    assert drawn().columns == drawn().columns
    assert drawn(seed=8).columns != drawn().columns
    numbers = [value for value in drawn(500).columns["barnets nummer"] if value is not None]
    assert {int(value) for value in numbers} == {1, 2, 3, 4}  # type: ignore[arg-type]


def test_one_more_fact_changes_no_other() -> None:
    fewer = population.drawn(FEE.facts[:1], SPREAD, 60, 7)
    assert fewer.columns["husholdningens inntekt"] == drawn().columns["husholdningens inntekt"]


def test_first_guesses_come_from_the_limits_of_the_rules() -> None:
    found = {one.name: one for one in population.guesses(FEE, DAY)}
    assert found["husholdningens inntekt"].high == 2 * 642_700
    assert found["barnets alder"].high == 4


def test_each_ends_as_one_case_at_a_time_would() -> None:
    crowd = drawn()
    ends = Side(FEE, Overlay(), DAY).ends(crowd, "månedspris")
    for at, facts in enumerate(crowd.rows()):
        known = {name: Known(value, "tax", NOON) for name, value in facts.items()}
        one = decide(FEE, Overlay(), known, day=DAY, now=NOON, digest="")
        assert ends.results[at] == one.result
        fee = next((step.value for step in one.steps if step.decision == "månedspris"), None)
        assert np.isnan(ends.amounts[at]) if fee is None else ends.amounts[at] == float(fee)  # type: ignore[arg-type]


def test_by_columns_is_as_by_rows_where_the_model_allows_it() -> None:
    text = document()["model"].replace("<text>null</text>", "<text>&lt; 0</text>")
    text = text.replace("age &gt;= age limit", "age").replace("age >= age limit", "age")
    text = text.replace("<text>true</text>", "<text>&gt;= 67</text>")
    package = replace(PASS, model=text)
    crowd = population.drawn(package.facts, {"age": Declared("age", low=1, high=100)}, 200, 3)
    crowd = People(
        {**crowd.columns, "need": [("no", "assessed", "perhaps")[at % 3] for at in range(200)]}, 200
    )
    side = Side(package, Overlay(), DAY)
    columns, rows = side.ends(crowd, ""), side._by_rows(crowd, "", lambda done: None)
    assert columns.by == "columns"
    assert columns.results.tolist() == rows.results.tolist()
    assert {"granted", PERSON} <= set(columns.results.tolist())


def _ends(results: list[str], amounts: list[float]) -> Ends:
    return Ends(np.array(results, dtype=object), np.array(amounts), "rows")


def test_sums_are_those_of_whom_rules_decide_by_both() -> None:
    crowd = People({"x": [Decimal(at % 2) for at in range(20)]}, 20)
    before = _ends(["full"] * 20, [100.0] * 20)
    after = _ends([PERSON] * 6 + ["full"] * 14, [float("nan")] * 6 + [90.0] * 7 + [100.0] * 7)
    found = summing.summed(
        crowd, before, after, summing.Terms(True, True, frozenset(), 11, 10), invented=True
    )
    assert found["all"] == {"gain": 7, "lose": 0, "same": 7, "person": 6}
    assert found["money"]["before"] == 14_000
    assert found["money"]["difference"] == -700
    assert found["money"]["difference_year"] == -7_700
    assert found["person"] == {"before": 0, "after": 6, "to": 6, "from": 0}
    gets = summing.summed(
        crowd, before, after, summing.Terms(True, False, frozenset(), 11, 10), invented=True
    )
    assert gets["all"]["lose"] == 7


def test_fewer_than_five_are_never_told_nor_what_could_be_reckoned() -> None:
    assert summing.hidden({"a": 3, "b": 50, "c": 7}) == {"a": None, "b": 50, "c": None}
    assert summing.hidden({"a": 0, "b": 50}) == {"a": 0, "b": 50}
    crowd = People({"x": [Decimal(0)] * 3 + [Decimal(1)] * 6 + [Decimal(2)] * 30}, 39)
    ends = _ends(["full"] * 39, [1.0] * 39)
    found = summing.summed(crowd, ends, ends, summing.Terms(True, True, frozenset()), invented=False)
    assert [row["size"] for row in found["groups"][0]["rows"]] == [None, None, 30]
    assert found["largest"] == []


def test_without_an_amount_a_grant_is_a_gain() -> None:
    crowd = People({"x": [Decimal(1)] * 10}, 10)
    nothing = [float("nan")] * 10
    before = _ends(["refused"] * 10, nothing)
    after = _ends(["granted"] * 10, nothing)
    terms = summing.Terms(False, True, frozenset({"refused"}))
    assert summing.summed(crowd, before, after, terms, invented=True)["all"]["gain"] == 10
