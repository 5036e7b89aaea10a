"""From a model's document and a seed to every figure of its pages, its report, its API and the command line.

Each function takes and gives JSON values, so that whoever asks sees the same digits. This module loads compiled code:
pages ask for it through `room`, the command line imports it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from dugnad.areas.lab.verdicts import stamp
from dugnad.areas.lab.verdicts.reckoning import blocks, laws, levers, matters, resting, strategies
from dugnad.areas.lab.verdicts.reckoning.plain import Json
from dugnad.areas.lab.verdicts.reckoning.series import calibrate, fit
from dugnad.areas.lab.verdicts.reckoning.worlds import (
    World,
    described,
    hardest,
    horizon,
    outlooks,
    weighed,
    world_of,
)
from dugnad.engines.foresight import reading
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.model import Model
from dugnad.engines.foresight.running import Progress, Work
from dugnad.engines.foresight.simulate import simulate

SLIDER_FUTURES: Final = 10_000
DEEP_FUTURES: Final = 20_000
STRATEGY_FUTURES: Final = 50_000
Document = Mapping[str, Any]


def bounded(futures: int) -> int:
    """The number of futures, if it may be asked for here. Raises `Refused` (`too_few`, `too_many`)."""
    if futures < 100:
        raise Refused("too_few", f"{futures:,} futures say too little; ask for at least 100", "futures")
    if futures > stamp.MOST_FUTURES:
        reason = (
            f"{futures:,} futures are more than {stamp.MOST_FUTURES:,}: the figures would not become better"
        )
        raise Refused("too_many", reason, "futures")
    return futures


def verdict(
    document: Document, seed: int = stamp.SEED, futures: int = stamp.FUTURES, heard: Progress | None = None
) -> Json:
    """The outlook of every world, and what the verdict's sentence says. Raises `Refused`."""
    model = reading.from_json(document)
    found = outlooks(model, seed, bounded(futures), heard)
    key = hardest(found)
    return {
        **stamped(document, seed, futures),
        "name": model.business.name,
        "start": model.business.start,
        "months": model.business.months,
        "worlds": found,
        "hardest": key,
        "horizon": horizon(next(one for one in found if one["key"] == key)["survival"]),
        "weighed": weighed(found),
    }


def stamped(document: Document, seed: int, futures: int) -> Json:
    """What reproduces the figures."""
    return {
        "version": stamp.version(),
        "seed": seed,
        "futures": futures,
        "fingerprint": stamp.fingerprint(document),
    }


def levers_of(document: Document, world: str = "", months: int = 0, seed: int = stamp.SEED) -> Json:
    """What each lever is worth in one world (the hardest unless named), the one worth most first. Raises `Refused`."""
    model = reading.from_json(document)
    chosen, months = _chosen(document, model, world, months, seed)
    worth = levers.worth(model, chosen, months, SLIDER_FUTURES, Work(seed))
    return {
        **stamped(document, seed, SLIDER_FUTURES),
        "world": chosen.key,
        "months": months,
        "levers": worth,
    }


def depth(
    document: Document,
    world: str = "",
    months: int = 0,
    wanted: float = stamp.WANTED,
    seed: int = stamp.SEED,
    heard: Progress | None = None,
) -> Json:
    """What matters in one world (the hardest unless named): thresholds, the canvas, Sobol indices, Morris.

    `months`: through which one is to last (0: as the verdict's sentence). Raises `Refused`.
    """
    model = reading.from_json(document)
    chosen, months = _chosen(document, model, world, months, seed)
    return {
        **stamped(document, seed, DEEP_FUTURES),
        "world": chosen.key,
        "months": months,
        "wanted": wanted,
        **_what_matters(model, chosen, months, wanted, Work(seed), _steps(heard, 4)),
    }


