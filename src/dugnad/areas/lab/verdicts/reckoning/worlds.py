"""What is compared: the business as today, under each scenario, under all of them; and each with its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dugnad.areas.lab.verdicts.reckoning.plain import Json, cone, figure, numbers
from dugnad.areas.lab.verdicts.stamp import HORIZONS
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.model import Model, Scenario
from dugnad.engines.foresight.running import Progress, Work
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.engines.foresight.simulate import Outlook, simulate

TODAY, TOGETHER = "today", "together"
DIGITS = {"cash": 0, "revenue": 0, "share": 4}


@dataclass(frozen=True, slots=True)
class World:
    """`key`: today, s0, s1 ... or together."""

    key: str
    scenarios: tuple[Scenario, ...]

    @property
    def only(self) -> Scenario | None:
        return self.scenarios[0] if len(self.scenarios) == 1 else None


def worlds(model: Model) -> tuple[World, ...]:
    """Today, each scenario, and all at once where they can meet."""
    each = tuple(World(f"s{n}", (one,)) for n, one in enumerate(model.scenarios))
    kinds = {CATALOGUE[one.kind].exposure for one in model.scenarios}
    all_at_once = (World(TOGETHER, model.scenarios),) if 1 < len(kinds) == len(model.scenarios) else ()
    return (World(TODAY, ()), *each, *all_at_once)


def world_of(model: Model, key: str) -> World:
    """The world of that key. Raises `Refused` (`unknown_world`)."""
    found = {one.key: one for one in worlds(model)}
    if key not in found:
        raise Refused("unknown_world", f"no world is called {key[:40]!r}", "world")
    return found[key]


def outlooks(model: Model, seed: int, futures: int, heard: Progress | None = None) -> list[Json]:
    """The figures of each world."""
    found, each = [], worlds(model)
    for n, one in enumerate(each):
        found.append(described(one, simulate(prepare(model, one.scenarios), futures, Work(seed))))
        if heard:
            heard(n + 1, len(each))
    return found


def described(world: World, out: Outlook) -> Json:
    """A world's outlook as JSON values: months count from 0, amounts are NOK."""
    only = world.only
    return {
        "key": world.key,
        "kind": only.kind if only else "",
        "name": only.name if only else "",
        "probability": only.probability if only else None,
        "survival": {str(months): figure(one) for months, one in out.survival.items()},
        "ruin_median": None if out.ruin_median is None else int(out.ruin_median),
        "tightest": [out.tightest_month, float(out.tightest.max())],
        "tight": {str(months): tight(out, months) for months in out.survival},
        "lowest": [figure(one) for one in out.lowest],
        "npv": figure(out.npv),
        "npv_levels": [figure(one) for one in out.npv_levels],
        "loss": figure(out.loss),
        "cones": {name: cone(one, DIGITS[name]) for name, one in out.cones.items()},
        "converged": [[count, share] for count, share in out.converged],
    }


def tight(out: Outlook, months: int) -> int:
    """The month in which the middle of the futures has least cash, of the first so many."""
    return int(out.cones["cash"].quantiles[2][:months].argmin())


def horizon(survival: Json) -> int:
    """The months that the verdict's sentence looks ahead: three years, more where those are nearly certain."""
    ends = sorted(int(one) for one in survival)
    near = [one for one in ends if one <= HORIZONS[1]] or ends[:1]
    unsure = [one for one in near if survival[str(one)][0] < 0.995]
    return unsure[0] if unsure else near[-1]


def hardest(found: Sequence[Json]) -> str:
    """The key of the world in which fewest futures last, of those with at most one scenario."""
    alone = [one for one in found if one["key"] != TOGETHER]
    last = str(max(int(month) for month in alone[0]["survival"]))

    def rank(one: Json) -> tuple[Any, ...]:
        three = one["survival"].get("36", one["survival"][last])
        return round(three[0], 3), round(one["survival"][last][0], 3), one["npv"][0]

    return str(min(alone, key=rank)["key"])


def weighed(found: Sequence[Json]) -> Json | None:
    """Survival by the user's own probabilities, at most one scenario coming true; None unless all are stated.

    `over`: they add up to more than one, so nothing can be weighed.
    """
    stated = [one for one in found if one["key"] not in {TODAY, TOGETHER}]
    if not stated or any(one["probability"] is None for one in stated):
        return None
    left = 1 - sum(one["probability"] for one in stated)
    if left < -1e-9:
        return {"over": True, "rest": left, "survival": {}}
    parts = [(max(left, 0.0), found[0]), *((one["probability"], one) for one in stated)]
    months = found[0]["survival"]
    survival = {
        month: numbers(sum(share * one["survival"][month][k] for share, one in parts) for k in (0, 1))
        for month in months
    }
    return {"over": False, "rest": max(left, 0.0), "survival": survival}
