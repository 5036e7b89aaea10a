"""Under which conditions it fails: the patient rule induction method (Friedman & Fisher 1999), as Bryant & Lempert
(2010) use it to discover scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.foresight.case import Numbers
from dugnad.engines.foresight.errors import Refused

Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Box:
    """Conditions on few inputs: `limits` (name -> low and high).

    Of the cases of interest, the part `coverage` is in it; of the cases in it, the part `density` is of interest;
    `mass` is its part of all cases. `doubt`: for each
    condition, the chance of seeing so many by luck without it (quasi-p-value, binomial).
    """

    limits: dict[str, tuple[float, float]]
    coverage: float
    density: float
    mass: float
    doubt: dict[str, float]


def prim(
    inputs: Numbers,
    interest: Truth,
    names: tuple[str, ...],
    *,
    density: float = 0.8,
    peel: float = 0.05,
    least: float = 0.02,
    boxes: int = 3,
) -> tuple[Box, ...]:
    """Boxes that hold the cases of interest, found one after another among those still uncovered.

    `inputs` (cases, inputs), `interest` (cases,). `peel`: the part cut off in each step; `least`: the smallest part of
    all cases that a box may hold; of each peeling, the smallest-cut box that reaches `density` is taken, or else the
    densest. When some boxes reach `density`, only they are given. Raises
    `Refused`: `nothing_to_find` when no case or every case is of interest.
    """
    interest = np.asarray(interest, bool)
    _check(inputs, interest, names)
    left = np.ones(len(interest), bool)
    found: list[Box] = []
    for _ in range(boxes):
        if interest[left].mean() == 0 or left.mean() < least or interest[left].all():
            break
        low, high = _one_box(inputs, interest, left, density, peel, least)
        box = _described(inputs, interest, left, low, high, names)
        if not box.limits or (found and box.density <= interest.mean()):
            break
        found.append(box)
        left &= ~_inside(inputs, low, high)
    dense = tuple(box for box in found if box.density >= density)
    return dense or tuple(found)


def _check(inputs: Numbers, interest: Truth, names: tuple[str, ...]) -> None:
    if inputs.shape != (len(interest), len(names)):
        raise Refused("shapes_differ", "there must be one row of inputs for each case", "inputs")
    if interest.all() or not interest.any():
        raise Refused("nothing_to_find", "no case or every case is of interest", "interest")


def _inside(inputs: Numbers, low: Numbers, high: Numbers) -> Truth:
    return np.asarray(((inputs >= low) & (inputs <= high)).all(axis=1))


def _one_box(
    inputs: Numbers, interest: Truth, left: Truth, wanted: float, peel: float, least: float
) -> tuple[Numbers, Numbers]:
    low, high = np.full(inputs.shape[1], -np.inf), np.full(inputs.shape[1], np.inf)
    best, inside = (float(interest[left].mean()), low.copy(), high.copy()), left.copy()
    while True:
        cut = _best_cut(inputs, interest, inside, peel)
        if cut is None or cut[3].mean() < least:
            break
        axis, side, value, inside = cut
        (low if side == 0 else high)[axis] = value
        reached = float(interest[inside].mean())
        if reached > best[0]:
            best = (reached, low.copy(), high.copy())
        if reached >= wanted:
            break
    return _pasted(inputs, interest, left, best[1], best[2], peel)


Cut = tuple[int, int, float, Truth]


def _best_cut(inputs: Numbers, interest: Truth, inside: Truth, peel: float) -> Cut | None:
    best: Cut | None = None
    gain = -np.inf
    here, total = inside.sum(), interest[inside].mean()
    for axis in range(inputs.shape[1]):
        column = inputs[inside, axis]
        for side, level in ((0, peel), (1, 1 - peel)):
            value = float(np.quantile(column, level))
            kept = inside & ((inputs[:, axis] >= value) if side == 0 else (inputs[:, axis] <= value))
            count = kept.sum()
            if count in (0, here):
                continue
            won = (interest[kept].mean() - total) / (here - count)
            if won > gain:
                best, gain = (axis, side, value, kept), won
    return best


def _pasted(
    inputs: Numbers, interest: Truth, left: Truth, low: Numbers, high: Numbers, peel: float
) -> tuple[Numbers, Numbers]:
    """Drop every limit that costs no density, the least useful first."""
    while True:
        now = interest[left & _inside(inputs, low, high)].mean()
        trials = []
        for axis in np.flatnonzero(np.isfinite(low) | np.isfinite(high)):
            wide_low, wide_high = low.copy(), high.copy()
            wide_low[axis], wide_high[axis] = -np.inf, np.inf
            trials.append((interest[left & _inside(inputs, wide_low, wide_high)].mean(), wide_low, wide_high))
        best = max(trials, key=lambda one: float(one[0]), default=None)
        if best is None or best[0] < now - 0.01:
            return low, high
        low, high = best[1], best[2]


def _described(
    inputs: Numbers, interest: Truth, left: Truth, low: Numbers, high: Numbers, names: tuple[str, ...]
) -> Box:
    from scipy import stats

    inside = left & _inside(inputs, low, high)
    count, hits = int(inside.sum()), int(interest[inside].sum())
    limits, doubt = {}, {}
    for axis in np.flatnonzero(np.isfinite(low) | np.isfinite(high)):
        wide_low, wide_high = low.copy(), high.copy()
        wide_low[axis], wide_high[axis] = -np.inf, np.inf
        share = interest[left & _inside(inputs, wide_low, wide_high)].mean()
        limits[names[axis]] = (
            float(max(low[axis], inputs[:, axis].min())),
            float(min(high[axis], inputs[:, axis].max())),
        )
        doubt[names[axis]] = float(stats.binom.sf(hits - 1, count, share))
    return Box(limits, hits / int(interest.sum()), hits / max(count, 1), count / len(interest), doubt)
