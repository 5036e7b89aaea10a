"""The figures: the same for a document and a seed wherever they are asked for, and what they rest on."""

from __future__ import annotations

import copy
import json
import math
from typing import Any

import pytest

from dugnad.areas.lab.tests.firm import bakery
from dugnad.areas.lab.verdicts import figures, stamp
from dugnad.areas.lab.verdicts.reckoning import blocks, levers, worlds
from dugnad.areas.lab.verdicts.reckoning.series import calibrate
from dugnad.engines.foresight import Refused, reading
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.model import Range
from dugnad.engines.foresight.running import Work
from dugnad.engines.foresight.simulate import simulate

FEW = 2000


def test_the_same_document_and_seed_give_the_same_digits() -> None:
    one, two = (figures.verdict(bakery(), 7, FEW) for _ in range(2))
    assert json.dumps(one) == json.dumps(two)
    assert figures.verdict(bakery(), 8, FEW)["worlds"] != one["worlds"]


def test_the_figures_are_those_of_the_engine() -> None:
    told = figures.verdict(bakery(), 7, FEW)["worlds"][1]
    model = reading.from_json(bakery())
    out = simulate(prepare(model, model.scenarios[:1]), FEW, Work(7))
    assert told["survival"]["36"] == [out.survival[36].value, out.survival[36].error]
    assert told["npv"] == [out.npv.value, out.npv.error]
    assert told["tightest"][0] == out.tightest_month


def test_everything_is_the_sum_of_its_parts() -> None:
    whole = figures.everything(bakery(months=24), 3, FEW)
    told = whole["verdict"]
    assert told == figures.verdict(bakery(months=24), 3, FEW)
    assert whole["depth"] == figures.depth(bakery(months=24), told["hardest"], told["horizon"], seed=3)
    json.dumps(whole, allow_nan=False)


def test_worlds_are_kept_apart_and_no_probability_is_made_up() -> None:
    told = figures.verdict(bakery(), 1, FEW)
    assert [one["key"] for one in told["worlds"]] == ["today", "s0", "s1", "together"]
    assert told["weighed"] is None


def _stating(*probabilities: float) -> dict[str, Any]:
    document = copy.deepcopy(bakery())
    for scenario, share in zip(document["scenarios"], probabilities, strict=True):
        scenario["probability"] = share
    return document


def test_stated_probabilities_weigh_the_worlds() -> None:
    told = figures.verdict(_stating(0.3, 0.2), 1, FEW)
    today, first, second, _ = (one["survival"]["60"][0] for one in told["worlds"])
    assert told["weighed"]["survival"]["60"][0] == pytest.approx(0.5 * today + 0.3 * first + 0.2 * second)


def test_probabilities_beyond_one_are_not_weighed() -> None:
    assert figures.verdict(_stating(0.8, 0.7), 1, FEW)["weighed"]["over"]


def test_a_lever_moves_ranges_and_stays_within_bounds() -> None:
    model = reading.from_json(bakery())
    turned = levers.turned(model, {"price": 1.5, "fixed": 0.5}).business
    assert turned.streams[0].price == Range(102, 114)
    assert turned.costs.fixed == bakery()["business"]["costs"]["fixed"] * 0.5
    high = reading.from_json(bakery(streams=[{"name": "s", "customers": 1, "price": 1, "churn": 0.9}]))
    assert levers.turned(high, {"churn": 1.5}).business.streams[0].churn == 0.999


@pytest.mark.parametrize(
    ("turns", "code"), [({"luck": 1.1}, "unknown_lever"), ({"price": 9}, "out_of_bounds")]
)
def test_what_is_no_lever_is_refused(turns: dict[str, float], code: str) -> None:
    with pytest.raises(Refused) as no:
        figures.redraw(bakery(), turns, "today", 36)
    assert no.value.code == code


def test_levers_at_rest_gain_nothing_and_better_prices_gain() -> None:
    assert figures.redraw(bakery(), {}, "s0", 36)["gain"] == 0
    assert figures.redraw(bakery(), {"price": 1.1}, "s0", 36)["gain"] > 0
    assert figures.redraw(bakery(), {"churn": 1.1}, "s0", 36)["gain"] < 0


@pytest.mark.parametrize(("futures", "code"), [(10**9, "too_many"), (3, "too_few")])
def test_futures_out_of_bounds_are_refused_at_their_field(futures: int, code: str) -> None:
    with pytest.raises(Refused) as no:
        figures.verdict(bakery(), 1, futures)
    assert (no.value.code, no.value.path) == (code, "futures")


