"""What a word is found by: its lemma and compound parts, and its runs of three letters."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Final

from dugnad.engines.matching.compounds import parts
from dugnad.engines.matching.lemmas import lemma
from dugnad.engines.matching.nynorsk import folded

RUN: Final = 3
MARK: Final = "="


class View(IntEnum):
    """One way to see a word. Each has lengths, and a weight in the fused score, of its own."""

    WORD = 0
    LETTERS = 1


@lru_cache(maxsize=20_000)
def terms(word: str) -> tuple[str, ...]:
    """Every term of a word, those of its lemma and parts first; a run of letters that comes twice is there twice."""
    return (*[MARK + key for key in keys(word)], *runs(word))


def view(term: str) -> View:
    """What a term was seen as."""
    return View.WORD if term[0] == MARK else View.LETTERS


def keys(word: str) -> tuple[str, ...]:
    """The folded lemma of the word, after those of its parts where it is a compound."""
    pieces = tuple(folded(piece) for piece in parts(word))
    return pieces if len(pieces) == 1 else (*pieces, folded(lemma(word)))


def runs(word: str) -> list[str]:
    """The runs of letters of a word, its beginning and end marked."""
    marked = f"_{word}_"
    return [marked[at : at + RUN] for at in range(max(1, len(marked) - RUN + 1))]
