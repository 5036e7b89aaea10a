"""Lemmas and known words of bokmål, nynorsk and English; the dictionaries load at the first word."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

NORWEGIAN: Final = ("nb", "nn")
ENGLISH: Final = "en"


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    """Every form of a language with its lemma (simplemma's; some 50 MB for the first, 25 for another)."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return DefaultDictionaryFactory().get_dictionary(language)


@lru_cache(maxsize=50_000)
def known(word: str) -> bool:
    """Whether a dictionary of bokmål or nynorsk holds the word, in lower case."""
    return any(_dictionary(language).get(word) is not None for language in NORWEGIAN)


def named(word: str) -> bool:
    """Whether it is known as a name, or in English."""
    return any(_dictionary(language).get(word.capitalize()) is not None for language in NORWEGIAN) or (
        _dictionary(ENGLISH).get(word) is not None
    )


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The word's dictionary form in the first of bokmål, nynorsk and English that knows it; else the word."""
    for language in (*NORWEGIAN, ENGLISH):
        if found := _dictionary(language).get(word):
            return found.lower()
    return word
