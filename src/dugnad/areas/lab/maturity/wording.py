"""Answers in words, for the review before finishing and for the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dugnad.areas.lab.maturity.content import edition, levels_of, say
from dugnad.areas.lab.maturity.scoring import Answers, blanks
from dugnad.areas.lab.maturity.values import Question, Shape, Value


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a question with what was answered to it."""

    item: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its lines. `state`: `answered`, `partly` (some lines are blank) or `blank`."""

    number: int
    question: Question
    text: str
    state: str
    blank_lines: int
    lines: tuple[Line, ...]


def in_words(test: str, answers: Answers) -> list[Answered]:
    """All questions of a test in order, with the answers as words."""
    missing = blanks(edition(test), answers)
    rows: list[Answered] = []
    for number, question in enumerate(edition(test).questions, 1):
        found = [blank for blank in missing if blank.question == question.key]
        lines = sum(bool(blank.item) for blank in found)
        state = "answered" if not found else "partly" if lines else "blank"
        words = tuple(_lines(question, answers.get(question.key)))
        rows.append(Answered(number, question, say(question.text), state, lines, words))
    return rows


def _lines(question: Question, value: Value | None) -> Iterator[Line]:
    for item in question.items:
        yield Line(item.key, say(item.text), _words(question, item.key, value))


def _words(question: Question, key: str, value: Value | None) -> str:
    if question.shape is Shape.TICKS:
        return "" if value is None else _("Yes") if key in value else _("No")
    if not isinstance(value, dict):
        return ""
    if question.shape is Shape.MATRIX:
        ticked = (say(text) for column, text in question.columns.items() if key in (value.get(column) or ()))  # type: ignore[operator]
        return ", ".join(ticked) or _("No")
    level = value.get(key)
    return say(levels_of(question)[level]) if isinstance(level, int) else ""
