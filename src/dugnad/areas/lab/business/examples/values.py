"""What an example is made of: words in bokmål, nynorsk and English, and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from dugnad.engines.foresight.model import Model, Range

LANGUAGES: Final = ("nb", "nn", "en")
# In the order of LANGUAGES.
Words = tuple[str, str, str]
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Example:
    """`names`: the words that `model(say)` asks for by key; `canvas`: the words of each block."""

    key: str
    title: Words
    about: Words
    names: Mapping[str, Words]
    canvas: Mapping[str, Words]
    model: Callable[[Say], Model]


def likely(low: float, most: float, high: float) -> Range:
    """Most often near `most`."""
    return Range(low, high, "triangular", most)
