"""Strategies on the same futures, in every world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from dugnad.areas.lab.verdicts.reckoning.plain import Json, figure, finite
from dugnad.areas.lab.verdicts.reckoning.worlds import World, worlds
from dugnad.engines.foresight.deciding import NOTHING, Row, compare, failures, waiting
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.model import Model, Strategy
from dugnad.engines.foresight.prim import Box
from dugnad.engines.foresight.running import Work

WAIT: Final = 12
ROW: Final = ("npv", "gain", "worst", "regret", "regret_most", "survival", "suffices", "best")


def row(one: Row) -> Json:
    """A strategy's figures; doing nothing has no name."""
    name = "" if one.name == NOTHING else one.name
    return {"name": name, **{part: figure(getattr(one, part)) for part in ROW}}


def table(model: Model, one: World, futures: int, floor: float, work: Work) -> list[Json]:
    """Every strategy and doing nothing in one world."""
    return [row(each) for each in compare(model, one.scenarios, futures=futures, floor=floor, work=work)]


def regrets(tables: dict[str, list[Json]]) -> list[Json]:
    """For each strategy the regret of its mean value in each world, and the most of them (Savage 1951)."""
    found = []
    for n, first in enumerate(next(iter(tables.values()))):
        by_world = {
            key: max(each["npv"][0] for each in rows) - rows[n]["npv"][0] for key, rows in tables.items()
        }
        found.append({"name": first["name"], "worlds": by_world, "most": max(by_world.values())})
    return found


def every_world(model: Model, futures: int, floor: float, work: Work) -> dict[str, list[Json]]:
    """The tables of every world, by its key."""
    return {one.key: table(model, one, futures, floor, work) for one in worlds(model)}


def boxes(model: Model, one: World, strategy: Strategy | None, floor: float, work: Work) -> Json:
    """The conditions under which it fails: `boxes`, or why there are none (`none`: nothing_to_find)."""
    try:
        found = failures(model, one.scenarios, strategy, floor=floor, work=work)
    except Refused as no:
        return {"name": strategy.name if strategy else "", "boxes": [], "none": no.code}
    return {"name": strategy.name if strategy else "", "boxes": [_box(each) for each in found], "none": ""}


def _box(one: Box) -> Json:
    limits = {name: [finite(low), finite(high)] for name, (low, high) in one.limits.items()}
    return {
        "limits": limits,
        **{part: getattr(one, part) for part in ("coverage", "density", "mass")},
        "doubt": dict(one.doubt),
    }


def wait(model: Model, one: World, strategy: Strategy, work: Work) -> Json:
    """What it is worth to see a year (or half of a shorter time) before choosing."""
    months = min(WAIT, max(model.business.months // 2, 1))
    if model.business.months < 2 or strategy.start + months >= model.business.months:
        return {"name": strategy.name, "months": months, "none": "too_short"}
    found: Any = waiting(model, strategy, months, one.scenarios, futures=20_000, work=work)
    parts = {
        part: figure(getattr(found, part)) for part in ("never", "now", "later", "wait", "worth", "commits")
    }
    ahead = [[finite(low), finite(high)] for low, high in _joined(found.ahead)]
    return {"name": strategy.name, "months": months, "none": "", **parts, "ahead": ahead}


def _joined(ranges: Any) -> list[tuple[float, float]]:
    """Ranges that touch, as one."""
    found: list[tuple[float, float]] = []
    for low, high in ranges:
        if found and found[-1][1] == low:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return found


def each(
    model: Model, world: World, floor: float, work: Work, say: Callable[[int], None]
) -> tuple[list[Json], list[Json]]:
    """Boxes of every strategy, as today first, and what waiting with each is worth."""
    found, waits = [], []
    for n, one in enumerate((None, *model.strategies)):
        found.append(boxes(model, world, one, floor, work))
        if one is not None:
            waits.append(wait(model, world, one, work))
        say(2 * n + 2)
    return found, waits
