"""The beliefs of people who move alike, side by side: one column for each person, one row for each space."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dugnad.engines.presence.habits import Habits, Together, together

# So many columns of a thousand rows stay in a core's own cache.
WIDTH = 128
Column = NDArray[np.float32]


class Chunk:
    """Up to WIDTH people. A column holds weights; divided by its total they are probabilities."""

    def __init__(self, states: int, crowd: Crowd) -> None:
        self.crowd = crowd
        self.weights: Column = np.zeros((states, WIDTH), dtype=np.float32)
        self.totals = np.ones(WIDTH)
        self.people: list[Hashable | None] = [None] * WIDTH
        self.habits: dict[int, Habits] = {}
        self._usual: tuple[int, Together] | None = None

    def column(self, place: int) -> Column:
        """One person's weights, to be changed in place."""
        column: Column = self.weights[:, place]
        return column

    def enter(self, place: int, person: Hashable, habits: Habits | None) -> None:
        """Give the place to a person."""
        self.people[place] = person
        if habits:
            self.habits[place] = habits
        self._usual = None
        self.clear(place)

    def leave(self, place: int) -> None:
        """Forget the person there."""
        self.people[place] = None
        self.habits.pop(place, None)
        self._usual = None
        self.clear(place)

    def clear(self, place: int) -> None:
        """Know nothing of the person there any more."""
        self.weights[:, place] = 0.0
        self.weights[-1, place] = self.totals[place] = 1.0

    def follow_habits(self, share: float, hour: int) -> None:
        """Let a share of what is believed become what is usual for each at the hour."""
        if self.habits:
            if self._usual is None or self._usual[0] != hour:
                self._usual = (hour, together(self.habits, hour, WIDTH))
            self._usual[1].draw(self.weights, self.totals, share)

    def shares(self) -> Column:
        """Probabilities, states by people."""
        return np.divide(self.weights, self.totals, dtype=np.float32)


class Crowd:
    """People of one mobility: `matrix` moves them by one step of `step` seconds."""

    def __init__(self, matrix: csr_array, step: float) -> None:
        self.matrix, self.step = matrix, step
        self.owed = 0.0
        self.chunks: list[Chunk] = []
        self.free: list[tuple[Chunk, int]] = []

    def enter(self, person: Hashable, habits: Habits | None) -> tuple[Chunk, int]:
        """A place for one more person."""
        if not self.free:
            chunk = Chunk(self.matrix.shape[0], self)
            self.chunks.append(chunk)
            self.free = [(chunk, place) for place in reversed(range(WIDTH))]
        chunk, place = self.free.pop()
        chunk.enter(place, person, habits)
        return chunk, place

    def leave(self, chunk: Chunk, place: int) -> None:
        """Forget the person there; the place is free for another."""
        chunk.leave(place)
        self.free.append((chunk, place))

    def move(self, seconds: float) -> None:
        """Let that much time pass, in whole steps; what is left over is owed to the next time."""
        self.owed += seconds
        steps = int(self.owed / self.step)
        self.owed -= steps * self.step
        for chunk in self.chunks:
            for _ in range(steps):
                moved: Column = self.matrix @ chunk.weights
                chunk.weights = moved

    def follow_habits(self, share: float, hour: int) -> None:
        """See `Chunk.follow_habits`."""
        for chunk in self.chunks:
            chunk.follow_habits(share, hour)
