"""What a word is found by: its lemma and compound parts, and its runs of three and four letters."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Final

from dugnad.engines.matching.compounds import parts
from dugnad.engines.matching.lemmas import lemma
from dugnad.engines.matching.nynorsk import folded


class View(IntEnum):
    """One way to see a word. Each has lengths, and a weight in the fused score, of its own."""

    WORD = 0
    THREE = 1
    FOUR = 2


Term = tuple[View, str]
RUNS: Final = {View.THREE: 3, View.FOUR: 4}


@lru_cache(maxsize=20_000)
def terms(word: str) -> tuple[Term, ...]:
    """Every term of a word, in a fixed order; a run of letters that comes twice is there twice."""
    return tuple((View.WORD, key) for key in keys(word)) + tuple(
        (view, run) for view, length in RUNS.items() for run in runs(word, length)
    )


def keys(word: str) -> tuple[str, ...]:
    """The folded lemma of the word, and those of its parts where it is a compound."""
    pieces = tuple(folded(piece) for piece in parts(word))
    return pieces if len(pieces) == 1 else (*pieces, folded(lemma(word)))


def runs(word: str, length: int) -> list[str]:
    """The runs of letters of a word, its beginning and end marked."""
    marked = f"_{word}_"
    return [marked[at : at + length] for at in range(max(1, len(marked) - length + 1))]
