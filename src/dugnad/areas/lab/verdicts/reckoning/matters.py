"""What matters and what must be true in one world."""

from __future__ import annotations

from typing import Final

from dugnad.areas.lab.verdicts.reckoning.plain import Json, figure, finite, numbers
from dugnad.areas.lab.verdicts.reckoning.worlds import World
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.model import Model
from dugnad.engines.foresight.morris import morris_of
from dugnad.engines.foresight.running import Work
from dugnad.engines.foresight.sobol import Indices, sobol_of
from dugnad.engines.foresight.thresholds import Threshold, threshold

NPV: Final = 1
POWER: Final = 13
MUST: Final = ("price", "churn", "volume")


def sobol(model: Model, world: World, work: Work) -> Json:
    """First-order and total indices of the present value, the one that matters most first.

    `kroner`: the standard deviation of the present value that the input has a part in, NOK (the root of its total
    variance). `none`: why there are no indices.
    """
    try:
        found = sobol_of(prepare(model, world.scenarios), NPV, POWER, work)
    except Refused as no:
        return {"none": no.code, "inputs": [], "runs": 0, "mean": 0.0, "variance": 0.0}
    order = [found.names.index(name) for name in found.ranked()]
    inputs = [_input(found, n) for n in order]
    none = "flat" if found.flat else ""
    return {
        "none": none,
        "inputs": inputs,
        "runs": found.runs,
        "mean": found.mean,
        "variance": found.variance,
    }


def _input(found: Indices, n: int) -> Json:
    return {
        "name": found.names[n],
        "first": float(found.first[n]),
        "first_interval": numbers(found.first_interval[n]),
        "total": float(found.total[n]),
        "total_interval": numbers(found.total_interval[n]),
        "kroner": float((max(found.total[n], 0.0) * found.variance) ** 0.5),
    }


def morris(model: Model, world: World, work: Work) -> Json:
    """Elementary effects on the present value, NOK, by input; the largest first."""
    case = prepare(model, world.scenarios)
    if not case.inputs:
        return {"none": "nothing_varies", "inputs": [], "runs": 0}
    found = morris_of(case, NPV, 100, work)
    rows = zip(found.names, found.mu, found.mu_star, found.mu_star_error, found.sigma, strict=True)
    inputs: list[Json] = [
        {
            "name": name,
            "mu": float(mu),
            "mu_star": [float(size), float(error)],
            "sigma": float(sigma),
        }
        for name, mu, size, error, sigma in rows
    ]
    inputs.sort(key=lambda one: -one["mu_star"][0])
    return {"none": "", "inputs": inputs, "runs": found.runs}


def thresholds(model: Model, world: World, months: int, wanted: float, work: Work) -> list[Json]:
    """How far price, churn and volume may move before fewer futures than wanted last so many months."""
    return [
        _threshold(threshold(model, one, wanted, world.scenarios, months=months, work=work)) for one in MUST
    ]


def _threshold(one: Threshold) -> Json:
    return {
        "quantity": one.quantity,
        "wanted": one.wanted,
        "factor": one.factor,
        "error": finite(one.error),
        "at_least": one.at_least,
        "survival": figure(one.survival),
        "reached": figure(one.reached) if one.reached else None,
    }
