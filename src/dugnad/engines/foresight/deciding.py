"""Strategies on the same futures: worst, regret, how often each suffices, where one fails, what waiting is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from dugnad.engines.foresight import reference
from dugnad.engines.foresight.case import Numbers, prepare
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.model import Model, Scenario, Strategy
from dugnad.engines.foresight.prim import Box, prim
from dugnad.engines.foresight.running import Work, outcomes
from dugnad.engines.foresight.simulate import Figure, average, chance, levels

NOTHING: Final = "as today"
GROUPS: Final = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One strategy: value and its gain over doing nothing, its 5 % level, regret, survival, and how often it suffices.

    `regret`: how much less than the best strategy of the same future, on average; `regret_most`: 95 % level of it;
    `suffices`: the share of futures with no ruin and an NPV of at least the floor; `best`: in which it is the best.
    """

    name: str
    npv: Figure
    gain: Figure
    worst: Figure
    regret: Figure
    regret_most: Figure
    survival: Figure
    suffices: Figure
    best: Figure


def compare(
    model: Model,
    scenarios: Sequence[Scenario] = (),
    strategies: Sequence[Strategy] | None = None,
    *,
    futures: int = 50_000,
    floor: float = 0.0,
    work: Work | None = None,
) -> tuple[Row, ...]:
    """Every strategy and doing nothing on common random numbers, doing nothing first; `floor` in NOK."""
    chosen = (None, *(model.strategies if strategies is None else strategies))
    work = work or Work()
    out = [outcomes(prepare(model, scenarios, one), futures, work) for one in chosen]
    npv = np.array([one[1] for one in out])
    regret = npv.max(axis=0) - npv
    return tuple(
        Row(
            *(
                one.name if one else NOTHING,
                average(npv[n]),
                average(npv[n] - npv[0]),
                levels(npv[n], (0.05,))[0],
            ),
            *(
                average(regret[n]),
                levels(regret[n], (0.95,))[0],
                chance(float((out[n][0] < 0).sum()), futures),
            ),
            chance(float(((out[n][0] < 0) & (npv[n] >= floor)).sum()), futures),
            chance(float((regret[n] == 0).sum()), futures),
        )
        for n, one in enumerate(chosen)
    )


def regret_table(
    model: Model, worlds: Mapping[str, Sequence[Scenario]], **how: object
) -> dict[str, dict[str, float]]:
    """For each strategy the regret of its mean value in each world (name -> scenarios), and the most of them.

    Minimax regret (Savage 1951) needs no probability of the worlds; `most` is the column to compare.
    """
    means = {
        name: {row.name: row.npv.value for row in compare(model, scenarios, **how)}  # type: ignore[arg-type]
        for name, scenarios in worlds.items()
    }
    rows: dict[str, dict[str, float]] = {}
    for strategy in next(iter(means.values())):
        regrets = {world: max(found.values()) - found[strategy] for world, found in means.items()}
        rows[strategy] = {**regrets, "most": max(regrets.values())}
    return rows


def failures(
    model: Model,
    scenarios: Sequence[Scenario] = (),
    strategy: Strategy | None = None,
    *,
    futures: int = 20_000,
    floor: float = 0.0,
    work: Work | None = None,
) -> tuple[Box, ...]:
    """The boxes of inputs (in their own units) in which ruin comes or the NPV stays below `floor`.

    Raises `Refused` (`nothing_to_find`) when it always or never fails, or when nothing has a range.
    """
    case, work = prepare(model, scenarios, strategy), work or Work()
    if not case.inputs:
        raise Refused("nothing_to_find", "no number of the model has a range", "inputs")
    out = outcomes(case, futures, work)
    values = case.values(reference.points(case, reference.keys(int(work.key), 0, futures)))
    return prim(values, (out[0] >= 0) | (out[1] < floor), case.inputs)


@dataclass(frozen=True, slots=True)
class Waiting:
    """NPVs in NOK: never, now, later for everyone, and later only where what was seen by then speaks for it.

    `worth`: the last less the best of never and now, the value of the option; below zero it is better not to wait.
    `commits`: the share of futures in which one then goes ahead; `above`: go ahead where the watched month's revenue is
    in these ranges.
    """

    never: Figure
    now: Figure
    later: Figure
    wait: Figure
    worth: Figure
    commits: Figure
    ahead: tuple[tuple[float, float], ...]


def waiting(
    model: Model,
    strategy: Strategy,
    months: int,
    scenarios: Sequence[Scenario] = (),
    *,
    futures: int = 50_000,
    work: Work | None = None,
) -> Waiting:
    """What it is worth to wait so many months, look at that month's revenue, and then choose.

    The rule (go ahead or not, in twenty groups of equally many futures by revenue) is learnt on one half of the futures
    and valued on the other, so that chance is not mistaken for foresight (after Longstaff & Schwartz 2001).
    """
    if not 1 <= months < model.business.months:
        raise Refused("out_of_bounds", "waiting takes at least one month and ends before the last", "months")
    work = replace(work or Work(), watch=months - 1)
    later = replace(strategy, start=strategy.start + months)
    never, now, after = (
        outcomes(prepare(model, scenarios, one), futures, work) for one in (None, strategy, later)
    )
    edges = np.quantile(never[5][::2], np.linspace(0, 1, GROUPS + 1)[1:-1])
    group = np.searchsorted(edges, never[5])
    gain = after[1] - never[1]
    learnt = np.bincount(group[::2], gain[::2], minlength=GROUPS)
    go = (learnt > 0)[group[1::2]]
    wait = np.where(go, after[1][1::2], never[1][1::2])
    return _worth(never[1], now[1], after[1], wait, go, (learnt > 0, edges))


def _worth(
    never: Numbers, now: Numbers, later: Numbers, wait: Numbers, go: Numbers, rule: tuple[Any, Numbers]
) -> Waiting:
    best = now if now.mean() > never.mean() else never
    ends = np.concatenate([[-np.inf], rule[1], [np.inf]])
    ahead = tuple((float(ends[n]), float(ends[n + 1])) for n in np.flatnonzero(rule[0]))
    return Waiting(
        *(average(never), average(now), average(later), average(wait), average(wait - best[1::2])),
        *(chance(float(go.sum()), len(go)), ahead),
    )
