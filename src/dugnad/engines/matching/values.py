"""What goes into an index and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from dugnad.engines.matching.analysis import View

FULL: Final = 65535
"""What a saturated frequency of 1 is kept as."""


class CannotRead(ValueError):
    """The bytes are no saved index, or one that another version of the analysis has made."""


@dataclass(frozen=True)
class Field:
    """A field of the documents: how much its words count, and how much its length matters (0 to 1)."""

    name: str
    weight: float = 1.0
    b: float = 0.75

    def __post_init__(self) -> None:
        if not (self.weight > 0 and 0 <= self.b <= 1):
            raise ValueError(f"field {self.name}: the weight must be above 0 and b between 0 and 1")


@dataclass(frozen=True)
class Document:
    """A text to be found: its key, and the text of each field (a field that lacks is empty)."""

    key: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Tuning:
    """The constants of the score, found by cross-validation (docs/matching.md)."""

    k1: float = 2.5
    k3: float = 8.0
    views: Mapping[View, float] = field(default_factory=lambda: {View.WORD: 6.0, View.LETTERS: 2.5})
    spelling: float = 1.5


@dataclass(frozen=True)
class Hit:
    """A document found: its score, and the share (0 to 1) of the highest score the need could give."""

    key: str
    score: float
    coverage: float


class Kind(StrEnum):
    """How a word of the need met a word of the document."""

    WORD = "word"
    PART = "part"
    LETTERS = "letters"
    SPELLING = "spelling"


@dataclass(frozen=True)
class Evidence:
    """How much one word of the need scored against one word of one field, and in which way."""

    asked: str
    found: str
    field: str
    kind: Kind
    score: float
