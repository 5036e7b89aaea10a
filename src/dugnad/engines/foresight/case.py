"""One question made ready to be computed: the model's numbers in the layout's order, its ranges, its calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.foresight import layout
from dugnad.engines.foresight.errors import Refused
from dugnad.engines.foresight.model import KINDS, Business, Model, Range, Scenario, Strategy, Value, middle
from dugnad.engines.foresight.scenarios import CATALOGUE, LEVERS

Numbers = NDArray[np.float64]
KIND_NUMBER = {name: number for number, name in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Case:
    """`base`: every number of the model; `inputs`: the names of those that have ranges, `where` they stand in `base`.

    `timed` (6, months): invested, worn off, the strategy's ramp, its running costs on (0 or 1), the part of its cost
    spent, its first month. `exposure` (streams, 9) and `flags` (8): which scenarios meet which streams, a flag being
    the number of the scenario's law; the last flag: months are noisy.
    """

    inputs: tuple[str, ...]
    base: Numbers
    where: NDArray[np.int64]
    kind: NDArray[np.int64]
    low: Numbers
    high: Numbers
    mode: Numbers
    streams: tuple[str, ...]
    months: int
    going: bool
    season: Numbers
    calendar: NDArray[np.int64]
    timed: Numbers
    exposure: Numbers
    flags: NDArray[np.int64]

    @property
    def noisy(self) -> bool:
        """Whether chance from month to month is one of the inputs."""
        return bool(self.flags[7])

    @property
    def factors(self) -> int:
        """How many uncertain inputs there are, the months' chance counted as one."""
        return len(self.inputs) + self.noisy

    def values(self, points: Numbers) -> Numbers:
        """The inputs' values (runs, inputs) of uniform points in [0, 1) of the same shape."""
        return np.asarray(
            np.column_stack([self._transform(m, points[:, m]) for m in range(len(self.inputs))])
        )

    def _transform(self, m: int, u: Numbers) -> Numbers:
        low, high, mode = self.low[m], self.high[m], self.mode[m]
        if self.kind[m] == 1:
            return np.asarray(low * np.exp(u * np.log(high / low)))
        if self.kind[m] == 0:
            return np.asarray(low + (high - low) * u)
        left = low + np.sqrt(u * (high - low) * (mode - low))
        right = high - np.sqrt((1 - u) * (high - low) * (high - mode))
        return np.asarray(np.where(u * (high - low) < mode - low, left, right))


def prepare(model: Model, scenarios: Sequence[Scenario] = (), strategy: Strategy | None = None) -> Case:
    """The case of a model under scenarios (at most one of each exposure; none: as today) and with a strategy.

    Raises `Refused`: two scenarios of one exposure, an unknown kind or lever, a stream that does not exist.
    """
    business = model.business
    if not business.streams:
        raise Refused("no_streams", "a business needs at least one stream of revenue", "business.streams")
    base, ranges = _numbers(business, scenarios, strategy)
    exposure = _exposure(business, scenarios, strategy)
    return Case(
        inputs=tuple(name for name, _, _ in ranges),
        base=base,
        where=np.array([at for _, at, _ in ranges], np.int64),
        kind=np.array([KIND_NUMBER[one.kind] for _, _, one in ranges], np.int64),
        low=np.array([one.low for _, _, one in ranges], float),
        high=np.array([one.high for _, _, one in ranges], float),
        mode=np.array([middle(one) for _, _, one in ranges], float),
        streams=tuple(stream.name for stream in business.streams),
        months=business.months,
        going=business.going,
        season=_season(business),
        calendar=np.array([_calendar(business, t) for t in range(business.months)], np.int64),
        timed=_timed(business, strategy),
        exposure=exposure,
        flags=_flags(business, scenarios, exposure),
    )


Ranges = list[tuple[str, int, Range]]


def _numbers(
    business: Business, scenarios: Sequence[Scenario], strategy: Strategy | None
) -> tuple[Numbers, Ranges]:
    """Every number at its place, a range by its middle; and the ranges, by name and place."""
    base = np.zeros(layout.size(len(business.streams)))
    for neutral, number in layout.NEUTRAL.items():
        base[layout.position(neutral)] = number
    ranges: Ranges = []
    for name, at, one in _placed(business, scenarios, strategy):
        base[at] = middle(one)
        if isinstance(one, Range) and one.high > one.low:
            ranges.append((name, at, one))
    return base, ranges


