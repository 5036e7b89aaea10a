"""Nonlinear least squares with intervals from the profile of the likelihood, and what cannot be fitted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.foresight.errors import Refused

Numbers = NDArray[np.float64]
Curve = Callable[[Numbers], Numbers]
Interval = tuple[float, float]
FARTHEST: Final = 6.0
MOST_LOG: Final = 60.0
MOST_TRIES: Final = 2000


@dataclass(frozen=True, slots=True)
class Fitted:
    """Parameters, the share of variance explained, the sum of squared residuals, whether the data settle them."""

    parameters: Numbers
    r2: float
    squares: float
    residuals: Numbers


def series(values: Any, name: str = "sales", *, least: int = 4) -> Numbers:
    """The values as numbers. Raises `Refused`: `not_numbers`, `not_finite`, `negative`, `too_short`, `all_zero`."""
    try:
        numbers = np.asarray(values, float)
    except (TypeError, ValueError):
        raise Refused("not_numbers", "every value must be a number", name) from None
    if numbers.ndim != 1:
        raise Refused("not_numbers", "a plain row of numbers is needed", name)
    if len(numbers) < least:
        raise Refused("too_short", f"{len(numbers)} values are too few; at least {least} are needed", name)
    if not np.isfinite(numbers).all():
        raise Refused("not_finite", "a value is missing or infinite", name)
    if (numbers < 0).any():
        raise Refused("negative", "a value is negative", name)
    if not numbers.any():
        raise Refused("all_zero", "all values are zero", name)
    return numbers


def least_squares(curve: Curve, observed: Numbers, starts: Sequence[Sequence[float]]) -> Fitted:
    """The best fit from several starting points; parameters are kept positive by fitting their logarithms.

    Raises `Refused` (`no_fit`) when none of the starts converges.
    """
    miss = _misses(curve, observed)
    logs = [np.clip(nearest(miss, one), -MOST_LOG, MOST_LOG) for one in np.log(np.asarray(starts, float))]
    best = np.exp(min(logs, key=lambda one: _squares(miss(one))))
    residuals = observed - curve(best)
    squares = _squares(residuals)
    if not np.isfinite(squares):
        raise Refused("no_fit", "no curve of this form comes near the values")
    total = float(((observed - observed.mean()) ** 2).sum())
    return Fitted(best, 1 - squares / total if total else 1.0, squares, residuals)


def _misses(curve: Curve, observed: Numbers) -> Curve:
    """By the logarithms of the parameters, in parts of the largest value; what cannot be reckoned misses widely."""
    scale = float(np.abs(observed).max())

    def misses(logs: Numbers) -> Numbers:
        with np.errstate(all="ignore"):
            miss = (curve(np.exp(np.minimum(np.maximum(logs, -MOST_LOG), MOST_LOG))) - observed) / scale
        return miss if np.isfinite(miss).all() else np.nan_to_num(miss, nan=1e6, posinf=1e6, neginf=-1e6)

    return misses


def _squares(misses: Numbers) -> float:
    return float(misses @ misses)


def nearest(misses: Curve, start: Numbers) -> Numbers:
    """Where the sum of squared misses is least, from that start (Levenberg-Marquardt, More 1978)."""
    from scipy import optimize

    with np.errstate(all="ignore"):
        found, *_rest = optimize.leastsq(
            misses, start, full_output=True, xtol=1e-12, ftol=1e-12, gtol=0.0, maxfev=MOST_TRIES
        )
    return np.asarray(found) if np.isfinite(found).all() else start


def profile(curve: Curve, observed: Numbers, fitted: Fitted, level: float = 0.95) -> tuple[Interval, ...]:
    """For each parameter the values that the data do not speak against (Bates & Watts 1988, ch. 6).

    The bounds are where the sum of squares, the other parameters fitted anew, exceeds the least one by
    s² F(level; 1, n - k). A bound that the data do not set within a factor of e^6 is 0 or infinity.
    """
    free = len(observed) - len(fitted.parameters)
    if free < 1:
        return tuple((0.0, np.inf) for _ in fitted.parameters)
    scale = float(np.abs(observed).max())
    allowed = max(allowance(fitted.squares, free, level), 1e-18 * _squares(observed)) / scale**2
    miss, logs = _misses(curve, observed), np.log(fitted.parameters)
    return tuple(
        (
            exp(logs[n] + bound(miss, logs, n, allowed, -0.02, FARTHEST)),
            exp(logs[n] + bound(miss, logs, n, allowed, 0.02, FARTHEST)),
        )
        for n in range(len(logs))
    )


def exp(log: float) -> float:
    """The number of that logarithm; infinity where no number is so large."""
    with np.errstate(over="ignore"):
        return float(np.exp(log))


def allowance(squares: float, free: int, level: float = 0.95) -> float:
    """How large a sum of squares the data do not speak against, when the least is `squares`."""
    from scipy import stats

    return squares * (1 + float(stats.f.ppf(level, 1, free)) / free)


def bound(misses: Curve, best: Numbers, n: int, allowed: float, step: float, most: float) -> float:
    """How far number n can be moved from the best, the others fitted anew, until the squares exceed `allowed`.

    Sought in doubled steps, to the side of `step`'s sign; infinity, with that sign, beyond `most`.
    """
    from scipy import optimize

    side, others = np.sign(step), {0.0: np.delete(best, n)}

    @cache
    def excess(distance: float) -> float:
        value = [best[n] + side * distance]

        def held(rest: Numbers) -> Numbers:
            return misses(np.concatenate((rest[:n], value, rest[n:])))

        # From both sides: what was found far out can lie where the curve no longer changes.
        ends = {
            max(one for one in others if one <= distance),
            min(others, key=lambda one: abs(one - distance)),
        }
        found = [nearest(held, others[end]) for end in ends]
        others[distance] = min(found, key=lambda one: _squares(held(one)))
        return _squares(held(others[distance])) - allowed

    near, far = 0.0, abs(step)
    while excess(far) < 0:
        near, far = far, far * 2
        if far > most:
            return float(side * np.inf)
    if excess(near) >= 0:
        return float(side * near)
    return float(side * optimize.brentq(excess, near, far, xtol=1e-7 * far, rtol=1e-9))
