"""What may become of a case: survival, ruin, cash, revenue, share and value over many futures, with their errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from dugnad.engines.foresight.case import Case, Numbers
from dugnad.engines.foresight.running import BINS, CONES, Bins, Work, extents, outcomes

QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
HORIZONS: Final = (36, 60, 120)
Z95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the half width of its 95 % Monte Carlo interval, in the same unit."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Cone:
    """A month-by-month distribution: `quantiles` and their `errors` (quantiles, months), `mean` and `mean_error`.

    An error is half the 95 % interval of the Monte Carlo and, for quantiles, at least the width of a bin.
    """

    name: str
    levels: tuple[float, ...]
    quantiles: Numbers
    errors: Numbers
    mean: Numbers


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the futures say. Amounts in NOK; months count from 0.

    `survival`: the chance of staying within the overdraft line for the first 36, 60, 120 months and for the whole
    time (key: months). `ruin` (months,): the chance of ruin in each month. `tightest` (months,): in how many of the
    futures the cash is least in that month; `tightest_month`: the most common of them. `lowest`: the least cash of a
    future at the levels of the cones. Cones show the business as if it were financed on after ruin; `npv` ends there.
    `converged`: (futures, survival) as they were added up, to be drawn.
    """

    futures: int
    seed: int
    survival: dict[int, Figure]
    ruin: Numbers
    ruin_median: float | None
    tightest: Numbers
    tightest_month: int
    lowest: tuple[Figure, ...]
    npv: Figure
    npv_levels: tuple[Figure, ...]
    loss: Figure
    cones: dict[str, Cone]
    converged: tuple[tuple[int, float], ...]


def simulate(case: Case, futures: int = 100_000, work: Work | None = None, *, cones: bool = True) -> Outlook:
    """The outlook of a case over so many futures; the same for a seed, whatever the number of threads.

    Raises `Refused` (`too_few`, `too_many`) and `Cancelled`.
    """
    work = work or Work()
    bins = _bins(case, work) if cones else None
    out = outcomes(case, futures, work, bins=bins)
    found = {name: _cone(bins, n, name, futures) for n, name in enumerate(CONES)} if bins else {}
    return _outlook(case, out, found, work.seed)


def chance(hits: float, count: int) -> Figure:
    """A share of independent futures with the larger arm of its Wilson 95 % interval (Wilson 1927)."""
    p, z2 = hits / count, Z95**2
    middle = (p + z2 / (2 * count)) / (1 + z2 / count)
    half = Z95 * np.sqrt(p * (1 - p) / count + z2 / (4 * count**2)) / (1 + z2 / count)
    return Figure(float(p), float(max(middle + half - p, p - middle + half)))


def average(values: Numbers) -> Figure:
    """A mean with its 95 % Monte Carlo error."""
    return Figure(float(values.mean()), float(Z95 * values.std(ddof=1) / np.sqrt(len(values))))


def levels(values: Numbers, wanted: tuple[float, ...] = QUANTILES) -> tuple[Figure, ...]:
    """Quantiles with the larger arm of the binomial interval of their order statistics."""
    count = len(values)
    places = {level: [_place(level, k, count) for k in (-1, 0, 1)] for level in wanted}
    ranked = np.partition(values, sorted({place for three in places.values() for place in three}))
    found = [[float(ranked[place]) for place in places[level]] for level in wanted]
    return tuple(Figure(at, max(high - at, at - low)) for low, at, high in found)


def _place(level: float, k: int, count: int) -> int:
    """Which in order of size the quantile is, or an end of its interval."""
    reach = Z95 * np.sqrt(level * (1 - level) * count)
    return int(np.clip(level * count + k * reach, 0, count - 1))


def _outlook(case: Case, out: Numbers, cones: dict[str, Cone], seed: int) -> Outlook:
    ruin, npv, lowest, month = out[0], out[1], out[2], out[3]
    count, months = len(ruin), case.months
    broken = np.bincount(ruin[ruin >= 0].astype(int), minlength=months)
    tight = np.bincount(month[month >= 0].astype(int), minlength=months)
    horizons = [one for one in HORIZONS if one < months] + [months]
    survival = {one: chance(float(count - broken[:one].sum()), count) for one in horizons}
    middle = np.flatnonzero(np.cumsum(broken) * 2 >= count)
    return Outlook(
        futures=count,
        seed=seed,
        survival=survival,
        ruin=broken / count,
        ruin_median=float(middle[0]) if len(middle) else None,
        tightest=tight / count,
        tightest_month=int(tight.argmax()) if tight.any() else -1,
        lowest=levels(lowest),
        npv=average(npv),
        npv_levels=levels(npv),
        loss=chance(float((npv < 0).sum()), count),
        cones=cones,
        converged=_converged(ruin),
    )


def _converged(ruin: Numbers) -> tuple[tuple[int, float], ...]:
    sizes = np.unique(np.geomspace(min(100, len(ruin)), len(ruin), 24).astype(int))
    held = np.cumsum(ruin < 0)
    return tuple((int(n), float(held[n - 1] / n)) for n in sizes)


def _bins(case: Case, work: Work) -> Bins:
    least, most = extents(case, work)
    width = np.maximum(most - least, np.maximum(np.abs(most), 1.0) * 1e-9)
    low = least - 0.25 * width
    return Bins(low, BINS / (1.5 * width))


def _cone(bins: Bins, n: int, name: str, futures: int) -> Cone:
    counts = np.sum([one[n] for one in bins.counts], axis=0, dtype=float)
    low, width, summed = bins.low[n], 1 / bins.scale[n], np.cumsum(counts, axis=1)
    shares = np.array([[_share(level, k, futures) for level in QUANTILES] for k in (0, -1, 1)])
    at, under, over = (
        np.array([low + _bin(counts, summed, wanted) * width for wanted in row * futures]) for row in shares
    )
    errors = np.maximum(np.maximum(over - at, at - under), width)
    return Cone(name, QUANTILES, at, errors, np.sum(bins.sums, axis=0)[n] / futures)


def _share(level: float, k: int, futures: int) -> float:
    """The level, or an end of its interval."""
    return float(np.clip(level + k * Z95 * np.sqrt(level * (1 - level) / futures), 0, 1))


def _bin(counts: Numbers, summed: Numbers, wanted: float) -> Numbers:
    """In which bin, and how far into it, so many futures of each month have been counted."""
    rows, at = np.arange(len(counts)), np.minimum((summed < wanted).sum(axis=1), counts.shape[1] - 1)
    inside = counts[rows, at]
    part = np.divide(wanted - (summed[rows, at] - inside), inside, out=np.zeros(len(rows)), where=inside > 0)
    return np.asarray(at + np.clip(part, 0, 1))
