"""How good beliefs are: log score, Brier score and reliability, beside two simple ways to guess.

Log score and Brier score: Gneiting and Raftery 2007, JASA 102(477), 359-378; both here lower is better.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from dugnad.engines.presence import Filter
from dugnad.engines.presence.tests.simulation import DAY, Day, arrivals, usual
from dugnad.engines.presence.weighing import INSIDE

STEP, ASK_EVERY = 10.0, 300.0
BINS = 10


@dataclass
class Scored:
    """What one way to guess got: the chance given to the truth, and the sum of squared errors, by question."""

    log: list[float] = field(default_factory=list)
    brier: list[float] = field(default_factory=list)

    def add(self, shares: np.ndarray, truth: int) -> None:
        self.log.append(-float(np.log(max(shares[truth], 1e-9))))
        wrong = shares.copy()
        wrong[truth] -= 1.0
        self.brier.append(float(wrong @ wrong))

    @property
    def scores(self) -> tuple[float, float]:
        """Mean log score (nats) and mean Brier score."""
        return float(np.mean(self.log)), float(np.mean(self.brier))


@dataclass
class Outcome:
    """One day's result. `told`, `so`: each probability that was told of a space, and whether it was true.
    `guesses`: for each question the truth, the last seen and the registered space."""

    filter: Filter
    ours: Scored
    told: list[float]
    so: list[bool]
    guesses: list[tuple[int, int, int]]
    known: list[tuple[bool, bool]]

    def simple(self, which: int) -> Scored:
        """The score of always guessing the last seen (1) or registered (2) space, as sure as was right for it."""
        states = len(self.filter.graph.spaces) + 1
        right = sum(guess[0] == guess[which] for guess in self.guesses) / len(self.guesses)
        scored = Scored()
        for guess in self.guesses:
            shares = np.full(states, (1.0 - right) / (states - 1))
            shares[guess[which]] = right
            scored.add(shares, guess[0])
        return scored

    def reliability(self) -> list[tuple[int, float, float]]:
        """For each bin of told probability: how many, the mean that was told, the share that was true."""
        told, so = np.array(self.told), np.array(self.so)
        bins = np.minimum((told * BINS).astype(int), BINS - 1)
        return [
            (int((bins == n).sum()), float(told[bins == n].mean()), float(so[bins == n].mean()))
            for n in range(BINS)
            if (bins == n).any()
        ]

    @property
    def calibration_error(self) -> float:
        """The mean distance between what was told and what was true, weighted by how often (ECE)."""
        rows = self.reliability()
        return sum(count * abs(said - true) for count, said, true in rows) / len(self.told)


def run(day: Day, *, habits: bool = False, start: float = 0.0, end: float = DAY) -> Outcome:
    """Let the filter follow the day and ask it every five minutes where everyone is."""
    follow = Filter(day.graph, start)
    for who in day.residents:
        follow.add(who.id, who.mobility, usual(who) if habits else None, carries=True)
    outcome = Outcome(follow, Scored(), [], [], [], [])
    last = {who.id: day.graph.number[who.room] for who in day.residents}
    number = next((n for n, (arrived, _) in enumerate(day.sightings) if arrived >= start), 0)
    for time in np.arange(start + STEP, end, STEP):
        follow.step(float(time), int(time // 3600) % 24)
        for n, arrived, sighting in arrivals(day, float(time), number):
            follow.sight(sighting, arrived)
            last[sighting.person] = day.graph.number[sighting.space]
            number = n + 1
        if time % ASK_EVERY < STEP and time > start + 2 * ASK_EVERY:
            _ask(outcome, day, float(time), last)
    return outcome


def _ask(outcome: Outcome, day: Day, time: float, last: dict[int, int]) -> None:
    spaces = len(day.graph.spaces)
    for who in day.residents:
        place = who.at(time)
        truth = day.graph.number[place] if place else spaces
        belief = outcome.filter.belief(who.id)
        shares = _shares(outcome.filter, who.id)
        outcome.ours.add(shares, truth)
        outcome.guesses.append((truth, last[who.id], day.graph.number[who.room]))
        outcome.told += [share for _, share in belief.spaces]
        outcome.so += [space == place for space, _ in belief.spaces]
        first = belief.spaces[0][0] if belief.spaces else ""
        outcome.known.append((belief.known, first == place))


def _shares(follow: Filter, person: int) -> np.ndarray:
    """Probabilities over spaces and outside; 'unknown' may be any of them."""
    known = follow._people[person]
    column = (known.chunk.column(known.place) / known.chunk.totals[known.place]).astype(float)
    unknown = column[-1]
    shares = column + unknown * INSIDE / (len(column) - 1)
    shares[-1] = unknown * (1.0 - INSIDE)
    return shares / shares.sum()
