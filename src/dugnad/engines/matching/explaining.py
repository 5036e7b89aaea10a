"""What a document was scored for, word by word: only what the score was really made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.analysis import View, terms, view
from dugnad.engines.matching.asking import Ask, Wanted
from dugnad.engines.matching.segment import Segment
from dugnad.engines.matching.values import FULL, Evidence, Field, Kind, Tuning
from dugnad.engines.matching.vocabulary import Vocabulary

Cell = tuple[str, str]
Shares = dict[str, dict[Cell, float]]


def explain(
    asked: Ask, segment: Segment, at: int, vocabulary: Vocabulary, fields: Sequence[Field], tuning: Tuning
) -> list[Evidence]:
    """The evidence of one document, the most first."""
    found: dict[tuple[str, str, str, Kind], float] = {}
    for term, cells in _shares(asked, segment, at, vocabulary, fields).items():
        total = sum(cells.values())
        wanted = asked.wanted[term]
        strength = max(1, round(total / (tuning.k1 + total) * FULL)) / FULL
        for place, share in _pairs(term, wanted, cells, total):
            found[place] = found.get(place, 0.0) + wanted.weight * strength * share
    evidence = [Evidence(*place, score) for place, score in found.items()]
    return sorted(evidence, key=lambda each: -each.score)


def _pairs(
    term: str, wanted: Wanted, cells: dict[Cell, float], total: float
) -> Iterator[tuple[tuple[str, str, str, Kind], float]]:
    times = sum(wanted.words.values())
    for word, many in wanted.words.items():
        for (field, found), share in cells.items():
            yield (word, found, field, _kind(term, wanted, word, found)), share / total * many / times


def _kind(term: str, wanted: Wanted, asked: str, found: str) -> Kind:
    if wanted.spelled:
        return Kind.SPELLING
    if view(term) is not View.WORD:
        return Kind.LETTERS
    return Kind.WORD if _whole(term, asked) and _whole(term, found) else Kind.PART


def _whole(term: str, word: str) -> bool:
    """Whether the term is the word itself and not a part of it: the last of the word's keys."""
    return [other for other in terms(word) if view(other) is View.WORD][-1] == term


def _shares(asked: Ask, segment: Segment, at: int, vocabulary: Vocabulary, fields: Sequence[Field]) -> Shares:
    """How much each word of each field counts for each term that is asked for."""
    numbers = {vocabulary.terms[term]: term for term in asked.wanted}
    found: Shares = {}
    counts = _counts(segment, at, vocabulary, len(fields))
    for place, field in enumerate(fields):
        for word in _words(segment, at, len(fields), place):
            for number in vocabulary.of_word(word):
                if (term := numbers.get(number)) is not None:
                    cells = found.setdefault(term, {})
                    cell = (field.name, vocabulary.name(word))
                    cells[cell] = cells.get(cell, 0.0) + _one(counts, segment, fields, place, view(term))
    return found


def _words(segment: Segment, at: int, fields: int, field: int) -> list[int]:
    start, end = segment.held.at[at * fields + field : at * fields + field + 2]
    numbers: list[int] = segment.held.words[start:end].tolist()
    return numbers


def _counts(segment: Segment, at: int, vocabulary: Vocabulary, fields: int) -> NDArray[Any]:
    """The lengths of the document's fields in each view."""
    lengths = np.zeros((fields, len(View)))
    for field in range(fields):
        for word in _words(segment, at, fields, field):
            for term in terms(vocabulary.name(word)):
                lengths[field, view(term)] += 1
    return lengths


def _one(counts: NDArray[Any], segment: Segment, fields: Sequence[Field], place: int, seen: View) -> float:
    average = segment.averages[place, seen]
    relative = counts[place, seen] / average if average > 0 else 1.0
    b = fields[place].b
    return float(fields[place].weight / (1 - b + b * relative))