def _flags(business: Business, scenarios: Sequence[Scenario], exposure: Numbers) -> NDArray[np.int64]:
    flags = np.append(exposure[:, [0, 1, 2, 3, 4, 5, 7]].any(axis=0), _noisy(business)).astype(np.int64)
    flags[2] *= _law(scenarios)
    return flags


def _noisy(business: Business) -> bool:
    return isinstance(business.noise, Range) or business.noise > 0


Placed = Iterator[tuple[str, int, Value]]


def _placed(business: Business, scenarios: Sequence[Scenario], strategy: Strategy | None) -> Placed:
    for part, path in ((business, "business"), (business.costs, "costs"), (business.funding, "funding")):
        for one in fields(part):
            if one.metadata["is"] == "value":
                yield f"{path}.{one.name}", layout.position(one.name), getattr(part, one.name)
    for n, stream in enumerate(business.streams):
        for name in layout.STREAM:
            yield f"streams.{stream.name}.{name}", layout.position(name, n), getattr(stream, name)
    for scenario in scenarios:
        for parameter in _kind(scenario).parameters:
            value = scenario.values.get(parameter.name, parameter.default)
            yield f"{scenario.kind}.{parameter.name}", layout.position(parameter.place), value
    if strategy:
        yield from _levers(strategy)


def _levers(strategy: Strategy) -> Placed:
    yield "strategy.cost", layout.position("strategy_cost"), strategy.cost
    yield "strategy.running", layout.position("strategy_fixed"), strategy.running
    yield "strategy.capital", layout.position("strategy_capital"), strategy.capital
    for name, value in strategy.changes.items():
        if name not in LEVERS:
            raise Refused("unknown_lever", f"no lever is called {name}", f"strategy.changes.{name}")
        yield f"strategy.{name}", layout.position(LEVERS[name].place), value


def _kind(scenario: Scenario) -> Any:
    if scenario.kind not in CATALOGUE:
        raise Refused("unknown_scenario", f"no scenario is called {scenario.kind}", "scenario.kind")
    return CATALOGUE[scenario.kind]


def _law(scenarios: Sequence[Scenario]) -> int:
    """By which law something else takes over."""
    return max((_kind(one).law for one in scenarios), default=1)


def _exposure(business: Business, scenarios: Sequence[Scenario], strategy: Strategy | None) -> Numbers:
    exposure = np.zeros((len(business.streams), len(layout.EXPOSURE)))
    if len({_kind(one).exposure for one in scenarios}) < len(scenarios):
        raise Refused("scenario_twice", "two scenarios of the same kind cannot meet at once", "scenarios")
    for scenario in scenarios:
        column = layout.EXPOSURE.index(_kind(scenario).exposure)
        exposure[:, column] = _touched(business, scenario.streams)
    if strategy:
        exposure[:, layout.EXPOSURE.index("strategy")] = _touched(business, strategy.streams)
    digital = np.array([stream.digital for stream in business.streams], float)
    leaving, gain = layout.EXPOSURE.index("customers_digital"), layout.EXPOSURE.index("digital_gain")
    exposure[:, leaving] *= 1 - digital
    exposure[:, gain] = digital / max(digital.sum(), 1.0)
    return exposure


def _touched(business: Business, streams: tuple[str, ...]) -> Numbers:
    known = [stream.name for stream in business.streams]
    for name in streams:
        if name not in known:
            raise Refused("unknown_stream", f"no stream is called {name}", "streams")
    return np.array([not streams or name in streams for name in known], float)


def _calendar(business: Business, t: int) -> int:
    return (int(business.start[5:]) - 1 + t) % 12 + 1


def _season(business: Business) -> Numbers:
    year = np.array(business.season or (1.0,) * 12)
    return np.array([year[_calendar(business, t) - 1] for t in range(business.months)])


def _timed(business: Business, strategy: Strategy | None) -> Numbers:
    timed = np.zeros((6, business.months))
    for one in business.investments:
        if one.month < business.months:
            timed[0, one.month] += one.amount
            timed[1, one.month : one.month + one.worn_months] += one.amount / one.worn_months
    if strategy and strategy.start < business.months:
        t = np.arange(business.months)
        timed[2] = np.clip((t + 1 - strategy.start) / strategy.months, 0, 1)
        timed[3] = t >= strategy.start
        timed[4, strategy.start : strategy.start + strategy.months] = 1 / strategy.months
        timed[5, strategy.start] = 1
    return timed
