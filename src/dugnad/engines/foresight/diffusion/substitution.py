"""Fisher & Pry (1971): the new takes the old's share along a logistic curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dugnad.engines.foresight.diffusion.fitting import Interval, Numbers, series
from dugnad.engines.foresight.errors import Refused


@dataclass(frozen=True, slots=True)
class FisherPryFit:
    """`t50`: when the new has half, `takeover`: from 10 % to 90 %, both in the times' unit; `r2` of the share."""

    t50: float
    takeover: float
    r2: float
    t50_interval: Interval
    takeover_interval: Interval
    residuals: tuple[float, ...]

    def share(self, times: Any) -> Numbers:
        """The new's share at those times."""
        return fisher_pry(times, self.t50, self.takeover)


def fisher_pry(times: Any, t50: float, takeover: float) -> Numbers:
    """f = 1 / (1 + exp(-ln 81 (t - t50) / takeover))."""
    exponent = np.clip(-np.log(81) * (np.asarray(times, float) - t50) / takeover, -700, 700)
    return np.asarray(1 / (1 + np.exp(exponent)))


def fit_fisher_pry(times: Any, share: Any) -> FisherPryFit:
    """The substitution curve of a share (0-1) seen at times, by nonlinear least squares on the share.

    f/(1 - f) = exp(ln 81 (t - t50)/takeover) (Fisher & Pry 1971, Technological Forecasting and Social Change 3).
    Intervals are 95 % profile likelihood. Raises `Refused`: as `fit_bass`, and `not_a_share` (above 1), `decreasing`
    (the share does not grow), `times_differ`, `times_repeat`.
    """
    observed = series(share, "share")
    moments = _moments(times, len(observed))
    if (observed > 1).any():
        raise Refused("not_a_share", "a share is above 1", "share")
    line = _line(moments, observed)
    span = float(moments.max() - moments.min())

    def curve(x: Numbers) -> Numbers:
        return fisher_pry(moments, x[0], x[1])

    return _fit(curve, observed, line, span)


def _moments(times: Any, count: int) -> Numbers:
    try:
        moments = np.asarray(times, float)
    except (TypeError, ValueError):
        raise Refused("not_numbers", "every time must be a number", "times") from None
    if moments.shape != (count,):
        raise Refused("times_differ", "there must be one time for each share", "times")
    if not np.isfinite(moments).all():
        raise Refused("not_finite", "a time is missing or infinite", "times")
    if len(set(moments.tolist())) < count:
        raise Refused("times_repeat", "the same time stands twice", "times")
    return moments


def _line(moments: Numbers, observed: Numbers) -> tuple[float, float]:
    inside = np.clip(observed, 1e-4, 1 - 1e-4)
    slope, cut = np.polyfit(moments - moments[0], np.log(inside / (1 - inside)), 1)
    if slope <= 1e-12:
        raise Refused("decreasing", "the share of the new does not grow", "share")
    return float(moments[0] - cut / slope), float(np.log(81) / slope)


def _fit(curve: Any, observed: Numbers, line: tuple[float, float], span: float) -> FisherPryFit:
    from scipy import optimize, stats

    def misses(x: Numbers) -> Numbers:
        return np.asarray(curve(np.array([x[0], np.exp(x[1])])) - observed)

    best = optimize.least_squares(
        misses, [line[0], np.log(line[1])], x_scale=[span, 1.0], xtol=1e-13, ftol=1e-13
    )
    squares, free = 2 * float(best.cost), len(observed) - 2
    total = float(((observed - observed.mean()) ** 2).sum())
    allowed = max(squares * (1 + float(stats.f.ppf(0.95, 1, free)) / free), 1e-24)

    def bounds(n: int, step: float) -> Interval:
        return tuple(_bound(misses, best.x, n, side * step, allowed) for side in (-1, 1))  # type: ignore[return-value]

    t50, takeover = bounds(0, span / 50), bounds(1, 0.02)
    return FisherPryFit(
        *(float(best.x[0]), float(np.exp(best.x[1])), 1 - squares / total if total else 1.0, t50),
        (float(np.exp(takeover[0])), float(np.exp(takeover[1]))),
        tuple((-best.fun).tolist()),
    )


def _bound(misses: Any, best: Numbers, n: int, step: float, allowed: float) -> float:
    from scipy import optimize

    def excess(value: float) -> float:
        def held(x: Numbers) -> Numbers:
            return np.asarray(misses(np.insert(x, n, value)))

        other = optimize.least_squares(held, [best[1 - n]], xtol=1e-12)
        return 2 * float(other.cost) - allowed

    near, far = float(best[n]), float(best[n]) + step
    for _ in range(14):
        if excess(far) > 0:
            return float(optimize.brentq(excess, near, far, xtol=1e-9))
        near, far = far, best[n] + 2 * (far - best[n])
    return float(np.copysign(np.inf, step))