def _what_matters(
    model: Model, world: World, months: int, wanted: float, work: Work, say: Callable[[int], None]
) -> Json:
    must = matters.thresholds(model, world, months, wanted, work)
    say(1)
    under = blocks.stress(model, months, DEEP_FUTURES, work)
    say(2)
    indices = matters.sobol(model, world, work)
    say(3)
    effects = matters.morris(model, world, work)
    under_laws = laws.laws(model, months, DEEP_FUTURES, work)
    say(4)
    return {
        "thresholds": must,
        "stress": under,
        "blocks": blocks.blocks(under, must, wanted),
        "sobol": indices,
        "morris": effects,
        "laws": under_laws,
    }


def _chosen(document: Document, model: Model, world: str, months: int, seed: int) -> tuple[World, int]:
    if not world or not months:
        told = verdict(document, seed, SLIDER_FUTURES)
        world, months = world or told["hardest"], months or told["horizon"]
    return world_of(model, world), min(months, model.business.months)


def _steps(heard: Progress | None, total: int) -> Callable[[int], None]:
    def say(done: int) -> None:
        if heard:
            heard(done, total)

    return say


def compared(
    document: Document,
    world: str = "",
    floor: float = 0.0,
    seed: int = stamp.SEED,
    heard: Progress | None = None,
) -> Json:
    """Strategies on the same futures: tables of every world, regret, and in one world boxes and waiting.

    `floor`: the present value, NOK, that suffices. Raises `Refused`.
    """
    model = reading.from_json(document)
    chosen, _ = _chosen(document, model, world, 1, seed)
    work = Work(seed)
    say = _steps(heard, 1 + 2 * len(model.strategies) + 1)
    tables = strategies.every_world(model, STRATEGY_FUTURES, floor, work)
    say(1)
    found, waits = strategies.each(model, chosen, floor, work, say)
    return {
        **stamped(document, seed, STRATEGY_FUTURES),
        "world": chosen.key,
        "floor": floor,
        "tables": tables,
        "regrets": strategies.regrets(tables),
        "boxes": found,
        "waiting": waits,
    }


def redraw(
    document: Document, turns: Mapping[str, float], world: str = "", months: int = 0, seed: int = stamp.SEED
) -> Json:
    """One world with levers turned, quick enough for a slider; `gain` is against the levers at rest."""
    model = reading.from_json(document)
    if not world or not months:
        chosen, months = _chosen(document, model, world, months, seed)
    else:
        chosen = world_of(model, world)
    out = simulate(prepare(levers.turned(model, turns), chosen.scenarios), SLIDER_FUTURES, Work(seed))
    told = described(chosen, out)
    rest = resting.value(model, chosen, document, SLIDER_FUTURES, seed)
    return {
        **told,
        "seed": seed,
        "futures": SLIDER_FUTURES,
        "months": months,
        "gain": told["npv"][0] - rest,
        "turns": dict(turns),
    }


def everything(
    document: Document,
    seed: int = stamp.SEED,
    futures: int = stamp.FUTURES,
    world: str = "",
    wanted: float = stamp.WANTED,
    floor: float = 0.0,
) -> Json:
    """All that the report holds: `verdict`, `levers`, `depth`, `strategies`. Raises `Refused`."""
    told = verdict(document, seed, futures)
    world = world or told["hardest"]
    return {
        "verdict": told,
        "levers": levers_of(document, world, told["horizon"], seed),
        "depth": depth(document, world, told["horizon"], wanted, seed),
        "strategies": compared(document, world, floor, seed),
    }


def warm() -> None:
    """Load what is compiled: sixty-four futures of a business of one stream."""
    stream = {"name": "warm", "customers": {"low": 1, "high": 2}, "price": 1}
    redraw({"version": 1, "business": {"name": "warm", "streams": [stream], "months": 1}}, {}, "today", 1)


CALLS: Final[Mapping[str, Callable[..., Json]]] = {
    "verdict": verdict,
    "levers_of": levers_of,
    "depth": depth,
    "compared": compared,
    "redraw": redraw,
    "calibrate": calibrate,
    "fit": fit,
}
