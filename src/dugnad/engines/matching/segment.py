"""An unchanging part of an index: some documents, their words, and the posting lists of their terms."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.analysis import View
from dugnad.engines.matching.values import Field, Tuning
from dugnad.engines.matching.vocabulary import Vocabulary

Array = NDArray[Any]
LARGE: Final = 1_000_000
"""Occurrences of terms from which the compiled loops are worth their 60 MB."""


@dataclass(frozen=True)
class Words:
    """The words of documents: where each field starts (documents x fields + 1), and the words' numbers."""

    keys: tuple[str, ...]
    at: Array
    words: Array

    @classmethod
    def of(cls, keys: Iterable[str], fields: Iterable[Sequence[int]]) -> Words:
        """From keys, and the words of each field of the first, of the second, and so on."""
        sizes, flat = array("q", [0]), array("i")
        for field in fields:
            sizes.append(len(field))
            flat.extend(field)
        return cls(tuple(keys), np.cumsum(np.array(sizes, np.int64)), np.array(flat, np.int32))

    def kept(self, alive: Array, fields: int) -> Words:
        """Only the documents that are alive."""
        sizes = np.diff(self.at)
        keep = np.repeat(alive, fields)
        at = np.concatenate([[0], np.cumsum(sizes[keep])]).astype(np.int64)
        keys = tuple(key for key, lives in zip(self.keys, alive, strict=True) if lives)
        return Words(keys, at, self.words[np.repeat(keep, sizes)])

    def then(self, other: Words) -> Words:
        """These documents, then the others."""
        at = np.concatenate([self.at, other.at[1:] + self.at[-1]])
        return Words(self.keys + other.keys, at, np.concatenate([self.words, other.words]))


@dataclass(frozen=True)
class Segment:
    """Documents with their posting lists, and the average lengths (fields x views) they were made by."""

    held: Words
    averages: Array
    heads: Array
    ids: Array
    strengths: Array

    def scores(self, terms: Array, weights: Array) -> Array:
        """The score of every document."""
        made = np.zeros(len(self.held.keys))
        _way(len(self.ids)).score(terms, weights, self.heads, self.ids, self.strengths, made)
        return made

    def frequency(self, term: int) -> int:
        """In how many documents the term is."""
        return int(self.heads[term + 1] - self.heads[term]) if term + 1 < len(self.heads) else 0


def build(
    held: Words,
    vocabulary: Vocabulary,
    fields: Sequence[Field],
    tuning: Tuning,
    averages: Array | None,
    way: ModuleType | None = None,
) -> Segment:
    """The segment of some documents; the averages are their own unless given. `way`: how to reckon, if not by size."""
    starts, flat, lengths = vocabulary.tables()
    way = way or _way(int(lengths[held.words].sum()))
    length = way.field_lengths(len(held.keys), len(fields), held.at, held.words, lengths)
    if averages is None:
        averages = average(length)
    weights, bs = (np.array([getattr(field, name) for field in fields], float) for name in ("weight", "b"))
    lists = way.postings(
        held.at,
        held.words,
        starts,
        flat,
        lengths,
        len(vocabulary.terms),
        length,
        weights,
        bs,
        averages,
        tuning.k1,
    )
    return Segment(held, averages, *lists)


def _way(occurrences: int) -> ModuleType:
    """What reckons with so many occurrences of terms."""
    name = "_loops" if occurrences >= LARGE else "_arrays"
    return import_module(f"dugnad.engines.matching.{name}")


def average(length: Array) -> Array:
    """The mean length of each field in each view among the documents that have the field."""
    if not len(length):
        return np.zeros((length.shape[1], len(View)))
    total, filled = length.sum(axis=0, dtype=float), (length > 0).sum(axis=0)
    return np.asarray(total / np.maximum(filled, 1))
