"""The loops of `_loops` as operations on whole arrays: the same numbers, without compiled code.

They take memory for every occurrence of every term, and a small index is all that most installations have.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching.values import FULL

Array = NDArray[Any]


def field_lengths(documents: int, fields: int, at: Array, words: Array, lengths: Array) -> Array:
    """The number of terms of each field of each document in each view (documents x fields x views)."""
    sums = np.concatenate([np.zeros((1, lengths.shape[1]), np.int64), np.cumsum(lengths[words], axis=0)])
    made = np.diff(sums[at[: documents * fields + 1]], axis=0)
    return made.astype(np.int32).reshape(documents, fields, lengths.shape[1])


def postings(
    at: Array,
    words: Array,
    starts: Array,
    flat: Array,
    lengths: Array,
    terms: int,
    length: Array,
    weights: Array,
    bs: Array,
    averages: Array,
    k1: float,
) -> tuple[Array, Array, Array]:
    """Posting lists by term: where each starts (terms + 1), documents, and saturated frequencies in 65535ths."""
    documents, fields, _views = length.shape
    cells = np.repeat(np.arange(documents * fields), np.diff(at))
    many = lengths[words].sum(axis=1)
    within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    term = flat[np.repeat(starts[words].astype(np.int64), many) + within]
    ends = np.repeat(np.cumsum(lengths[words], axis=1), many, axis=0)
    view = (within[:, None] >= ends).sum(axis=1)
    document, field = np.divmod(np.repeat(cells, many), max(fields, 1))
    counts = _shares(length, weights, bs, averages)[document, field, view]
    found, place = np.unique(term.astype(np.int64) * max(documents, 1) + document, return_inverse=True)
    sums = np.bincount(place, counts, len(found))
    heads = np.concatenate([[0], np.cumsum(np.bincount(found // max(documents, 1), minlength=terms))])
    strengths = np.maximum(1, np.rint(sums / (k1 + sums) * FULL)).astype(np.uint16)
    return heads.astype(np.int64), (found % max(documents, 1)).astype(np.int32), strengths


def score(terms: Array, weights: Array, heads: Array, ids: Array, strengths: Array, scores: Array) -> None:
    """Add to `scores` (one for each document) what each term with its weight gives."""
    for term, weight in zip(terms.tolist(), (weights / FULL).tolist(), strict=True):
        if term + 1 < len(heads):
            here = slice(heads[term], heads[term + 1])
            scores[ids[here]] += weight * strengths[here]


def _shares(length: Array, weights: Array, bs: Array, averages: Array) -> Array:
    """What one occurrence counts: the field's weight over its relative length (documents x fields x views)."""
    relative = np.divide(length, averages, out=np.ones(length.shape), where=averages > 0)
    return np.asarray(weights[:, None] / (1 - bs[:, None] + bs[:, None] * relative))
