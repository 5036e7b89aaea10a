"""Nonlinear least squares with intervals from the profile of the likelihood, and what cannot be fitted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.foresight.errors import Refused

Numbers = NDArray[np.float64]
Curve = Callable[[Numbers], Numbers]
Interval = tuple[float, float]
WIDEST: Final = 60


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
    scale = float(np.abs(observed).max())
    best: Any = None
    for start in starts:
        found = _solve(curve, observed, scale, np.log(np.asarray(start, float)))
        if found is not None and (best is None or found.cost < best.cost):
            best = found
    if best is None:
        raise Refused("no_fit", "no curve of this form comes near the values")
    residuals = observed - curve(np.exp(best.x))
    squares = float(residuals @ residuals)
    total = float(((observed - observed.mean()) ** 2).sum())
    return Fitted(np.exp(best.x), 1 - squares / total if total else 1.0, squares, residuals)


def _solve(curve: Curve, observed: Numbers, scale: float, start: Numbers) -> Any:
    from scipy import optimize

    def residuals(logs: Numbers) -> Numbers:
        with np.errstate(all="ignore"):
            miss = (curve(np.exp(np.clip(logs, -60, 60))) - observed) / scale
        return np.nan_to_num(miss, nan=1e6, posinf=1e6, neginf=-1e6)

    limits = (start - WIDEST, start + WIDEST)
    found = optimize.least_squares(
        residuals, start, bounds=limits, x_scale="jac", xtol=1e-12, ftol=1e-12, gtol=1e-12, max_nfev=800
    )
    return found if np.isfinite(found.cost) else None


def profile(curve: Curve, observed: Numbers, fitted: Fitted, level: float = 0.95) -> tuple[Interval, ...]:
    """For each parameter the values that the data do not speak against (Bates & Watts 1988, ch. 6).

    The bounds are where the sum of squares, the other parameters fitted anew, exceeds the least one by
    s² F(level; 1, n - k). A bound that the data do not set within a factor of e^6 is 0 or infinity.
    """
    from scipy import stats

    count, free = len(observed), len(observed) - len(fitted.parameters)
    if free < 1:
        return tuple((0.0, np.inf) for _ in fitted.parameters)
    allowed = fitted.squares * (1 + float(stats.f.ppf(level, 1, free)) / free)
    floor = max(allowed, 1e-18 * float(observed @ observed)) if count else allowed
    return tuple(
        (_bound(curve, observed, fitted, n, floor, -1), _bound(curve, observed, fitted, n, floor, 1))
        for n in range(len(fitted.parameters))
    )


def _bound(curve: Curve, observed: Numbers, fitted: Fitted, n: int, allowed: float, side: int) -> float:
    logs = np.log(fitted.parameters)
    scale = float(np.abs(observed).max())
    others = np.delete(logs, n)

    def excess(distance: float) -> float:
        nonlocal others
        fixed = logs[n] + side * distance
        found = _solve(lambda rest: curve(np.insert(rest, n, np.exp(fixed))), observed, scale, others)
        others = found.x if found is not None else others
        return 2 * float(found.cost) * scale**2 - allowed if found is not None else np.inf

    near, far = 0.0, 0.02
    while excess(far) < 0:
        near, far = far, far * 2
        if far > 6:
            return 0.0 if side < 0 else np.inf
    for _ in range(18):
        middle = (near + far) / 2
        near, far = (middle, far) if excess(middle) < 0 else (near, middle)
    return float(np.exp(logs[n] + side * (near + far) / 2))
