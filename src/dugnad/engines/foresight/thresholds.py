"""What must be true: how far price, churn or volume may move before survival is no longer likely enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dugnad.engines.foresight import layout
from dugnad.engines.foresight.case import Case, prepare
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.model import Model, Scenario, Strategy
from dugnad.engines.foresight.running import Work, outcomes
from dugnad.engines.foresight.simulate import Figure, chance

# Where to look, as factors on today's value; and whether more of it helps.
SPANS: Final = {
    "price": (0.2, 5.0, True),
    "volume": (0.2, 5.0, True),
    "new_customers": (0.0, 10.0, True),
    "customers": (0.2, 5.0, True),
    "churn": (0.0, 10.0, False),
    "unit_cost": (0.0, 5.0, False),
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """`factor` on today's values of the streams named: at it, survival is `wanted`. None: no factor in the span does.

    `at_least`: the factor must be no less (price, volume) rather than no more (churn, cost). `survival`: today's.
    `reached`: survival at the factor. `error`: half the width of factors that the same futures cannot tell apart.
    """

    quantity: str
    wanted: float
    factor: float | None
    error: float
    at_least: bool
    survival: Figure
    reached: Figure | None


def threshold(
    model: Model,
    quantity: str,
    wanted: float = 0.8,
    scenarios: Sequence[Scenario] = (),
    strategy: Strategy | None = None,
    *,
    months: int = 0,
    streams: Sequence[str] = (),
    futures: int = 20_000,
    work: Work | None = None,
) -> Threshold:
    """By bisection on common random numbers, for survival through the first `months` (0: all).

    Raises `Refused`: `unknown_quantity`, `out_of_bounds` (a probability must be between 0 and 1), `unknown_stream`.
    """
    if quantity not in SPANS:
        raise Refused("unknown_quantity", f"one of {', '.join(SPANS)} can be asked for", "quantity")
    if not 0 < wanted < 1:
        raise Refused("out_of_bounds", "the probability must be between 0 and 1", "wanted")
    case, work = prepare(model, scenarios, strategy), work or Work()
    for name in streams:
        if name not in case.streams:
            raise Refused("unknown_stream", f"no stream is called {name}", "streams")
    months = months or case.months

    def survival(factor: float) -> Figure:
        out = outcomes(scaled(case, quantity, factor, streams), futures, work)[0]
        return chance(float(((out < 0) | (out >= months)).sum()), futures)

    return _searched(survival, quantity, wanted)


def _searched(survival: Callable[[float], Figure], quantity: str, wanted: float) -> Threshold:
    low, high, helps = SPANS[quantity]
    today = survival(1.0)
    bad, good = (low, high) if helps else (high, low)
    if survival(good).value < wanted or survival(bad).value >= wanted:
        return Threshold(quantity, wanted, None, 0.0, helps, today, None)
    while abs(good - bad) > 1e-3:
        middle = (good + bad) / 2
        good, bad = (middle, bad) if survival(middle).value >= wanted else (good, middle)
    at, step = survival(good), 0.02
    slope = abs(survival(good + step).value - survival(max(good - step, 0.0)).value) / (2 * step)
    return Threshold(quantity, wanted, good, at.error / slope if slope else float("inf"), helps, today, at)


def scaled(case: Case, quantity: str, factor: float, streams: Sequence[str] = ()) -> Case:
    """The case with a quantity of its streams (none named: all) multiplied, ranges and all; churn at most 0.999."""
    base, low, high, mode = case.base.copy(), case.low.copy(), case.high.copy(), case.mode.copy()
    places = [
        layout.position(quantity, n) for n, name in enumerate(case.streams) if not streams or name in streams
    ]
    most = 0.999 if quantity == "churn" else float("inf")
    factor = max(factor, 1e-12)
    for values, where in ((base, places), *((one, [*_rows(case, places)]) for one in (low, high, mode))):
        values[where] = (values[where] * factor).clip(max=most)
    return replace(case, base=base, low=low, high=high, mode=mode)


def _rows(case: Case, places: list[int]) -> list[int]:
    return [m for m, at in enumerate(case.where) if int(at) in places]
