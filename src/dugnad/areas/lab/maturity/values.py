"""The plain values of the maturity test: its questions, and what may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Said = Mapping[str, str]
"""One text in each language, by `nb`, `nn` and `en`."""

Picks = list[str]
Value = Picks | dict[str, Picks] | dict[str, int]
"""An answer: of TICKS the keys that are ticked, of MATRIX these by column, of SCALE and GRADES a level by row."""


class Shape(StrEnum):
    TICKS = "ticks"
    MATRIX = "matrix"
    SCALE = "scale"
    GRADES = "grades"


HIGHEST = {Shape.SCALE: 5, Shape.GRADES: 2}
DONE, PLANNED = "done", "planned"
COLUMNS = (DONE, PLANNED)


@dataclass(frozen=True, slots=True)
class Item:
    """One line to tick or grade. `negative`: ticking it gives nothing; `against`: what cannot be true beside it."""

    key: str
    text: Said
    help: Said | None = None
    negative: bool = False
    against: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    key: str
    dimension: str
    shape: Shape
    text: Said
    help: Said
    items: tuple[Item, ...]
    columns: Mapping[str, Said]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(item.key for item in self.items)


@dataclass(frozen=True)
class Edition:
    """One edition of the test, for companies or for public organisations; `dimensions` in order."""

    name: str
    dimensions: tuple[str, ...]
    questions: tuple[Question, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        return {question.key: question for question in self.questions}

    def of(self, dimension: str) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.dimension == dimension)
