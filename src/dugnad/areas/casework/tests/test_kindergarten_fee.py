"""The kindergarten fee, exact on the thresholds of each year."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dugnad.areas.casework.library import package
from dugnad.areas.casework.rulebook.deciding import Decided, Known, decide
from dugnad.areas.casework.rulebook.document import Overlay
from dugnad.areas.casework.rulebook.letters import sentences

FEE = package("kindergarten_fee")
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def _decided(day: str, income: Any, number: int = 1, age: int = 4, hours: int = 45) -> Decided:
    values = {
        "husholdningens inntekt": income,
        "barnets nummer": number,
        "barnets alder": age,
        "timer i uken": hours,
    }
    known = {
        name: Known(None if value is None else Decimal(value), "test", NOW) for name, value in values.items()
    }
    return decide(FEE, Overlay(), known, day=dt.date.fromisoformat(day), now=NOW, digest="d")


def _state(decided: Decided, decision: str) -> Any:
    return next(
        step.state if step.state != "computed" else step.value
        for step in decided.steps
        if step.decision == decision
    )


@pytest.mark.parametrize(
    ("day", "price", "threshold"),
    [
        ("2016-09-01", 2655, 486_750),
        ("2017-09-01", 2730, 500_500),
        ("2018-09-01", 2910, 533_500),
        ("2020-09-01", 3135, 574_750),
        ("2021-09-01", 3230, "592166.67"),
        ("2023-09-01", 3000, 550_000),
        ("2024-09-01", 2000, "366666.67"),
    ],
)
def test_six_per_cent_meets_the_maximum_price_at_the_threshold_of_the_year(
    day: str, price: int, threshold: Any
) -> None:
    at = Decimal(threshold)
    below = _decided(day, at - 1, age=1)
    assert _state(below, "Redusert betaling") == "met"
    assert abs(_state(below, "månedspris") * 11 - (at - 1) * Decimal("0.06")) < Decimal("1e-25")
    over = _decided(day, at, age=1)
    assert _state(over, "Redusert betaling") == "not met"
    assert _state(over, "månedspris") == price
    assert over.result == "full"


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        ("2016-09-01", 417_000),
        ("2017-09-01", 450_000),
        ("2018-09-01", 533_500),
        ("2020-09-01", 566_100),
        ("2021-09-01", 583_650),
        ("2023-09-01", 615_590),
        ("2024-09-01", 642_700),
    ],
)
def test_core_hours_are_free_below_the_limit_of_the_year(day: str, limit: int) -> None:
    assert _state(_decided(day, limit - 1), "Gratis kjernetid") == "met"
    assert _state(_decided(day, limit), "Gratis kjernetid") == "not met"


@pytest.mark.parametrize("day", ["2019-03-01", "2019-09-01", "2020-07-31", "2022-09-01", "2023-07-31"])
def test_no_value_is_guessed_for_days_without_one(day: str) -> None:
    decided = _decided(day, 300_000)
    assert decided.result == "person"
    assert [why.partition(":")[0] for why in decided.why] == ["not_in_force"]


def test_first_six_per_cent_then_siblings_then_free_hours() -> None:
    decided = _decided("2024-09-01", 330_000, number=2)
    assert _state(decided, "pris etter søskenrabatt") == Decimal(1260)
    assert _state(decided, "månedspris") == Decimal(700)


@pytest.mark.parametrize(
    ("day", "number", "price"),
    [("2021-09-01", 2, 2261), ("2021-09-01", 3, 1615), ("2023-09-01", 3, 0), ("2023-09-01", 5, 0)],
)
def test_siblings_pay_less_and_from_august_2023_the_third_nothing(day: str, number: int, price: int) -> None:
    assert _state(_decided(day, 2_000_000, number), "månedspris") == price


def test_the_letter_tells_each_step_with_its_place_in_the_law() -> None:
    told = [one.text for one in sentences(FEE, _decided("2024-09-01", 330_000, number=2), "nn")]
    assert told[0] == "De får redusert foreldrebetaling i barnehagen."
    assert told[-1] == "De betaler 700 kroner i månaden for plassen. Mat kjem i tillegg."
    assert any("330\u00a0000 kroner" in sentence for sentence in told)


def test_without_an_income_a_person_decides() -> None:
    decided = _decided("2024-09-01", None)
    assert (decided.result, decided.missing) == ("person", ("husholdningens inntekt",))
