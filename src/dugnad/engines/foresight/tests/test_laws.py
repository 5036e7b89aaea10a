"""Disruptions follow the laws that they are named for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dugnad.engines.foresight import Refused, reference, running
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.diffusion.bass import adopted
from dugnad.engines.foresight.diffusion.competition import Rivals, compete
from dugnad.engines.foresight.diffusion.generations import norton_bass
from dugnad.engines.foresight.model import Range, Scenario
from dugnad.engines.foresight.running import Work
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.engines.foresight.simulate import simulate
from dugnad.engines.foresight.tests.firms import certain, workshop

LAWS = {
    "adoption": {"start": 3.5, "p": 0.004, "q": 0.09, "cap": 1.0},
    "generations": {
        "age": 40,
        "start": 7,
        "p": 0.006,
        "q": 0.08,
        "expansion": 0.4,
        "capture": 0.25,
        "cap": 1.0,
    },
    "rivalry": {
        "start": 0,
        "own": 0.04,
        "their": 0.1,
        "reach": 0.9,
        "seed": 0.02,
        "pressed": 1.2,
        "pressing": 0.5,
        "switching": 0.1,
        "network": 0.2,
        "response": 0.4,
        "counter": 0.3,
        "cap": 1.0,
    },
}


def _bass(t: np.ndarray) -> np.ndarray:
    one = LAWS["adoption"]
    return adopted(one["p"], one["q"], t - one["start"])


def _norton_bass(t: np.ndarray) -> np.ndarray:
    """By the diffusion engine's own generations: the present one's market is 1, launched `age` months ago."""
    one = LAWS["generations"]
    launches = (0, one["age"] + one["start"])
    sold = norton_bass(one["p"], one["q"], (1.0, one["expansion"]), launches, int(one["age"]) + len(t))
    volume = (sold[0] + one["capture"] * sold[1])[int(one["age"]) - 1 :]
    return 1 - volume[: len(t)] / volume[0]


def _lotka_volterra(t: np.ndarray) -> np.ndarray:
    """By the diffusion engine's own rivals, in forty steps a month."""
    one = LAWS["rivalry"]
    reach = tuple(size / (1 + one["network"]) for size in (1.0, one["reach"]))
    pressure, response = (one["pressed"], one["pressing"]), (one["response"], one["counter"])
    rivals = Rivals((one["own"], one["their"]), reach, pressure, one["switching"], one["network"], response)
    return 1 - compete(rivals, (1.0, one["seed"]), len(t) - 1, 40 * (len(t) - 1))[::40, 0]


@pytest.mark.parametrize(
    ("kind", "law", "within"),
    [("adoption", _bass, 1e-12), ("generations", _norton_bass, 1e-12), ("rivalry", _lotka_volterra, 1e-7)],
)
def test_a_disruption_follows_its_own_law(kind: str, law: Callable[..., np.ndarray], within: float) -> None:
    plain, case = prepare(certain()), prepare(certain(), (Scenario(kind, values=LAWS[kind]),))
    before, after = (simulate(one, 64).cones["revenue"].mean for one in (plain, case))
    assert 1 - after / before == pytest.approx(law(np.arange(120.0)), abs=within)


def test_two_laws_for_the_same_cannot_meet() -> None:
    with pytest.raises(Refused) as said:
        prepare(workshop(), (Scenario("substitution"), Scenario("rivalry")))
    assert said.value.code == "scenario_twice"


@pytest.mark.parametrize("seed", range(3))
def test_the_laws_hold_over_all_that_may_be_asked(seed: int) -> None:
    draw = np.random.default_rng(seed)
    for kind in LAWS:
        widest = {}
        for one in CATALOGUE[kind].parameters:
            ends = np.sort(draw.uniform(one.low, one.high, 2))
            widest[one.name] = Range(float(ends[0]), float(ends[1]))
        case = prepare(workshop(), (Scenario(kind, values=widest),))
        out, paths = running.outcomes(case, 400, Work(seed, 1)), reference.draw(case, seed, 0, 400)
        assert np.isfinite(out[1]).all()
        assert np.abs(out[1] - paths.npv).max() <= 1e-9 * np.abs(paths.npv).max(), (kind, widest)


@pytest.mark.parametrize("kind", ["adoption", "generations"])
def test_what_came_before_today_goes_on_from_where_it_stands(kind: str) -> None:
    values = LAWS[kind] | {"start": -24}
    plain, case = prepare(certain()), prepare(certain(), (Scenario(kind, values=values),))
    before, after = (simulate(one, 64).cones["revenue"].mean for one in (plain, case))
    t = np.arange(120.0)
    new = adopted(values["p"], values["q"], t + 24)
    sold = 1 - new
    if kind == "generations":
        own = adopted(values["p"], values["q"], t + values["age"])
        sold = own * (1 - new) + values["capture"] * (values["expansion"] + own) * new
    assert after / before == pytest.approx(sold / sold[0], rel=1e-12)
