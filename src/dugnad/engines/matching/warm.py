"""Compiling everything once, so that nobody waits for it at a search."""

from __future__ import annotations

import numpy as np

from dugnad.engines.matching import _loops
from dugnad.engines.matching.segment import Words, build
from dugnad.engines.matching.values import Field, Tuning
from dugnad.engines.matching.vocabulary import Vocabulary


def warm_up() -> None:
    """Index two documents and search them; the result is kept in NUMBA_CACHE_DIR, the table of lemmas in its folder."""
    vocabulary = Vocabulary()
    texts = [vocabulary.read(text) for text in ("Varmekabel", "Styring", "Styring av varmekabler", "Kabler")]
    fields = (Field("title", 2.0), Field("text", 1.0))
    made = build(Words.of(("0", "1"), texts), vocabulary, fields, Tuning(), None, _loops)
    _loops.score(np.array([0], np.int64), np.ones(1), made.heads, made.ids, made.strengths, np.zeros(2))
