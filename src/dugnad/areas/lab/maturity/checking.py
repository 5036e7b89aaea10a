"""Whether an answer can be used. Pure: the question and the answer in, the answer in order out, or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from dugnad.areas.lab.maturity.values import COLUMNS, HIGHEST, Item, Picks, Question, Shape, Value


class Unusable(ValueError):
    """The answer does not fit the question; `at` names the item or column, `code` what is wrong with it."""

    def __init__(self, code: str, at: str = "") -> None:
        super().__init__(f"{code} {at}".strip())
        self.code, self.at = code, at


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One item is ticked beside others that cannot be true with it."""

    item: Item
    others: tuple[Item, ...]


def checked(question: Question, value: object) -> Value:
    """The answer in the question's own order, each key once; Unusable otherwise."""
    if question.shape is Shape.TICKS:
        return _picks(question, value)
    if not isinstance(value, dict):
        raise Unusable("shape")
    if question.shape is Shape.MATRIX:
        _only(value, COLUMNS)
        return {column: _picks(question, value.get(column, [])) for column in COLUMNS}
    _only(value, question.keys)
    return {key: _level(question, key, value[key]) for key in question.keys if key in value}


def contradiction(question: Question, value: Value) -> Contradiction | None:
    """The first item that is ticked beside what it excludes, as 'not collected digitally' and 'stored digitally'."""
    if question.shape is not Shape.TICKS:
        return None
    for item in question.items:
        others = tuple(other for other in question.items if other.key in item.against and other.key in value)
        if item.key in value and others:
            return Contradiction(item, others)
    return None


def _picks(question: Question, value: object) -> Picks:
    if not isinstance(value, list):
        raise Unusable("shape")
    if unknown := next((key for key in value if key not in question.keys), None):
        raise Unusable("unknown", str(unknown)[:40])
    return [key for key in question.keys if key in value]


def _only(value: dict[object, object], known: tuple[str, ...]) -> None:
    if unknown := next((key for key in value if key not in known), None):
        raise Unusable("unknown", str(unknown)[:40])


def _level(question: Question, key: str, level: object) -> int:
    highest = HIGHEST[question.shape]
    if not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= highest:
        raise Unusable("level", key)
    return level
