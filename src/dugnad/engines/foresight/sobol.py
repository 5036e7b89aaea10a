"""Which inputs matter, and how much: first-order and total Sobol indices of any function of uniform points.

Design: Saltelli (2010) on scrambled Sobol points (Owen 1998), A, B and A with one column of B. Estimators: Jansen
(1999). Sums are kept for batches of rows only, and the intervals are bootstraps of those batches.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from dugnad.engines.foresight.case import Case, Numbers
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.running import Work, saltelli

BATCHES: Final = 512
Function = Callable[[Numbers], Numbers]


@dataclass(frozen=True, slots=True)
class Indices:
    """For each input the first-order and total index and their 95 % intervals (inputs, 2); `runs` of the model.

    `flat`: the output never changed, so that no input can matter and all indices are 0.
    """

    names: tuple[str, ...]
    first: Numbers
    total: Numbers
    first_interval: Numbers
    total_interval: Numbers
    mean: float
    variance: float
    runs: int
    flat: bool

    def ranked(self) -> tuple[str, ...]:
        """The names, the one that matters most first."""
        return tuple(self.names[n] for n in np.argsort(-self.total, kind="stable"))


def points(columns: int, power: int, seed: int) -> Numbers:
    """Scrambled Sobol points (columns, 2**power) in [0, 1)."""
    from scipy.stats import qmc

    if not 4 <= power <= 20:
        raise Refused("out_of_bounds", f"2^{power} rows cannot be run; 2^4 to 2^20 can", "power")
    drawn = qmc.Sobol(columns, scramble=True, rng=np.random.default_rng(seed)).random_base2(power)
    return np.ascontiguousarray(drawn.T)


def sobol(
    function: Function, names: tuple[str, ...], power: int = 12, seed: int = 1, resamples: int = 200
) -> Indices:
    """The indices of a function of points (runs, inputs) in [0, 1); it is called once for each column of the design."""
    drawn, inputs = points(2 * len(names), power, seed).T, len(names)
    a, b = drawn[:, :inputs], drawn[:, inputs:]
    results = [function(a), function(b)]
    for n in range(inputs):
        mixed = a.copy()
        mixed[:, n] = b[:, n]
        results.append(function(mixed))
    return indices(np.column_stack(results), names, seed, resamples)


def sobol_of(
    case: Case, outcome: int = 1, power: int = 14, work: Work | None = None, resamples: int = 200
) -> Indices:
    """The indices of an outcome (see `kernel.OUTCOMES`; 1 is the NPV, 2 the least cash) of a case.

    When months are noisy their chance is one more input, `chance`: how much of the outcome no range explains.
    """
    work = work or Work()
    if not case.factors:
        raise Refused("nothing_varies", "no number of the model has a range", "inputs")
    out = saltelli(case, points(max(2 * len(case.inputs), 1), power, work.seed), work)
    names = case.inputs + (("chance",) if case.noisy else ())
    return indices(out[outcome].reshape(-1, len(names) + 2), names, work.seed, resamples)


def indices(results: Numbers, names: tuple[str, ...], seed: int = 1, resamples: int = 200) -> Indices:
    """Jansen's estimates from results (rows, inputs + 2): of A, of B, and of A with each column of B."""
    rows, centre = len(results), float(results[:, :2].mean())
    sums = _batches(results - centre)
    first, total, variance = _jansen(sums.sum(axis=0)[None], rows)
    # Below this the spread is rounding.
    if variance[0] <= (1e-12 * max(abs(centre), 1e-300)) ** 2:
        none = np.zeros(len(names))
        return Indices(
            names,
            none,
            none,
            np.zeros((len(names), 2)),
            np.zeros((len(names), 2)),
            centre,
            0.0,
            results.size,
            True,
        )
    picks = np.random.default_rng(seed).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), resamples)
    firsts, totals, _ = _jansen(np.tensordot(picks, sums, axes=1), rows)
    return Indices(
        *(names, first[0], total[0], _interval(first[0], firsts), _interval(total[0], totals)),
        *(centre, float(variance[0]), results.size, False),
    )


def _interval(estimate: Numbers, drawn: Numbers) -> Numbers:
    half = 1.959963984540054 * drawn.std(axis=0, ddof=1)
    return np.column_stack([estimate - half, estimate + half])


def _batches(centred: Numbers) -> Numbers:
    """Sums (batches, 2, inputs + 1) of squared differences to B and to A; the last column holds the sum and square."""
    rows, inputs = len(centred), centred.shape[1] - 2
    starts = np.linspace(0, rows, min(BATCHES, rows) + 1).astype(int)[:-1]
    sums = np.empty((len(starts), 2, inputs + 1))
    a, b = np.ascontiguousarray(centred[:, 0]), np.ascontiguousarray(centred[:, 1])
    for n in range(inputs):
        mixed = np.ascontiguousarray(centred[:, n + 2])
        sums[:, 0, n] = np.add.reduceat((b - mixed) ** 2, starts)
        sums[:, 1, n] = np.add.reduceat((a - mixed) ** 2, starts)
    sums[:, 0, inputs] = np.add.reduceat(a + b, starts)
    sums[:, 1, inputs] = np.add.reduceat(a * a + b * b, starts)
    return sums


def _jansen(sums: Numbers, rows: int) -> tuple[Numbers, Numbers, Numbers]:
    mean, square = sums[:, 0, -1] / (2 * rows), sums[:, 1, -1] / (2 * rows)
    variance = square - mean**2
    safe = np.where(variance > 0, variance, 1.0)[:, None]
    return 1 - sums[:, 0, :-1] / (2 * rows) / safe, sums[:, 1, :-1] / (2 * rows) / safe, variance
