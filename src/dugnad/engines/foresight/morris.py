"""A first look at many inputs: Morris (1991) elementary effects, with mu* of Campolongo, Cariboni & Saltelli (2007)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.foresight.case import Case, Numbers
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.running import Work, designed

LEVELS: Final = 4


@dataclass(frozen=True, slots=True)
class Effects:
    """For each input: mean effect `mu`, mean size `mu_star` with its 95 % error, spread `sigma`, in the output's unit.

    An effect is the change of the output as the input goes through its whole range. A `sigma` near `mu_star` tells of
    bends or of inputs that act together.
    """

    names: tuple[str, ...]
    mu: Numbers
    mu_star: Numbers
    mu_star_error: Numbers
    sigma: Numbers
    runs: int

    def ranked(self) -> tuple[str, ...]:
        """The names, the one that matters most first."""
        return tuple(self.names[n] for n in np.argsort(-self.mu_star, kind="stable"))


@dataclass(frozen=True, slots=True)
class Walks:
    """Points (walks, inputs + 1, inputs) and the input that each step moves (walks, inputs), with its sign."""

    points: Numbers
    moved: NDArray[np.intp]
    signs: Numbers


def walks(inputs: int, count: int, seed: int) -> Walks:
    """So many random one-at-a-time walks over a grid of four levels, steps of two thirds."""
    if inputs < 1 or not 2 <= count <= 100_000:
        raise Refused("out_of_bounds", "at least one input and 2 to 100,000 walks are needed", "walks")
    rng, step = np.random.default_rng(seed), LEVELS / (2 * (LEVELS - 1))
    moved = np.argsort(rng.random((count, inputs)), axis=1)
    signs = rng.choice([-1.0, 1.0], (count, inputs))
    low = rng.integers(0, LEVELS // 2, (count, inputs)) / (LEVELS - 1)
    points = np.empty((count, inputs + 1, inputs))
    points[:, 0] = np.where(signs > 0, low, low + step)
    rows = np.arange(count)
    for n in range(inputs):
        points[:, n + 1] = points[:, n]
        points[rows, n + 1, moved[:, n]] += signs[rows, moved[:, n]] * step
    return Walks(points, moved, np.take_along_axis(signs, moved, axis=1))


def morris(
    function: Callable[[Numbers], Numbers], names: tuple[str, ...], count: int = 50, seed: int = 1
) -> Effects:
    """The effects of a function of points (runs, inputs) in [0, 1]; it is called once with all of them."""
    made = walks(len(names), count, seed)
    results = function(made.points.reshape(-1, len(names))).reshape(count, -1)
    return effects(made, results, names)


def morris_of(case: Case, outcome: int = 1, count: int = 100, work: Work | None = None) -> Effects:
    """The effects of a case's ranges on an outcome (see `kernel.OUTCOMES`), all months' noise left out."""
    work = work or Work()
    quiet = case.flags.copy()
    quiet[7] = False
    still = Case(**{name: getattr(case, name) for name in Case.__slots__ if name != "flags"}, flags=quiet)
    return morris(lambda points: designed(still, points, work)[outcome], case.inputs, count, work.seed)


def effects(made: Walks, results: Numbers, names: tuple[str, ...]) -> Effects:
    """The effects from results (walks, inputs + 1) of `made`."""
    step = LEVELS / (2 * (LEVELS - 1))
    one = np.diff(results, axis=1) * made.signs / step
    by_input = np.empty_like(one)
    np.put_along_axis(by_input, made.moved, one, axis=1)
    size = np.abs(by_input)
    error = 1.959963984540054 * size.std(axis=0, ddof=1) / np.sqrt(len(size))
    return Effects(
        names, by_input.mean(axis=0), size.mean(axis=0), error, by_input.std(axis=0, ddof=1), results.size
    )
