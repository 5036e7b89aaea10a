"""Whole arrays and compiled loops reckon the same; the table of lemmas says what the dictionaries say."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dugnad.engines.matching import _arrays, _loops, dictionaries
from dugnad.engines.matching.segment import Segment, Words, build
from dugnad.engines.matching.values import Field, Tuning
from dugnad.engines.matching.vocabulary import Vocabulary

FIELDS = (Field("title", 3.0), Field("text"))
WORDS = ["barnehage", "barnehageplass", "by", "gebyr", "piggdekk", "a", "sjukeheim", "x1"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=8))
def test_both_ways_make_the_same_segment_and_the_same_scores(documents: list[tuple[str, str]]) -> None:
    vocabulary = Vocabulary()
    read = [vocabulary.read(text) for texts in documents for text in texts]
    held = Words.of(map(str, range(len(documents))), read)
    one, other = (build(held, vocabulary, FIELDS, Tuning(), None, way) for way in (_arrays, _loops))
    for part in ("averages", "heads", "ids", "strengths"):
        np.testing.assert_array_equal(getattr(one, part), getattr(other, part), part)
        assert getattr(one, part).dtype == getattr(other, part).dtype
    terms = range(len(vocabulary.terms))
    np.testing.assert_allclose(_scored(one, terms, _arrays), _scored(other, terms, _loops))


def _scored(segment: Segment, terms: Sequence[int], way: Any) -> Any:
    made = np.zeros(len(segment.held.keys))
    numbers, weights = np.array(terms, np.int64), np.linspace(0.1, 1.0, len(terms))
    way.score(numbers, weights, segment.heads, segment.ids, segment.strengths, made)
    return made


def test_the_table_says_what_the_dictionaries_say(tmp_path: Path) -> None:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    dictionaries.write(tmp_path)
    factory = DefaultDictionaryFactory()
    known = [factory.get_dictionary(language) for language in dictionaries.LANGUAGES]
    with dictionaries.file_in(tmp_path).open("rb") as file:
        table = dictionaries.Table(file)
        forms = sorted(set().union(*known))
        assert len(table) == len(forms)
        for form in [*forms[::97], "finnesikkesomord", "", "æøå\t", "barnehager"]:
            assert table.lemmas(form) == tuple(one.get(form) or "" for one in known), form


@pytest.mark.parametrize(
    "data", [b"", b"no table", b"\x02\x00\x00\x00" * 40, b"\x01\x00\x00\x00" + b"\xff" * 28]
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no table"):
        dictionaries.Table(BytesIO(data))
