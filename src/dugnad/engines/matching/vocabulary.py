"""The words that documents hold, numbered, and the terms of each word; it only grows."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.analysis import View, terms, view
from dugnad.engines.matching.text import words

Ints = NDArray[Any]
Key = TypeVar("Key")


class Vocabulary:
    """Numbers for words and for terms."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.terms: dict[str, int] = {}
        self._names: list[str] = []
        self._starts = array("i", [0])
        self._flat = array("i")

    def read(self, text: str) -> list[int]:
        """The numbers of a text's words, new ones taken in."""
        known, found = self.words, words(text)
        try:
            return [*map(known.__getitem__, found)]
        except KeyError:
            return [known[word] if word in known else self._take_in(word) for word in found]

    def _take_in(self, word: str) -> int:
        numbers = self.terms
        self._flat.extend([numbers.setdefault(term, len(numbers)) for term in terms(word)])
        self._starts.append(len(self._flat))
        self._names.append(word)
        return self.words.setdefault(word, len(self.words))

    def tables(self) -> tuple[Ints, Ints, Ints]:
        """For the loops: where each word's terms start (words + 1), the terms, and each word's
        number of terms in each view (words x views)."""
        starts, flat = np.array(self._starts, np.int32), np.array(self._flat, np.int32)
        views = np.array([view(term) for term in self.terms], np.int8)
        owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        cells = owner * len(View) + views[flat] if len(flat) else owner
        lengths = np.bincount(cells, minlength=(len(starts) - 1) * len(View))
        return starts, flat, lengths.astype(np.int32).reshape(-1, len(View))

    def name(self, number: int) -> str:
        """The word of a number."""
        return self._names[number]

    def of_word(self, number: int) -> list[int]:
        """The terms of one word."""
        return self._flat[self._starts[number] : self._starts[number + 1]].tolist()

    def saved(self) -> dict[str, Any]:
        """Everything as arrays and text."""
        return {
            "words": "\n".join(self.words),
            "terms": "\n".join(self.terms),
            "starts": np.array(self._starts, np.int32),
            "flat": np.array(self._flat, np.int32),
        }

    @classmethod
    def loaded(cls, words: str, terms: str, starts: Ints, flat: Ints) -> Vocabulary:
        """The vocabulary again from what `saved` gave."""
        made = cls()
        made._names = words.split("\n") if words else []
        made.words = _numbered(made._names)
        made.terms = _numbered(terms.split("\n") if terms else [])
        made._starts, made._flat = (
            array("i", starts.astype(np.int32).tobytes()),
            array("i", flat.astype(np.int32).tobytes()),
        )
        return made


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    return {key: number for number, key in enumerate(keys)}
