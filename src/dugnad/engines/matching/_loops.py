"""The compiled loops: posting lists from documents, and scores from posting lists."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dugnad.engines.matching._jit import compiled
from dugnad.engines.matching.values import FULL

Array = NDArray[Any]


@compiled
def field_lengths(documents: int, fields: int, at: Array, words: Array, lengths: Array) -> Array:
    """The number of terms of each field of each document in each view (documents x fields x views)."""
    made = np.zeros((documents, fields, lengths.shape[1]), np.int32)
    for cell in range(documents * fields):
        for place in range(at[cell], at[cell + 1]):
            for view in range(lengths.shape[1]):
                made[cell // fields, cell % fields, view] += lengths[words[place], view]
    return made


@compiled
def gather(
    one: int,
    at: Array,
    words: Array,
    starts: Array,
    flat: Array,
    lengths: Array,
    share: Array,
    sums: Array,
    touched: Array,
) -> int:
    """Add up in `sums` the weighted, length-normalised frequency of each term of a document.

    `share` is fields x views. Gives how many terms were `touched`; their sums start at 0.
    """
    fields, views = share.shape
    many = 0
    for field in range(fields):
        for place in range(at[one * fields + field], at[one * fields + field + 1]):
            word = words[place]
            here = starts[word]
            for view in range(views):
                for _ in range(lengths[word, view]):
                    term = flat[here]
                    here += 1
                    if sums[term] == 0.0:
                        touched[many] = term
                        many += 1
                    sums[term] += share[field, view]
    return many


@compiled
def shares(length: Array, weights: Array, bs: Array, averages: Array, made: Array) -> None:
    """What one occurrence counts in each field and view: the field's weight over its relative length."""
    for field in range(made.shape[0]):
        for view in range(made.shape[1]):
            relative = length[field, view] / averages[field, view] if averages[field, view] > 0 else 1.0
            made[field, view] = weights[field] / (1 - bs[field] + bs[field] * relative)


@compiled
def many_documents(
    documents: int, fields: int, at: Array, words: Array, starts: Array, flat: Array, terms: int
) -> Array:
    """In how many documents each term is."""
    made, last = np.zeros(terms, np.int64), np.full(terms, -1, np.int32)
    for one in range(documents):
        for place in range(at[one * fields], at[(one + 1) * fields]):
            for here in range(starts[words[place]], starts[words[place] + 1]):
                term = flat[here]
                if last[term] != one:
                    last[term] = one
                    made[term] += 1
    return made


@compiled
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
    """Posting lists by term: where each starts (terms + 1), documents, and saturated frequencies.

    A frequency x is kept as x / (k1 + x) in 65535ths. Two passes: count, then fill.
    """
    documents, fields, views = length.shape
    share, sums, touched = np.zeros((fields, views)), np.zeros(terms), np.zeros(terms, np.int32)
    heads = np.zeros(terms + 1, np.int64)
    heads[1:] = np.cumsum(many_documents(documents, fields, at, words, starts, flat, terms))
    free = heads[:terms].copy()
    ids, strengths = np.zeros(heads[terms], np.int32), np.zeros(heads[terms], np.uint16)
    for one in range(documents):
        shares(length[one], weights, bs, averages, share)
        for place in range(gather(one, at, words, starts, flat, lengths, share, sums, touched)):
            term = touched[place]
            ids[free[term]] = one
            strengths[free[term]] = max(1, round(sums[term] / (k1 + sums[term]) * FULL))
            free[term] += 1
            sums[term] = 0.0
    return heads, ids, strengths


@compiled
def score(terms: Array, weights: Array, heads: Array, ids: Array, strengths: Array, scores: Array) -> None:
    """Add to `scores` (one for each document) what each term with its weight gives."""
    for place in range(len(terms)):
        term, weight = terms[place], weights[place] / FULL
        if term + 1 < len(heads):
            for here in range(heads[term], heads[term + 1]):
                scores[ids[here]] += weight * strengths[here]
