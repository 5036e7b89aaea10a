"""Bass (1969): buyers who decide by themselves, and buyers who follow others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dugnad.engines.foresight.diffusion.fitting import (
    Curve,
    Fitted,
    Interval,
    Numbers,
    least_squares,
    profile,
    series,
)
from dugnad.engines.foresight.errors import Refused


@dataclass(frozen=True, slots=True)
class BassFit:
    """`p`, `q` a period, `m` in the units of the sales; `r2` of the sales; 95 % profile intervals; `peak` in periods.

    `r2` is 1 - (squared residuals) / (squared deviations of the sales from their mean), not corrected for the three
    parameters. Of the published series room air conditioners have .9332 (printed .933) and colour television .969497,
    printed .970: that is .9695 rounded once more. The squared correlation (.937, .971) or a corrected R2 (.920, .957)
    would not give those digits.

    `warnings` holds codes of what weakens the fit: `peak_not_seen` (the sales have not turned yet, so that m rests on
    the curve's form), `wide` (an interval is open).
    """

    p: float
    q: float
    m: float
    r2: float
    p_interval: Interval
    q_interval: Interval
    m_interval: Interval
    peak: float
    residuals: tuple[float, ...]
    warnings: tuple[str, ...]

    def sales(self, periods: int) -> Numbers:
        """Fitted and foreseen sales of the first so many periods."""
        return bass_sales(self.p, self.q, self.m, periods)


def adopted(p: float, q: float, times: Any) -> Numbers:
    """F(t) = (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t): the share that has bought by then (Bass 1969, eq. 9)."""
    decay = np.exp(-(p + q) * np.maximum(np.asarray(times, float), 0.0))
    return np.asarray((1 - decay) / (1 + q / p * decay))


def bass_sales(p: float, q: float, m: float, periods: int) -> Numbers:
    """Sales of each period: m (F(t) - F(t - 1)), t = 1, 2, ..."""
    return m * np.diff(adopted(p, q, np.arange(periods + 1)))


def fit_bass(sales: Any) -> BassFit:
    """The Bass curve of sales by period, counted from the first period on sale.

    x_t = m (F(t) - F(t-1)) + e_t by nonlinear least squares (Srinivasan & Mason 1986, Marketing Science 5(2)), the
    form that agrees with their printed digits; ordinary least squares on Bass' discrete form gives other values.
    `p` and `q` are a period's rates (a year's if the sales are yearly), `m` has the unit of the sales.
    Raises `Refused`: `not_numbers`, `not_finite`, `negative`, `too_short` (under 4), `all_zero`,
    `decreasing`, `no_fit`.
    """
    observed = series(sales)
    curve, fitted = _fitted(observed)
    intervals = profile(curve, observed, fitted)
    p, q, m = (float(one) for one in fitted.parameters)
    peak = float(np.log(q / p) / (p + q)) if q > p else 0.0
    warnings = [
        code for code, found in (("peak_not_seen", peak > len(observed)), ("wide", _open(intervals))) if found
    ]
    return BassFit(
        *(p, q, m, fitted.r2, intervals[0], intervals[1], intervals[2]),
        *(peak, tuple(fitted.residuals.tolist()), tuple(warnings)),
    )


def foresee_bass(sales: Any, ahead: int) -> Numbers:
    """Sales of so many periods after the last, along the curve that `fit_bass` finds; refuses as it does."""
    observed = series(sales)
    p, q, m = _fitted(observed)[1].parameters
    return bass_sales(p, q, m, len(observed) + ahead)[len(observed) :]


def _fitted(observed: Numbers) -> tuple[Curve, Fitted]:
    if (np.diff(observed) <= 0).all():
        raise Refused("decreasing", "the sales only fall: the beginning of the curve is not in them", "sales")

    def curve(x: Numbers) -> Numbers:
        return bass_sales(x[0], x[1], x[2], len(observed))

    rates = ((0.01, 0.4), (0.03, 0.2), (0.002, 0.7))
    starts = [(p, q, observed.sum() * k) for p, q in rates for k in (1.2, 3.0)]
    return curve, least_squares(curve, observed, starts)


def _open(intervals: tuple[Interval, ...]) -> bool:
    return any(low == 0 or not np.isfinite(high) for low, high in intervals)
