"""Splitting compounds: brannøvelse is brann and øvelse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dugnad.engines.matching.lemmas import known, lemma

SHORTEST_PART: Final = 3
SHORTEST_COMPOUND: Final = 6
SPLIT_AGAIN: Final = 9
LINKS: Final = "se"


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """The lemmas of a compound's parts; the word's own lemma alone where it is none.

    Of all ways to cut it into two known words the one with the longest shorter part is taken, and
    long parts are cut again.
    """
    best = next(cuts(word), None) if word.isalpha() else None
    if best is None:
        return (lemma(word),)
    return tuple(
        piece for half in best for piece in (parts(half) if len(half) >= SPLIT_AGAIN else (lemma(half),))
    )


def cuts(word: str) -> Iterator[tuple[str, str]]:
    """Every way to see a word as two known words, with or without a linking s or e; the likeliest first."""
    for first, second in sorted(halves(word), key=_worth, reverse=True):
        if known(second) and known(first):
            yield first, second


def halves(word: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a word in two, the link left out."""
    if len(word) < SHORTEST_COMPOUND:
        return
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        yield word[:at], word[at:]
        if at > SHORTEST_PART and word[at - 1] in LINKS:
            yield word[: at - 1], word[at:]


def _worth(cut: tuple[str, str]) -> tuple[int, int]:
    return min(map(len, cut)), len(cut[1])
