"""Strategies, thresholds and waiting on the same futures."""

from __future__ import annotations

import numpy as np
import pytest

from dugnad.engines.foresight import Refused
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.deciding import NOTHING, compare, failures, regret_table, waiting
from dugnad.engines.foresight.model import Model, Range, Scenario, Strategy
from dugnad.engines.foresight.running import outcomes
from dugnad.engines.foresight.tests.firms import EVERYTHING, ONLINE, certain, workshop
from dugnad.engines.foresight.thresholds import scaled, threshold


def test_regret_is_nought_for_the_only_choice_and_the_best_has_least() -> None:
    rows = compare(workshop(), EVERYTHING[:1], (ONLINE,), futures=4000)
    assert [row.name for row in rows] == [NOTHING, "Go online"]
    assert rows[0].gain.value == 0
    assert sum(row.best.value for row in rows) >= 1
    by_regret = min(rows, key=lambda row: row.regret.value)
    assert by_regret is max(rows, key=lambda row: row.npv.value)
    assert compare(workshop(), (), (), futures=200)[0].regret.value == 0


def test_common_futures_make_the_gain_far_surer_than_the_values() -> None:
    row = compare(workshop(), EVERYTHING, (Strategy("Rent", running=-2000.0),), futures=4000)[1]
    assert row.gain.value > 0
    assert row.gain.error < row.npv.error / 5


def test_regret_table_names_the_worst_world() -> None:
    table = regret_table(workshop(), {"today": (), "entrant": EVERYTHING[:1]}, futures=2000)
    for row in table.values():
        assert row["most"] == max(row["today"], row["entrant"])
    assert min(row["today"] for row in table.values()) == 0


def test_threshold_is_where_survival_is_as_wanted() -> None:
    model = workshop()
    found = threshold(model, "price", 0.9, EVERYTHING, futures=4000)
    assert found.factor is not None
    assert found.reached is not None
    out = outcomes(scaled(prepare(model, EVERYTHING), "price", found.factor), 4000, _work())
    assert (out[0] < 0).mean() >= 0.9
    less = outcomes(scaled(prepare(model, EVERYTHING), "price", found.factor - 0.02), 4000, _work())
    assert (less[0] < 0).mean() < 0.9


def _work():  # type: ignore[no-untyped-def]
    from dugnad.engines.foresight.running import Work

    return Work()


def test_threshold_of_a_certain_business_can_be_computed_by_hand() -> None:
    # 100 customers at a price of k times 1000 and a cost of 400, 10 000 fixed: it lives for ever where
    # 100 (1000 k - 400) >= 10 000, that is k = 0.5; the money in the bank carries it a little lower.
    found = threshold(certain(), "price", 0.5, futures=64)
    assert found.factor is not None
    assert 0.4 < found.factor < 0.5
    assert found.at_least


def test_threshold_says_when_nothing_will_do() -> None:
    assert threshold(certain(), "churn", 0.5, futures=64).at_least is False
    hopeless = certain(customers=0.0)
    assert threshold(hopeless, "price", 0.5, futures=64).factor is None


@pytest.mark.parametrize(
    ("quantity", "wanted", "code"), [("luck", 0.5, "unknown_quantity"), ("price", 1, "out_of_bounds")]
)
def test_thresholds_that_make_no_sense_are_refused(quantity: str, wanted: float, code: str) -> None:
    with pytest.raises(Refused) as said:
        threshold(certain(), quantity, wanted)
    assert said.value.code == code


def test_waiting_is_worth_something_where_one_learns() -> None:
    model = certain(churn=Range(0.0, 0.08))
    rescue = Strategy("Loyalty", months=1, cost=5e5, changes={"churn": 0.2})
    found = waiting(model, rescue, 12, futures=4000)
    assert 0 < found.commits.value < 1
    assert found.worth.value > 3 * found.worth.error
    assert found.wait.value >= max(found.never.value, found.later.value) - 3 * found.wait.error


def test_waiting_is_worth_nothing_where_there_is_nothing_to_learn() -> None:
    good = Strategy("Cheaper", months=1, changes={"unit_cost": 0.5})
    found = waiting(certain(), good, 12, futures=400)
    assert found.worth.value < 0
    assert found.commits.value == 1


def test_failures_are_boxes_in_the_models_own_units() -> None:
    model = certain(price=Range(300.0, 1000.0), churn=Range(0.0, 0.001))
    box = failures(model, futures=4000)[0]
    assert "streams.s.price" in box.limits
    assert box.limits["streams.s.price"][1] < 700
    assert box.density > 0.8


def test_failures_of_what_never_fails_are_refused() -> None:
    with pytest.raises(Refused) as said:
        failures(certain(price=Range(2000.0, 3000.0)), futures=500)
    assert said.value.code == "nothing_to_find"


def test_probability_of_a_scenario_is_the_users_alone() -> None:
    assert Scenario("platform").probability is None
    assert np.isfinite(
        compare(Model(certain().business), (Scenario("platform", probability=0.3),), futures=64)[0].npv.value
    )
