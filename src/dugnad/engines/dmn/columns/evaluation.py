"""One evaluation over columns; what each kind of expression gives is registered by the modules beside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from dugnad.engines.dmn.columns.numbers import (
    Array,
    NotByColumns,
    Numbers,
    aligned,
)
from dugnad.engines.dmn.feel import syntax

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
Work = Callable[["Columns", Any, Mapping[str, Any]], Any]
_WORK: dict[type, Work] = {}


def works_on(kind: type) -> Callable[[Work], Work]:
    """Register what gives the column of expressions of a kind."""

    def register(work: Work) -> Work:
        _WORK[kind] = work
        return work

    return register


class Columns:
    """One evaluation: columns by name, and which rows are left to the ordinary evaluation."""

    def __init__(self, count: int) -> None:
        self.unsure = np.zeros(count, dtype=bool)
        self.count = count

    def value(self, node: syntax.Node, names: Mapping[str, Any]) -> Any:
        """The column of an expression."""
        work = _WORK.get(type(node))
        if work is None:
            raise NotByColumns(f"{type(node).__name__} is not done by columns")
        return work(self, node, names)

    def numbers(self, node: syntax.Node, names: Mapping[str, Any]) -> Numbers:
        """The column of an expression that gives numbers."""
        found = self.value(node, names)
        if not isinstance(found, Numbers):
            raise NotByColumns("a number is wanted")
        return found

    def truths(self, node: syntax.Node, names: Mapping[str, Any]) -> Array:
        """The column of an expression that gives booleans."""
        found = self.value(node, names)
        if isinstance(found, Numbers) or np.asarray(found).dtype.kind != "b":
            raise NotByColumns("a boolean is wanted")
        return found

    def compare(self, operator: str, one: Any, other: Any) -> Array:
        """One comparison; a tie of numbers that are not exact makes a row unsure."""
        work = COMPARE[operator]
        if isinstance(one, Numbers) and isinstance(other, Numbers):
            left, right, _, _ = aligned(one, other)
            if not (one.exact and other.exact):
                self.unsure |= left == right
            return work(left, right)
        if isinstance(one, Numbers) or isinstance(other, Numbers):
            raise NotByColumns("values of two kinds are compared")
        if np.asarray(one).dtype.kind != np.asarray(other).dtype.kind or (
            np.asarray(one).dtype.kind == "b" and operator not in ("=", "!=")
        ):
            raise NotByColumns("values of two kinds are compared")
        return work(one, other)

    def choose(self, test: Array, one: Any, other: Any) -> Any:
        """One column where a test is true, else the other."""
        if isinstance(one, Numbers) and isinstance(other, Numbers):
            left, right, common, bound = aligned(one, other)
            return Numbers(np.where(test, left, right), common, bound, one.exact and other.exact)
        if isinstance(one, Numbers) or isinstance(other, Numbers):
            raise NotByColumns("a column would hold values of two kinds")
        return np.where(test, one, other)
