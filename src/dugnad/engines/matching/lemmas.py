"""Lemmas and known words of bokmål, nynorsk and English."""

from __future__ import annotations

from functools import lru_cache

from dugnad.engines.matching.dictionaries import table


def known(word: str) -> bool:
    """Whether a dictionary of bokmål or nynorsk holds the word, in lower case."""
    found = _lemmas(word)
    return bool(found[0] or found[1])


def named(word: str) -> bool:
    """Whether it is known as a name, or in English."""
    return known(word.capitalize()) or english(word)


def english(word: str) -> bool:
    """Whether the English dictionary holds the word, in lower case."""
    return bool(_lemmas(word)[2])


def lemma(word: str) -> str:
    """The word's dictionary form in the first of bokmål, nynorsk and English that knows it; else the word."""
    return next((found.lower() for found in _lemmas(word) if found), word)


@lru_cache(maxsize=50_000)
def _lemmas(word: str) -> tuple[str, str, str]:
    return table().lemmas(word)
