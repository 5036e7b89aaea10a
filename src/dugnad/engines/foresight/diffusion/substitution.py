"""Fisher & Pry (1971): the new takes the old's share along a logistic curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dugnad.engines.foresight.diffusion.fitting import (
    Curve,
    Interval,
    Numbers,
    allowance,
    bound,
    exp,
    nearest,
    series,
)
from dugnad.engines.foresight.errors import Refused

FAR: Final = 200.0


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


def _fit(curve: Curve, observed: Numbers, line: tuple[float, float], span: float) -> FisherPryFit:
    def misses(x: Numbers) -> Numbers:
        # In spans and in logarithms both numbers are about one.
        return curve(np.array([x[0] * span, np.exp(min(x[1], 700.0))])) - observed

    best = nearest(misses, np.array([line[0] / span, np.log(line[1])]))
    miss = misses(best)
    squares = float(miss @ miss)
    total = float(((observed - observed.mean()) ** 2).sum())
    allowed = max(allowance(squares, len(observed) - 2), 1e-24)
    ends = [[best[n] + bound(misses, best, n, allowed, step, FAR) for step in (-0.02, 0.02)] for n in (0, 1)]
    t50, takeover = np.array(ends[0]) * span, [exp(one) for one in ends[1]]
    return FisherPryFit(
        *(float(best[0]) * span, float(np.exp(best[1])), 1 - squares / total if total else 1.0),
        *((float(t50[0]), float(t50[1])), (takeover[0], takeover[1])),
        tuple((-miss).tolist()),
    )
