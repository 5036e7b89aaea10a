"""Slips of the finger for testing: one in each word, the same for the same seed."""

from __future__ import annotations

from random import Random
from typing import Final

LETTERS: Final = "abcdefghijklmnopqrstuvwxyzæøå"
SHORTEST: Final = 4


def slipped(need: str, chance: Random) -> str:
    """The need with one slip in each word of four letters or more: a letter left out, put in, changed or swapped."""
    return " ".join(_slip(word, chance) for word in need.split())


def _slip(word: str, chance: Random) -> str:
    if len(word) < SHORTEST:
        return word
    kind, at = chance.randrange(4), chance.randrange(len(word) - 1)
    before, after = word[:at], word[at + 1 :]
    if kind == 0:
        return before + after
    if kind == 1:
        return before + chance.choice(LETTERS) + word[at:]
    if kind == 2:
        return before + chance.choice(LETTERS.replace(word[at].lower(), "")) + after
    return before + word[at + 1] + word[at] + word[at + 2 :]
