"""What is known of a person beforehand: in which spaces they are wont to be at each hour of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.presence.graph import Graph

HOURS = 24
MOST = 0.95
Usual = Mapping[int, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Habits:
    """For each hour the numbers of spaces and the chance to be there; what is left to 1 is 'unknown'."""

    hours: tuple[tuple[NDArray[np.intp], NDArray[np.float32]], ...]

    @classmethod
    def of(cls, graph: Graph, usual: Usual) -> Habits:
        """From chances by space for some hours (0-23).

        ValueError for a chance below 0 or an hour whose chances sum to more than 1; spaces that the
        building lacks are left out. No hour is ever surer than 0.95.
        """
        return cls(tuple(_hour(graph, usual.get(hour, {})) for hour in range(HOURS)))


@dataclass(frozen=True, slots=True)
class Together:
    """The habits of several columns at one hour: for each pair of row and column its chance, and each column's sum."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    chances: NDArray[np.float32]
    held: NDArray[np.float32]

    def draw(self, weights: NDArray[np.float32], totals: NDArray[np.float64], share: float) -> None:
        """Let a share of each column that has habits become what is usual at the hour, 'unknown' its last row."""
        drawn = np.where(self.held > 0.0, share, 0.0) * totals
        weights *= (1.0 - drawn / totals).astype(np.float32)
        weights[-1] += (drawn * (1.0 - self.held)).astype(np.float32)
        weights[self.rows, self.columns] += drawn[self.columns].astype(np.float32) * self.chances


def together(habits: Mapping[int, Habits], hour: int, width: int) -> Together:
    """The habits of the columns by their number, for one hour."""
    parts = [(place, *one.hours[hour]) for place, one in habits.items()]
    columns = [np.full(len(numbers), place, dtype=np.intp) for place, numbers, _ in parts]
    held = np.zeros(width, dtype=np.float32)
    for place, _, chances in parts:
        held[place] = chances.sum()
    rows = np.concatenate([numbers for _, numbers, _ in parts])
    return Together(rows, np.concatenate(columns), np.concatenate([c for _, _, c in parts]), held)


def _hour(graph: Graph, chances: Mapping[str, float]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    total = sum(chances.values())
    if total > 1.0 + 1e-9 or min(chances.values(), default=0.0) < 0.0:
        raise ValueError("the chances of an hour are from 0 and sum to 1 at most")
    known = {graph.number[space]: share for space, share in chances.items() if space in graph.number}
    shrink = min(1.0, MOST / total) if total else 1.0
    numbers = np.array(list(known), dtype=np.intp)
    return numbers, np.array([share * shrink for share in known.values()], dtype=np.float32)
