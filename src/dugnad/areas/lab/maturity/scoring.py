"""Scores of the maturity test. Pure: a test and its answers in, points out.

After the Digital Maturity Assessment framework of the European Commission's Joint Research Centre,
JRC133234 (2023). Where public implementations disagree, this is chosen:

- An item that tells of a lack ("data is not collected digitally") gives nothing, and the seven others of its
  question 10/7 points each. Of the readings in use it is the only one that lets a top firm reach 100.
- Invested and planned count alike: a matrix gives two scores of 0-10, so that the first dimension is a third of each.
- A row that is left blank counts as 0, not as left out, and is reported as blank.
- Bands are cut at 25, 50 and 75, each edge belonging to the lower band. They are taken of the exact score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dugnad.areas.lab.maturity.values import COLUMNS, HIGHEST, Edition, Question, Shape, Value

Answers = Mapping[str, Value]
"""The answers by question. A question that is missing was not answered; an empty list of ticks was: with none."""


class Band(StrEnum):
    BASIC = "basic"
    AVERAGE = "average"
    MODERATE = "moderate"
    ADVANCED = "advanced"


EDGES = ((25, Band.BASIC), (50, Band.AVERAGE), (75, Band.MODERATE))


@dataclass(frozen=True, slots=True)
class Score:
    """Points in 0-100 and their band."""

    value: float
    band: Band


@dataclass(frozen=True, slots=True)
class Blank:
    """What was not answered: a question, or one row of it."""

    question: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The total, the dimensions in the test's order, each question's parts in 0-10, and what was left blank."""

    total: Score
    dimensions: Mapping[str, Score]
    parts: Mapping[str, tuple[float, ...]]
    blanks: tuple[Blank, ...]

    @property
    def figures(self) -> list[float]:
        """The dimensions in order, then the total."""
        return [*(score.value for score in self.dimensions.values()), self.total.value]


def score(test: Edition, answers: Answers) -> Result:
    """The result of the answers. Answers must be as `checked` lets them through."""
    parts = {question.key: _parts(question, answers.get(question.key)) for question in test.questions}
    dimensions = {name: _dimension(test, name, parts) for name in test.dimensions}
    total = Fraction(sum(dimensions.values()), len(dimensions))
    return Result(
        total=_scored(total),
        dimensions={name: _scored(points) for name, points in dimensions.items()},
        parts={key: tuple(map(float, points)) for key, points in parts.items()},
        blanks=blanks(test, answers),
    )


def band(points: float | Fraction) -> Band:
    """The band that points of 0-100 fall in."""
    return next((name for edge, name in EDGES if points <= edge), Band.ADVANCED)


def blanks(test: Edition, answers: Answers) -> tuple[Blank, ...]:
    """The questions without an answer, and the rows without a level in those that have one."""
    return tuple(
        blank for question in test.questions for blank in _blanks(question, answers.get(question.key))
    )


def _blanks(question: Question, value: Value | None) -> list[Blank]:
    if value is None:
        return [Blank(question.key)]
    if question.shape not in HIGHEST:
        return []
    return [Blank(question.key, key) for key in question.keys if key not in value]


def _scored(points: Fraction) -> Score:
    return Score(float(points), band(points))


def _dimension(test: Edition, name: str, parts: Mapping[str, list[Fraction]]) -> Fraction:
    """The mean of the questions' parts, from 0-10 to 0-100."""
    points = [part for question in test.of(name) for part in parts[question.key]]
    return Fraction(sum(points), len(points)) * 10


def _parts(question: Question, value: Value | None) -> list[Fraction]:
    if question.shape is Shape.MATRIX:
        columns = value if isinstance(value, dict) else {}
        return [_ticked(question, columns.get(column)) for column in COLUMNS]
    if question.shape is Shape.TICKS:
        return [_ticked(question, value)]
    return [_graded(question, value if isinstance(value, dict) else {})]


def _ticked(question: Question, picks: object) -> Fraction:
    counted = {item.key for item in question.items if not item.negative}
    return Fraction(10 * len(counted.intersection(picks if isinstance(picks, list) else ())), len(counted))


def _graded(question: Question, levels: Mapping[str, object]) -> Fraction:
    given = (level for key, level in levels.items() if key in question.keys and isinstance(level, int))
    return Fraction(10 * sum(given), HIGHEST[question.shape] * len(question.items))
