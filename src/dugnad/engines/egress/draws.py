"""Random numbers by counting: a draw depends on seed, person, run and purpose alone, never on who else is there.

So one more person or one more run leaves all other draws as they were.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_STEP: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution: `kind` is fixed (a), uniform (a to b), normal (mean a, deviation b) or lognormal
    (mean and deviation of the logarithm).

    Normal and lognormal are cut off at `low` and `high`.
    """

    kind: str
    a: float
    b: float = 0.0
    low: float = -np.inf
    high: float = np.inf

    def at(self, share: Floats) -> Floats:
        """The values below which these shares (0 to 1) lie.

        Raises ValueError for a kind that is not known.
        """
        if self.kind == "fixed":
            return np.full_like(share, self.a)
        if self.kind == "uniform":
            return self.a + (self.b - self.a) * share
        if self.kind == "normal":
            return self._cut(share, self.low, self.high)
        if self.kind == "lognormal":
            return np.exp(self._cut(share, *np.log(np.maximum([self.low, self.high], 1e-300))))
        raise ValueError(f"no distribution is called {self.kind!r}")

    def mean(self) -> float:
        """The mean, to a thousandth of the spread."""
        return float(self.at((np.arange(1000) + 0.5) / 1000).mean())

    def _cut(self, share: Floats, low: float, high: float) -> Floats:
        from scipy.special import ndtr, ndtri

        bottom, top = ndtr((low - self.a) / self.b), ndtr((high - self.a) / self.b)
        return np.clip(self.a + self.b * ndtri(bottom + share * (top - bottom)), low, high)


def fixed(value: float) -> Spread:
    """Always the same."""
    return Spread("fixed", value)


def uniform(low: float, high: float) -> Spread:
    """Anything from low to high."""
    return Spread("uniform", low, high)


def normal(mean: float, deviation: float, low: float = -np.inf, high: float = np.inf) -> Spread:
    """A bell, cut off at low and high."""
    return Spread("normal", mean, deviation, low, high)


def lognormal(mean: float, deviation: float, low: float = 0.0, high: float = np.inf) -> Spread:
    """Mean and deviation of the logarithm, cut off at low and high."""
    return Spread("lognormal", mean, deviation, low, high)


def key_of(name: str) -> int:
    """A person's number for drawing: the same on every machine."""
    return zlib.crc32(name.encode()) | zlib.adler32(name.encode()) << 32


def shares(seed: int, keys: Words, run: int, purpose: int) -> Floats:
    """One number between 0 and 1 for each key (uint64), never 0 or 1 (mixing after Steele et al. 2014, splitmix64)."""
    with np.errstate(over="ignore"):
        word = _mixed(np.asarray(keys, dtype=np.uint64) + _word(seed))
        word = _mixed(word + _word(run) * _STEP)
        word = _mixed(word ^ _word(purpose) * _STEP)
    return ((word >> np.uint64(11)).astype(np.float64) + 0.5) / 2**53


def _word(value: int) -> np.uint64:
    return np.uint64(value % 2**64)


def _mixed(word: Words) -> Words:
    word = word + _STEP
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))
