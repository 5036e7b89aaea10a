"""One substitution under four laws of diffusion, with half of the volume that can go gone in the same month.

Each law is run as it is; its speed alone is scaled, so that what is compared is the form of the change.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from dugnad.areas.lab.verdicts.reckoning.levers import lasting
from dugnad.areas.lab.verdicts.reckoning.plain import Json, figure
from dugnad.engines.foresight.case import Numbers, prepare
from dugnad.engines.foresight.model import Model, Scenario, Value, middle
from dugnad.engines.foresight.running import Work, outcomes
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.engines.foresight.simulate import average
from dugnad.engines.foresight.taking import Taking

KIND: Final = "substitution"
# Rates of which only the proportions matter: they are scaled to the half that is wanted, and so is the age.
# Bass: means over many products, a year (Sultan, Farley & Lehmann 1990), a tenth of it.
BASS: Final = {"p": 0.003, "q": 0.038}
# The firm's own product has been sold for so long when the next generation comes, which brings no buyers of its own.
GENERATIONS: Final = {"start": 0.0, "expansion": 0.0, "capture": 0.0}
AGE: Final = 60.0
# The newcomer presses harder than it is pressed, and starts from a hundredth.
RIVALS: Final = {
    "start": 0.0,
    "seed": 0.01,
    "pressed": 1.5,
    "pressing": 0.5,
    "reach": 1.0,
    "switching": 0.0,
    "network": 0.0,
    "response": 0.0,
    "counter": 0.0,
}
PACE: Final = {"own": 0.05, "their": 0.1}
LONGEST: Final = 600


def laws(model: Model, months: int, futures: int, work: Work) -> list[Json]:
    """Survival and present value of the same substitution under each law; half of it has come at the same month."""
    found = []
    for name, scenario in _scenarios(model).items():
        out, path = outcomes(prepare(model, (scenario,)), futures, work), _path(scenario)
        told = {"law": name, "half": _when(path, 0.5), "takeover": _when(path, 0.9) - _when(path, 0.1)}
        found.append(told | {"survival": lasting(out, months), "npv": figure(average(out[1]))})
    return found


def _scenarios(model: Model) -> dict[str, Scenario]:
    own = next((dict(one.values) for one in model.scenarios if one.kind == KIND), {})
    values = {one.name: own.get(one.name, one.default) for one in CATALOGUE[KIND].parameters}
    half, takeover, cap = middle(values["t50"]), middle(values["takeover"]), {"cap": values["cap"]}
    logistic = Scenario(KIND, values={"t50": half, "takeover": takeover, **cap})
    gone = max(_when(_path(logistic), 0.5), 1.0)
    return {
        "fisher_pry": logistic,
        "bass": _paced(Scenario("adoption", values={"start": 0.0, **cap}), BASS, gone),
        "norton_bass": _paced(Scenario("generations", values={**GENERATIONS, **cap}), BASS, gone, AGE),
        "lotka_volterra": _paced(Scenario("rivalry", values={**RIVALS, **cap}), PACE, gone),
    }


def _paced(scenario: Scenario, rates: dict[str, float], half: float, age: float = 0.0) -> Scenario:
    """The law made so fast that half is gone in that month: time is stretched, nothing else."""
    slower = half / _when(_path(_made(scenario, rates, 1.0, age)), 0.5)
    return _made(scenario, rates, slower, age)


def _made(scenario: Scenario, rates: dict[str, float], slower: float, age: float) -> Scenario:
    known = {one.name: one for one in CATALOGUE[scenario.kind].parameters}
    values: dict[str, Value] = {
        name: float(np.clip(rate / slower, known[name].low, known[name].high)) for name, rate in rates.items()
    }
    if age:
        values["age"] = float(np.clip(age * slower, known["age"].low, known["age"].high))
    return Scenario(scenario.kind, values={**scenario.values, **values})


def _when(path: Numbers, part: float) -> float:
    """The month in which so great a part of what can go is gone."""
    beyond = np.flatnonzero(path >= part)
    if not len(beyond):
        return float(LONGEST)
    n = int(beyond[0])
    return float(n - 1 + (part - path[n - 1]) / (path[n] - path[n - 1])) if n else 0.0


def _path(scenario: Scenario) -> Numbers:
    """The part of what can go that is gone, month by month; ranges at their middles."""
    kind = CATALOGUE[scenario.kind]
    values = {one.name: scenario.values.get(one.name, one.default) for one in kind.parameters}
    p: dict[str, Any] = {one.place: np.array([middle(values[one.name])]) for one in kind.parameters}
    taking = Taking(kind.law, p)
    path = np.array([float(np.ravel(taking.gone(t))[0]) for t in range(LONGEST)])
    return path / middle(values["cap"])
