"""What a business can turn: how much each lever is worth in kroner, and the model with levers turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from dugnad.areas.lab.verdicts.reckoning.plain import Json, figure
from dugnad.areas.lab.verdicts.reckoning.worlds import World
from dugnad.engines.foresight.case import Numbers, prepare
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.model import Business, Costs, Model, Range, Stream, Value, middle
from dugnad.engines.foresight.running import Work, outcomes
from dugnad.engines.foresight.simulate import average, chance

STREAM: Final = ("price", "volume", "customers", "new_customers", "churn", "unit_cost")
COSTS: Final = ("fixed", "staff")
LEVERS: Final = STREAM + COSTS
# Whether more of it helps.
HELPS: Final = {name: name in {"price", "volume", "customers", "new_customers"} for name in LEVERS}
STEP: Final = 0.1
LEAST: Final = 0.5
MOST: Final = 1.5


def turned(model: Model, levers: Mapping[str, float]) -> Model:
    """The model with each lever multiplied by its factor (0.5 to 1.5), no number past its bounds.

    Raises `Refused` (`unknown_lever`, `out_of_bounds`).
    """
    for name, factor in levers.items():
        if name not in LEVERS:
            raise Refused("unknown_lever", f"no lever is called {name[:40]!r}", f"levers.{name[:40]}")
        if not LEAST <= factor <= MOST:
            raise Refused("out_of_bounds", f"a lever goes from {LEAST} to {MOST}", f"levers.{name}")
    business = model.business
    streams = tuple(_part(one, STREAM, levers) for one in business.streams)
    return replace(
        model, business=replace(business, streams=streams, costs=_part(business.costs, COSTS, levers))
    )


def _part(part: Any, names: tuple[str, ...], levers: Mapping[str, float]) -> Any:
    most = {one: part.__dataclass_fields__[one].metadata["high"] for one in names}
    changes = {one: _times(getattr(part, one), levers[one], most[one]) for one in names if one in levers}
    return replace(part, **changes)


def _times(value: Value, factor: float, most: float) -> Value:
    if not isinstance(value, Range):
        return min(value * factor, most)
    low, high = min(value.low * factor, most), min(value.high * factor, most)
    mode = None if value.mode is None else min(value.mode * factor, most)
    return Range(low, high, value.kind, mode)


def present(business: Business) -> tuple[str, ...]:
    """The levers that the business has: none that would multiply nothing."""

    def any_of(parts: tuple[Stream, ...] | tuple[Costs], name: str) -> bool:
        return any(middle(getattr(part, name)) > 0 for part in parts)

    streams = tuple(name for name in STREAM if any_of(business.streams, name))
    return streams + tuple(name for name in COSTS if any_of((business.costs,), name))


def worth(model: Model, world: World, months: int, futures: int, work: Work) -> list[Json]:
    """Each lever turned by a tenth, on the same futures; what is worth most comes first.

    `gain` and `loss`: present value in NOK to the better and to the worse side; `survival`: how the share of futures
    that last so many months changes to the better side.
    """
    today = outcomes(prepare(model, world.scenarios), futures, work)

    def after(name: str, factor: float) -> Numbers:
        return outcomes(prepare(turned(model, {name: factor}), world.scenarios), futures, work)

    found: list[Json] = []
    for name in present(model.business):
        factor = 1 + STEP if HELPS[name] else 1 - STEP
        better, worse = after(name, factor), after(name, 2 - factor)
        found.append(
            {
                "name": name,
                "factor": factor,
                "gain": figure(average(better[1] - today[1])),
                "loss": figure(average(worse[1] - today[1])),
                "survival": figure(average(_lasts(better, months) - _lasts(today, months))),
            }
        )
    return sorted(found, key=lambda one: -float(one["gain"][0]))


def _lasts(out: Numbers, months: int) -> Numbers:
    return np.asarray((out[0] < 0) | (out[0] >= months), float)


def lasting(out: Numbers, months: int) -> list[float]:
    """The share of futures that last so many months, with its error."""
    lasts = _lasts(out, months)
    return figure(chance(float(lasts.sum()), len(lasts)))
