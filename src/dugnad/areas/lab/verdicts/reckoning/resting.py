"""A world with its levers at rest, reckoned once for each model and seed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dugnad.areas.lab.verdicts import stamp
from dugnad.areas.lab.verdicts.reckoning.worlds import World
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.model import Model
from dugnad.engines.foresight.running import Work
from dugnad.engines.foresight.simulate import simulate


def value(model: Model, world: World, document: Mapping[str, Any], futures: int, seed: int) -> float:
    """The mean present value, NOK."""
    return _value(stamp.fingerprint(document), futures, seed, world.key, _Held(model, world))


class _Held:
    """A model that the cache below does not look at: the fingerprint tells it."""

    def __init__(self, model: Model, world: World) -> None:
        self.model, self.world = model, world

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=64)
def _value(fingerprint: str, futures: int, seed: int, key: str, held: _Held) -> float:
    case = prepare(held.model, held.world.scenarios)
    return float(simulate(case, futures, Work(seed), cones=False).npv.value)
