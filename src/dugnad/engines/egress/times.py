"""Time needed against time available, for each person and the building, as ranges.

The time needed is drawn many times over: how long people hesitate, how fast they are, how they manage
doors, and in which room they are when that is not certain. What is not known stays None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dugnad.engines.egress.flow import simulate
from dugnad.engines.egress.graph import Floats, Graph, Ints
from dugnad.engines.egress.people import People
from dugnad.engines.egress.routing import NOTHING_SHUT, SAFETY, Goal, Shut, reroute
from dugnad.engines.egress.sampling import Person, Sampler
from dugnad.engines.egress.smoke import ASSUMPTIONS, Assumption, Fire, Span, available

ALONE: Final = "cannot leave alone"
NOWHERE: Final = "place not known"
NO_WAY: Final = "no way out"


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Seconds below which 5, 50 and 95 of 100 runs lie; inf: not out within the time looked at."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class PersonTimes:
    """One person's times in seconds from the alarm; None: not known, `why` then says so.

    `margin`: at the tightest place of the way, how long before it is lost they leave it; below 0: too late.
    """

    id: str
    required: Quantiles | None
    available: Span | None
    margin: Span | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All persons, the building (the last of those who leave alone), and what it rests on."""

    persons: tuple[PersonTimes, ...]
    building: Quantiles | None
    runs: int
    seed: int
    assumptions: tuple[Assumption, ...]
    spaces: Mapping[str, Span | None] = field(default_factory=dict)


def assess(
    graph: Graph,
    persons: Sequence[Person],
    fire: Fire,
    *,
    shut: Shut = NOTHING_SHUT,
    open_doors: Mapping[str, bool] | None = None,
    goal: Goal = SAFETY,
    runs: int = 100,
    seed: int = 1,
    assumptions: tuple[Assumption, ...] = ASSUMPTIONS,
) -> Report:
    """Time needed, time available and margin of everyone.

    The same seed gives the same draws for a person, whoever else is there. Raises KeyError for ids that are not the
    plan's, ValueError for probabilities that are negative or sum to more than 1.
    """
    spaces = available(graph, fire, open_doors=open_doors, assumptions=assumptions)
    sampler = Sampler(graph, persons, goal, shut, seed)
    out, margins = _drawn(graph, len(persons), sampler, spaces, shut, runs)
    people = tuple(
        _person(graph, person, place, sampler, spaces, out, margins) for place, person in enumerate(persons)
    )
    return Report(people, _building(out), runs, seed, assumptions, spaces)


def _drawn(
    graph: Graph, persons: int, sampler: Sampler, spaces: Mapping[str, Span | None], shut: Shut, runs: int
) -> tuple[Floats, Floats]:
    """When each is out (runs, persons), and their margins (lower and upper bound, runs, persons); nan: not there."""
    bounds = [_bounds(graph, spaces, low) for low in (True, False)]
    out = np.full((runs, persons), np.nan)
    margins = np.full((2, runs, persons), np.nan)
    for run in range(runs):
        who, crowd = sampler.draw(run)
        if not len(who):
            continue
        outcome = simulate(graph, crowd, shut=shut)
        out[run, who] = outcome.out_at
        left = sampler.left(crowd, outcome.crossed)
        for side, bound in enumerate(bounds):
            margins[side, run, who] = _tightest(bound, crowd, outcome.crossed, left, outcome.out_at)
    return out, margins


def _bounds(graph: Graph, spaces: Mapping[str, Span | None], low: bool) -> Floats:
    """Per place when it is lost; nan: not known. Flights count as their landings do."""
    spans = [spaces[space.id] for space in graph.plan.spaces]
    ends = [np.nan if span is None else span.low if low else span.high for span in spans]
    return np.array(ends + [np.inf] * (graph.outside - len(spans)))


def _tightest(
    bound: Floats, crowd: People, crossed: tuple[Floats, Ints, Ints], left: Ints, out_at: Floats
) -> Floats:
    """Per person the least time between leaving a place and its loss."""
    when, persons, _ = crossed
    least = np.full(len(crowd), np.inf)
    spare = bound[left] - when
    np.minimum.at(least, persons, np.where(np.isnan(spare), np.inf, spare))
    unknown = np.zeros(len(crowd), dtype=bool)
    unknown[persons[np.isnan(spare)]] = True
    return np.where(unknown, np.nan, np.where(np.isfinite(out_at), least, -np.inf))


def _person(
    graph: Graph,
    person: Person,
    place: int,
    sampler: Sampler,
    spaces: Mapping[str, Span | None],
    out: Floats,
    margins: Floats,
) -> PersonTimes:
    here = _here(person, spaces)
    known = ~np.isnan(out[:, place])
    if not person.moves().own_way:
        return PersonTimes(person.id, None, here, None, ALONE)
    if known.mean() < 0.5:
        return PersonTimes(person.id, None, here, None, NOWHERE)
    required = _quantiles(out[known, place])
    if required.low == np.inf:
        return PersonTimes(person.id, None, here, None, _why(graph, person, sampler))
    low, high = margins[0, known, place], margins[1, known, place]
    if np.isnan(low).any() or np.isnan(high).any():
        return PersonTimes(person.id, required, here, None)
    return PersonTimes(person.id, required, here, Span(_at(low, 0.05), _at(high, 0.95)))


def _why(graph: Graph, person: Person, sampler: Sampler) -> str:
    """Whether someone able could leave from there now."""
    anyone = reroute(graph, shut=sampler.shut)
    able = any(np.isfinite(anyone.seconds[graph.spaces[space]]) for space in person.where)
    return ALONE if able else NO_WAY


def _here(person: Person, spaces: Mapping[str, Span | None]) -> Span | None:
    """Time available in the rooms where the person may be; not known if it is not in one of the likelier ones."""
    spans = [spaces[space] for space, chance in person.where.items() if chance >= 0.05]
    known = [span for span in spans if span is not None]
    if not spans or len(known) < len(spans):
        return None
    return Span(min(span.low for span in known), max(span.high for span in known))


def _building(out: Floats) -> Quantiles | None:
    present = ~np.isnan(out).all(axis=0)
    can = present & ~np.any(np.isinf(out), axis=0)
    if not can.any():
        return None
    return _quantiles(np.nanmax(out[:, can], axis=1, initial=0.0))


def _quantiles(values: Floats) -> Quantiles:
    return Quantiles(_at(values, 0.05), _at(values, 0.5), _at(values, 0.95))


def _at(values: Floats, share: float) -> float:
    """The value at a share of the sorted ones: a value that occurred, so that inf does no harm."""
    return float(np.quantile(values, share, method="higher" if share > 0.5 else "lower"))
