"""Norton & Bass (1987): each generation of a technology grows, and takes buyers from the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from dugnad.engines.foresight.diffusion.bass import adopted
from dugnad.engines.foresight.diffusion.fitting import Interval, Numbers, least_squares, profile, series
from dugnad.engines.foresight.errors import Refused


@dataclass(frozen=True, slots=True)
class NortonBassFit:
    """`p`, `q` a period (shared by the generations), `m`: what each adds to the market; `launches` in periods."""

    p: float
    q: float
    m: tuple[float, ...]
    r2: float
    r2_by_generation: tuple[float, ...]
    p_interval: Interval
    q_interval: Interval
    m_intervals: tuple[Interval, ...]
    launches: tuple[int, ...]

    def sales(self, periods: int) -> Numbers:
        """Sales (generations, periods) fitted and foreseen."""
        return norton_bass(self.p, self.q, self.m, self.launches, periods)


def norton_bass(p: float, q: float, m: Any, launches: Any, periods: int) -> Numbers:
    """Sales in use of each generation (generations, periods), t = 1, 2, ...

    S_i = (m_i + inflow_i) F(t - tau_i) (1 - F(t - tau_i+1)), inflow_i = F(t - tau_i-1) (m_i-1 + inflow_i-1).
    """
    times = np.arange(1, periods + 1)
    shares = [adopted(p, q, times - launch) for launch in launches]
    rows, inflow = [], np.zeros(periods)
    for n, share in enumerate(shares):
        potential = (m[n] + inflow) * share
        leaving = shares[n + 1] if n + 1 < len(shares) else np.zeros(periods)
        rows.append(potential * (1 - leaving))
        inflow = potential
    return np.array(rows)


def fit_norton_bass(sales_by_generation: Any) -> NortonBassFit:
    """The generations' shared p and q and what each adds to the market, by nonlinear least squares on all sales.

    `sales_by_generation`: one row a generation, oldest first, all over the same periods, 0 before it is launched;
    the first row's first period is the first on sale. p and q are a period's rates, m in the unit of the sales
    (Norton & Bass 1987, Management Science 33(9)). Intervals are 95 % profile likelihood.
    Raises `Refused`: as `fit_bass`, and `ragged`, `one_generation`, `out_of_order`.
    """
    rows = _rows(sales_by_generation)
    launches = tuple(int(np.flatnonzero(row)[0]) for row in rows)
    if any(b <= a for a, b in pairwise(launches)):
        raise Refused("out_of_order", "each generation must be launched after the one before it", "sales")
    if all((np.diff(row[launch:]) <= 0).all() for row, launch in zip(rows, launches, strict=True)):
        raise Refused("decreasing", "the sales of every generation only fall", "sales")
    observed, periods = rows.ravel(), rows.shape[1]

    def curve(x: Numbers) -> Numbers:
        return norton_bass(x[0], x[1], x[2:], launches, periods).ravel()

    tops = np.maximum(np.diff(np.maximum.accumulate(rows.max(axis=1)), prepend=0), rows.max() / 10)
    starts = [(p, q, *(tops * k)) for p, q in ((0.01, 0.4), (0.03, 0.2), (0.002, 0.7)) for k in (1.2, 3.0)]
    fitted = least_squares(curve, observed, starts)
    intervals = profile(curve, observed, fitted)
    p, q, *m = (float(one) for one in fitted.parameters)
    misses = fitted.residuals.reshape(rows.shape)
    each = tuple(
        1 - float(miss @ miss / max(row.var() * periods, 1e-300))
        for miss, row in zip(misses, rows, strict=True)
    )
    return NortonBassFit(p, q, tuple(m), fitted.r2, each, intervals[0], intervals[1], intervals[2:], launches)


def _rows(sales: Any) -> Numbers:
    try:
        rows = [series(row, f"sales[{n}]", least=5) for n, row in enumerate(sales)]
    except TypeError:
        raise Refused("not_numbers", "a row of sales for each generation is needed", "sales") from None
    if len(rows) < 2:
        raise Refused("one_generation", "at least two generations are needed; for one use fit_bass", "sales")
    if len({len(row) for row in rows}) > 1:
        raise Refused("ragged", "all generations must cover the same periods, with 0 before launch", "sales")
    return np.array(rows)
