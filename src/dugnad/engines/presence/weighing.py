"""One sighting against one person's belief: Bayes' rule, touching only the spaces that the sensor speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.presence.crowd import Chunk
from dugnad.engines.presence.graph import Graph
from dugnad.engines.presence.sensors import SensorModel

INSIDE = 0.9
MOVING = 2.0
RESCALE = 1e6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sensor's word means: `hits` is the chance of this sighting from each of the spaces `numbers`."""

    numbers: NDArray[np.intp]
    hits: NDArray[np.float64]
    spaces: int
    model: SensorModel

    @classmethod
    def of(
        cls, number: int, graph: Graph, model: SensorModel, spread: float, unnoticed: Mapping[int, float]
    ) -> Reading:
        """A sighting in the space `number`, some of which (`spread`) are really of those beside it.

        `unnoticed`: the chance that someone beside would not have been noticed there, by number.
        """
        beside = graph.beside[number]
        there = 1.0 - spread if beside else 1.0
        hits = [there, *(unnoticed.get(n, 1.0) * spread / len(beside) for n in beside)]
        numbers = np.array([number, *beside], dtype=np.intp)
        return cls(numbers, model.sensitivity * np.array(hits), len(graph.spaces), model)

    def fresh(self, seconds: float, *, same: bool) -> float:
        """How much of a sighting's weight a reading has, so long after the same sensor's last of the person.

        Readings close to one another are one: the sensor errs in all or in none of them.
        """
        if seconds <= 0.0:
            return 0.0
        return 1.0 - exp(-seconds / (self.model.apart if same else MOVING))

    def timely(self, late: float) -> float:
        """How much weight is left of a sighting that comes so many seconds late."""
        weight: float = 0.5 ** (late / self.model.half_life)
        return weight


def weigh(chunk: Chunk, place: int, reading: Reading, trust: float, weight: float, *, capped: bool) -> float:
    """Multiply the person's column by the sighting's likelihood to the power `weight`; gives how well it fits.

    That is how many times likelier a true sighting there was than a random one.

    The likelihood of a space is trust * hit + (1 - trust) / number of spaces. Whoever is 'unknown' may be in
    any space. `capped`: the sighting alone cannot make the belief surer than the sensor is.
    """
    numbers, total = reading.numbers, float(chunk.totals[place])
    column = chunk.column(place)
    unseen = float(column[-1]) * INSIDE / reading.spaces
    before = column[numbers].astype(np.float64)
    there = before + unseen
    fits = float(reading.hits @ there) * reading.spaces / total
    if weight > 0.0:
        power = (1.0 + reading.hits * (trust * reading.spaces / (1.0 - trust))) ** weight
        after = there * power
        if capped:
            after = _capped(after, there, total, trust)
        _put(chunk, place, numbers, after, before, unseen)
    return fits


def _capped(
    after: NDArray[np.float64], there: NDArray[np.float64], total: float, trust: float
) -> NDArray[np.float64]:
    """Not so much that the spaces together hold more than `trust`, unless they did before."""
    rest = max(total - float(there.sum()), 0.0)
    most = max(rest * trust / (1.0 - trust), float(there.sum()))
    held = float(after.sum())
    return after * (most / held) if held > most else after


def _put(
    chunk: Chunk,
    place: int,
    numbers: NDArray[np.intp],
    after: NDArray[np.float64],
    before: NDArray[np.float64],
    unseen: float,
) -> None:
    column = chunk.column(place)
    taken = min(unseen * len(numbers), float(column[-1]))
    column[numbers] = after
    column[-1] -= np.float32(taken)
    total = float(chunk.totals[place]) + float(after.sum() - before.sum()) - taken
    if total > RESCALE:
        column /= np.float32(total)
        total = 1.0
    chunk.totals[place] = total


def falsity(fits: float, trust: float) -> float:
    """The chance that a sighting that fits so well is false, from a sensor of that trust."""
    return (1.0 - trust) / (1.0 - trust + trust * fits)
