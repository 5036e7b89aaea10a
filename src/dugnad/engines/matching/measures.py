"""How good a ranking is: nDCG, MRR and hit rate at ten, for relevant-or-not judgements.

Source: Järvelin & Kekäläinen 2002 (nDCG); Voorhees 1999 (MRR).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean
from typing import Final

DEPTH: Final = 10


@dataclass(frozen=True)
class Quality:
    """Means over queries, each 0 to 1."""

    queries: int
    ndcg: float
    mrr: float
    hit: float


def quality(answers: Iterable[tuple[Sequence[str], Collection[str]]]) -> Quality:
    """From pairs of the keys found, best first, and the relevant ones. Raises ValueError for none at all."""
    pairs = [(found[:DEPTH], relevant) for found, relevant in answers]
    if not pairs:
        raise ValueError("there are no queries")
    firsts = [_reciprocal(found, relevant) for found, relevant in pairs]
    return Quality(len(pairs), fmean(ndcg(*pair) for pair in pairs), fmean(firsts), fmean(map(bool, firsts)))


def ndcg(found: Sequence[str], relevant: Collection[str]) -> float:
    """Gain of the first ten, discounted by rank, as a share of the best possible."""
    gain = sum(1 / log2(rank + 2) for rank, key in enumerate(found[:DEPTH]) if key in relevant)
    best = sum(1 / log2(rank + 2) for rank in range(min(DEPTH, len(relevant))))
    return gain / best if best else 0.0


def _reciprocal(found: Sequence[str], relevant: Collection[str]) -> float:
    return next((1 / rank for rank, key in enumerate(found, 1) if key in relevant), 0.0)