def test_levers_are_ranked_by_kroner_on_the_same_futures() -> None:
    found = figures.levers_of(bakery(months=36), "today", 36)
    gains = [one["gain"][0] for one in found["levers"]]
    assert gains == sorted(gains, reverse=True)
    assert found["levers"][0]["name"] == "price"
    deep = figures.depth(bakery(months=36), "today", 36)
    assert all(one["first"] <= one["total"] + 0.05 for one in deep["sobol"]["inputs"])


def test_a_threshold_is_where_so_many_futures_last() -> None:
    found = figures.depth(bakery(months=36), "s1", 36, 0.6)
    price = next(one for one in found["thresholds"] if one["quantity"] == "price")
    model = levers.turned(reading.from_json(bakery(months=36)), {"price": price["factor"]})
    out = simulate(prepare(model, model.scenarios[1:]), 20_000, Work(1), cones=False)
    assert out.survival[36].value == pytest.approx(0.6, abs=0.01)


@pytest.mark.parametrize(
    ("share", "today", "mark"),
    [(0.9, 0.91, "fine"), (0.3, 0.31, "fine"), (0.4, 0.9, "act"), (0.7, 0.9, "watch"), (0.85, 0.97, "watch")],
)
def test_a_block_is_marked_by_its_figure(share: float, today: float, mark: str) -> None:
    assert blocks.level(share, today, 0.8) == mark


def test_the_horizon_is_the_first_that_is_not_certain() -> None:
    assert worlds.horizon({"36": [0.7, 0], "60": [0.6, 0], "120": [0.1, 0]}) == 36
    assert worlds.horizon({"36": [0.999, 0], "60": [0.6, 0], "120": [0.1, 0]}) == 60
    assert worlds.horizon({"12": [1.0, 0]}) == 12


def test_strategies_meet_the_same_futures() -> None:
    found = figures.compared(bakery(months=36), "s0", 100_000.0)
    rows = found["tables"]["s0"]
    assert [one["name"] for one in rows] == ["", "Abonnement", "Heve prisen"]
    assert rows[0]["gain"] == [0.0, 0.0]
    assert min(one["most"] for one in found["regrets"]) >= 0
    assert {one["name"] for one in found["waiting"]} == {"Abonnement", "Heve prisen"}


def test_a_business_without_ranges_has_figures_too() -> None:
    stream = {"name": "s", "customers": 100, "price": 1000}
    sure = bakery(streams=[stream], noise=0, months=24) | {"scenarios": [], "strategies": []}
    found = figures.everything(sure, 1, 200)
    assert found["depth"]["sobol"]["none"]
    assert found["verdict"]["worlds"][0]["survival"]["24"][0] in {0.0, 1.0}
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    ("sales", "code"), [([1, 2], "too_short"), ([0, 0, 0, 0, 0], "all_zero"), ([5, -1, 3, 2, 4], "negative")]
)
def test_a_series_that_cannot_be_fitted_says_why(sales: list[float], code: str) -> None:
    assert calibrate(sales)["curves"][0]["refused"][0] == code


def test_a_series_is_fitted_and_tested_on_what_was_held_back() -> None:
    found = calibrate([1, 3, 6, 9, 11, 9, 6, 3, 2])["curves"][0]
    assert found["r2"] > 0.98
    assert found["back_test"]["error"] < found["back_test"]["naive"]


def test_the_fingerprint_does_not_hang_on_the_order_of_keys() -> None:
    document = bakery()
    shuffled = dict(reversed(document.items()))
    assert stamp.fingerprint(document) == stamp.fingerprint(shuffled)
    assert stamp.fingerprint(bakery(months=24)) != stamp.fingerprint(document)


def test_four_laws_of_diffusion_are_as_abrupt_as_they_are() -> None:
    found = {one["law"]: one for one in figures.depth(bakery(months=60), "today", 60)["laws"]}
    assert list(found) == ["fisher_pry", "bass", "norton_bass", "lotka_volterra"]
    half = found["fisher_pry"]["half"]
    assert [one["half"] for one in found.values()] == pytest.approx([half] * 4, abs=0.1)
    # Counted from today: f/(1 - f) grows 81 times in 78 months, and (f - f0)/(1 - f0) is what is gone.
    rate, first = math.log(81) / 78, math.exp(-math.log(81) / 78 * 54)
    assert half == pytest.approx(54 + math.log(1 + 2 * first) / rate, abs=0.1)
    # Bass' F(t) = x at ln((1 + x q/p)/(1 - x))/(p + q).
    when = {x: math.log((1 + x * 38 / 3) / (1 - x)) for x in (0.1, 0.5, 0.9)}
    assert found["bass"]["takeover"] == pytest.approx(half * (when[0.9] - when[0.1]) / when[0.5], abs=0.2)
    assert len({round(one["npv"][0]) for one in found.values()}) == 4
