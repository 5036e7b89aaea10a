"""The terms that lie one slip from a word that no dictionary holds.

Slip: a letter left out, put in, changed, or two swapped. Found by the words that deleting one letter
leaves (the symmetric deletes of W. Garbe's SymSpell, 2012), hashed into one sorted array.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.compounds import halves, parts
from dugnad.engines.matching.lemmas import known, named
from dugnad.engines.matching.nynorsk import folded

SHORTEST: Final = 4
SURE_FROM: Final = 6


class Spelling:
    """Which of the given terms a word may have meant."""

    def __init__(self, terms: Iterable[str], known_terms: int = 0) -> None:
        self.known_terms: Final = known_terms
        self.terms: Final = [term for term in terms if len(term) >= SHORTEST and term.isalpha()]
        hashes = [(crc32(left), number) for number, term in enumerate(self.terms) for left in _deletes(term)]
        table = np.array(hashes, np.int64).reshape(-1, 2)
        order = np.argsort(table[:, 0], kind="stable")
        self._hashes: NDArray[Any] = table[order, 0].astype(np.uint32)
        self._numbers: NDArray[Any] = table[order, 1].astype(np.int32)
        self.meant = lru_cache(maxsize=4096)(self._meant)

    def _meant(self, word: str) -> dict[str, float]:
        """Terms that the word may stand for, with how sure each is (0 to 1); none for a word that is known.

        A compound is taken apart where one half is known and the other one slip from a term.
        """
        if len(word) < SHORTEST or not word.isalpha() or known(word) or named(word) or len(parts(word)) > 1:
            return {}
        found = dict.fromkeys(self.near(word), 1.0)
        for first, second in halves(word):
            for term in self._halves_meant(first, second):
                found[term] = max(found.get(term, 0.0), min(1.0, len(term) / SURE_FROM))
        return found

    def _halves_meant(self, first: str, second: str) -> list[str]:
        sure = known(first), known(second)
        if not any(sure):
            return []
        sides = [self._side(half, is_known) for half, is_known in zip((first, second), sure, strict=True)]
        return [*sides[0], *sides[1]] if all(sides) else []

    def _side(self, half: str, is_known: bool) -> list[str]:
        return [folded(piece) for piece in parts(half)] if is_known else self.near(half)

    def near(self, word: str) -> list[str]:
        """The terms at most one slip from the word, in the order they were given."""
        word = folded(word)
        if len(word) < SHORTEST:
            return []
        hashes = np.array([crc32(left) for left in _deletes(word)], np.uint32)
        low, high = (np.searchsorted(self._hashes, hashes, side) for side in ("left", "right"))
        places = [
            place
            for start, end in zip(low.tolist(), high.tolist(), strict=True)
            for place in range(start, end)
        ]
        found = {int(self._numbers[place]) for place in places}
        return [self.terms[number] for number in sorted(found) if one_slip(word, self.terms[number])]


def one_slip(first: str, second: str) -> bool:
    """Whether one slip at most makes one word the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    same = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    a, b = first[same:], second[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _deletes(word: str) -> list[bytes]:
    letters = word.encode("latin-1", "replace")
    return [letters, *{letters[:at] + letters[at + 1 :] for at in range(len(letters))}]
