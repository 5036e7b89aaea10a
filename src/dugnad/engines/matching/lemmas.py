"""Lemmas and known words of bokmål, nynorsk and English; the dictionaries load at the first word."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

NORWEGIAN: Final = ("nb", "nn")
ENGLISH: Final = "en"


@lru_cache(maxsize=200_000)
def known(word: str) -> bool:
    """Whether a dictionary of bokmål or nynorsk holds the word."""
    from simplemma import is_known

    return any(is_known(word, lang=language) for language in NORWEGIAN)


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The word's dictionary form: bokmål, then nynorsk; English where neither knows the word."""
    from simplemma import is_known, lemmatize

    if not word.isalpha():
        return word
    if not known(word) and is_known(word, lang=ENGLISH):
        return lemmatize(word, lang=ENGLISH).lower()
    for language in NORWEGIAN:
        word = lemmatize(word, lang=language).lower()
    return word
