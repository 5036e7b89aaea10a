"""Curves fitted to published series and to our own; competition against what is known exactly."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from dugnad.engines.foresight import Refused, fit_bass, fit_fisher_pry, fit_norton_bass
from dugnad.engines.foresight.diffusion.bass import adopted, bass_sales
from dugnad.engines.foresight.diffusion.competition import Feeding, Rivals, compete, solve
from dugnad.engines.foresight.diffusion.generations import norton_bass
from dugnad.engines.foresight.diffusion.substitution import fisher_pry

PUBLISHED = Path(__file__).resolve().parents[6] / "shared" / "data" / "diffusion" / "series.json"


@pytest.mark.parametrize("name", ["room_air_conditioners", "colour_television"])
def test_published_series_fit_to_their_printed_digits(name: str) -> None:
    if not PUBLISHED.exists():
        pytest.skip("the published series are not beside this checkout")
    one = json.loads(PUBLISHED.read_text())[name]
    fit, said = fit_bass(one["sales"]), one["fit"]
    assert round(fit.p, 5) == said["p"]
    assert round(fit.q, 5) == said["q"]
    assert round(fit.m) == said["m"]
    assert round(round(fit.r2, 4), 3) == said["r2"]
    assert fit.p_interval[0] < fit.p < fit.p_interval[1]
    assert fit.m_interval[0] < fit.m < fit.m_interval[1]


def test_r2_is_of_the_sales_about_their_mean_and_not_corrected() -> None:
    sales = np.array([747, 1480, 2646, 5118, 5777, 5982, 5962, 4631], float)
    fit = fit_bass(sales)
    left = ((sales - fit.sales(8)) ** 2).sum() / ((sales - sales.mean()) ** 2).sum()
    assert fit.r2 == pytest.approx(1 - left, rel=1e-12)
    # Just below .9695: printed as .970 only by rounding twice.
    assert fit.r2 == pytest.approx(0.969497, abs=1e-6)


def test_bass_curve_solves_its_equation() -> None:
    t, h = np.linspace(0, 20, 41), 1e-5
    share = adopted(0.03, 0.38, t)
    slope = (adopted(0.03, 0.38, t + h) - adopted(0.03, 0.38, np.maximum(t - h, 0))) / (h + np.minimum(t, h))
    assert np.allclose(slope, (0.03 + 0.38 * share) * (1 - share), atol=1e-6)


def test_bass_finds_what_made_the_series() -> None:
    fit = fit_bass(bass_sales(0.02, 0.45, 5000, 14))
    assert (fit.p, fit.q, fit.m) == pytest.approx((0.02, 0.45, 5000), rel=1e-6)
    assert fit.r2 == pytest.approx(1)
    assert fit.sales(20)[:14] == pytest.approx(bass_sales(0.02, 0.45, 5000, 14), rel=1e-6)


def test_profile_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    rng, clean, held = np.random.default_rng(5), bass_sales(0.02, 0.45, 5000, 14), 0
    for _ in range(20):
        low, high = fit_bass(np.maximum(clean + rng.normal(0, 25, 14), 0)).q_interval
        held += low < 0.45 < high
    assert 16 <= held <= 20


def test_series_that_has_not_turned_is_warned_of() -> None:
    assert "peak_not_seen" in fit_bass(bass_sales(0.002, 0.3, 5000, 8)).warnings


@pytest.mark.parametrize(
    ("sales", "code"),
    [
        ([1, 2, 3], "too_short"),
        ([], "too_short"),
        ([0] * 8, "all_zero"),
        ([9, 8, 7, 6, 5], "decreasing"),
        ([5, 5, 5, 5, 5], "decreasing"),
        ([1, 2, math.nan, 4, 5], "not_finite"),
        ([1, 2, math.inf, 4, 5], "not_finite"),
        ([1, 2, -1, 4, 5], "negative"),
        (["a", 2, 3, 4, 5], "not_numbers"),
        ([[1, 2], [3, 4]], "not_numbers"),
        (None, "not_numbers"),
    ],
)
def test_what_cannot_be_fitted_is_refused_with_a_reason(sales: object, code: str) -> None:
    with pytest.raises(Refused) as said:
        fit_bass(sales)
    assert said.value.code == code
    assert said.value.reason


def test_fisher_pry_finds_what_made_the_share() -> None:
    times = np.arange(1990, 2012)
    fit = fit_fisher_pry(times, fisher_pry(times, 2001.5, 12.0))
    assert (fit.t50, fit.takeover) == pytest.approx((2001.5, 12.0), rel=1e-7)
    low, high = fisher_pry([2001.5 - 6, 2001.5 + 6], 2001.5, 12.0)
    assert (low, high) == pytest.approx((0.1, 0.9))


def test_fisher_pry_interval_holds_the_truth_under_noise() -> None:
    times = np.arange(20.0)
    seen = np.clip(fisher_pry(times, 9.0, 10.0) + np.random.default_rng(2).normal(0, 0.02, 20), 0, 1)
    fit = fit_fisher_pry(times, seen)
    assert fit.t50_interval[0] < 9.0 < fit.t50_interval[1]
    assert fit.takeover_interval[0] < 10.0 < fit.takeover_interval[1]


@pytest.mark.parametrize(
    ("times", "share", "code"),
    [
        (range(5), [0.9, 0.7, 0.5, 0.3, 0.1], "decreasing"),
        (range(5), [0.1, 0.2, 0.3, 0.4, 1.4], "not_a_share"),
        (range(4), [0.1, 0.2, 0.3, 0.4, 0.5], "times_differ"),
        ([0, 1, 1, 2, 3], [0.1, 0.2, 0.3, 0.4, 0.5], "times_repeat"),
        (range(2), [0.1, 0.2], "too_short"),
    ],
)
def test_shares_that_cannot_be_fitted_are_refused(times: object, share: object, code: str) -> None:
    with pytest.raises(Refused) as said:
        fit_fisher_pry(times, share)
    assert said.value.code == code


def test_generations_are_found_again() -> None:
    made = norton_bass(0.01, 0.5, (100.0, 150.0, 80.0), (0, 8, 15), 26)
    fit = fit_norton_bass(made)
    assert (fit.p, fit.q) == pytest.approx((0.01, 0.5), rel=1e-6)
    assert fit.m == pytest.approx((100.0, 150.0, 80.0), rel=1e-6)
    assert fit.launches == (0, 8, 15)
    assert fit.sales(26) == pytest.approx(made, abs=1e-4)


def test_generations_share_out_the_whole_market() -> None:
    late = norton_bass(0.01, 0.5, (100.0, 150.0), (0, 8), 200)[:, -1]
    assert late == pytest.approx([0, 250], abs=1e-6)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([[1, 2, 3, 4, 5]], "one_generation"),
        ([[1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5]], "ragged"),
        ([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]], "out_of_order"),
        ([[5, 4, 3, 2, 1], [0, 5, 4, 3, 2]], "decreasing"),
        ([[5, 4, 3, 2, 1], [0] * 5], "all_zero"),
        (3, "not_numbers"),
    ],
)
def test_generations_that_cannot_be_fitted_are_refused(rows: object, code: str) -> None:
    with pytest.raises(Refused) as said:
        fit_norton_bass(rows)
    assert said.value.code == code


def test_rivals_end_at_their_equilibrium() -> None:
    rivals = Rivals((0.4, 0.6), (1000.0, 800.0), (0.5, 0.4))
    assert compete(rivals, (900.0, 10.0), 200)[-1] == pytest.approx(rivals.equilibrium(), rel=1e-6)


def test_strong_pressure_drives_the_incumbent_out_and_switching_cost_saves_it() -> None:
    weak = Rivals((0.4, 0.6), (1000.0, 1000.0), (1.5, 0.5))
    assert weak.equilibrium() is None
    assert compete(weak, (900.0, 10.0), 300)[-1] == pytest.approx([0, 1000], abs=1)
    tied = Rivals((0.4, 0.6), (1000.0, 1000.0), (1.5, 0.5), switching=0.6)
    assert compete(tied, (900.0, 10.0), 300)[-1] == pytest.approx(tied.equilibrium(), rel=1e-4)


def test_one_rival_alone_grows_along_the_logistic() -> None:
    path = compete(Rivals((0.3, 0.3), (500.0, 500.0), (0.5, 0.5)), (5.0, 0.0), 40, 400)[:, 0]
    t = np.linspace(0, 40, 401)
    assert path == pytest.approx(500 / (1 + 99 * np.exp(-0.3 * t)), rel=1e-6)


def test_network_effect_and_response_help_who_has_them() -> None:
    plain = Rivals((0.4, 0.6), (1000.0, 800.0), (0.5, 0.4))
    network = Rivals((0.4, 0.6), (1000.0, 800.0), (0.5, 0.4), network=0.5)
    answering = Rivals((0.4, 0.6), (1000.0, 800.0), (0.5, 0.4), response=(0.8, 0.0))
    assert compete(network, (900.0, 10.0), 10)[-1].sum() > compete(plain, (900.0, 10.0), 10)[-1].sum()
    assert compete(answering, (300.0, 300.0), 5)[-1][0] > compete(plain, (300.0, 300.0), 5)[-1][0]


def test_the_conserved_quantity_stays_and_its_error_falls_with_the_fourth_power() -> None:
    feeding = Feeding(1.0, 0.1, 1.5, 0.075)
    drift = []
    for steps in (200, 400, 800):
        value = feeding.conserved(solve(feeding.slope, (10.0, 5.0), 15, steps))
        drift.append(abs(float(value[-1] - value[0])))
    assert drift[-1] < 1e-6
    exact = solve(feeding.slope, (10.0, 5.0), 15, 12800)[-1]
    errors = [np.abs(solve(feeding.slope, (10.0, 5.0), 15, n)[-1] - exact).max() for n in (200, 400, 800)]
    orders = np.log2(np.array(errors[:-1]) / np.array(errors[1:]))
    assert orders == pytest.approx([4, 4], abs=0.25)


def test_rivals_without_reach_are_refused() -> None:
    with pytest.raises(Refused):
        Rivals((0.4, 0.6), (0.0, 800.0), (0.5, 0.4))
