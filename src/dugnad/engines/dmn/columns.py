"""Decisions over columns: numbers as whole numerators over one denominator, so that nothing is rounded unasked.

Rows of which a column cannot be sure (no rule, a tie after a division) are left to the ordinary evaluation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from dugnad.engines.dmn.feel import syntax

MOST = 2**62
Array = Any


class NotByColumns(Exception):
    """The model uses what columns cannot do."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """numerator / denominator; `bound`: no numerator is larger; `exact`: FEEL's 34 digits hold it exactly."""

    numerator: Array
    denominator: int
    bound: int
    exact: bool = True


def scaled(top: Array, factor: int, bound: int) -> tuple[Array, int]:
    """The numerators times a factor; NotByColumns when 64 bits are too few."""
    if bound * factor >= MOST:
        raise NotByColumns("the numbers are too large")
    return (top if factor == 1 else top * factor), bound * factor


def aligned(one: Numbers, other: Numbers) -> tuple[Array, Array, int, int]:
    """Both numerators over the least common denominator, that denominator, and the larger bound."""
    common = math.lcm(one.denominator, other.denominator)
    left, one_bound = scaled(one.numerator, common // one.denominator, one.bound)
    right, other_bound = scaled(other.numerator, common // other.denominator, other.bound)
    return left, right, common, max(one_bound, other_bound)


def constant(value: Decimal) -> Numbers:
    """A constant of few digits."""
    top, bottom = value.as_integer_ratio()
    if max(abs(top), bottom) >= 2**53:
        raise NotByColumns("a constant has too many digits")
    return Numbers(np.int64(top), bottom, abs(top))


def column(values: Array) -> Any:
    """A column of an input: numbers of at most four decimals as Numbers, strings and booleans as they are."""
    array = np.asarray(values)
    if array.dtype.kind in "iu":
        bound = int(np.abs(array).max(initial=0))
        return Numbers(array.astype(np.int64), 1, bound)
    if array.dtype.kind == "f":
        return _decimals(array)
    if array.dtype.kind in "bU":
        return array
    raise NotByColumns("a column holds other values than numbers, strings and booleans")


def _decimals(array: Array) -> Numbers:
    whole = np.rint(array * 10_000)
    if (
        not np.isfinite(array).all()
        or np.abs(whole).max(initial=0) >= 2**53
        or (whole / 10_000 != array).any()
    ):
        raise NotByColumns("a column holds numbers of more than four decimals")
    top = whole.astype(np.int64)
    return Numbers(top, 10_000, int(np.abs(top).max(initial=0)))


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
        work = _COMPARE[operator]
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


def _binary(run: Columns, node: syntax.Binary, names: Mapping[str, Any]) -> Any:
    if node.operator in _COMPARE:
        return run.compare(node.operator, run.value(node.left, names), run.value(node.right, names))
    if node.operator in ("and", "or"):
        left, right = run.truths(node.left, names), run.truths(node.right, names)
        return left & right if node.operator == "and" else left | right
    one, other = run.numbers(node.left, names), run.numbers(node.right, names)
    if node.operator in "+-":
        left, right, common, bound = aligned(one, other)
        top = left + right if node.operator == "+" else left - right
        return Numbers(top, common, bound * 2, one.exact and other.exact)
    if node.operator == "*":
        bound = one.bound * other.bound
        if bound >= MOST or one.denominator * other.denominator >= MOST:
            raise NotByColumns("the numbers are too large")
        return Numbers(
            one.numerator * other.numerator,
            one.denominator * other.denominator,
            bound,
            one.exact and other.exact,
        )
    return _divided(node.operator, one, other)


def _divided(operator: str, one: Numbers, other: Numbers) -> Numbers:
    if operator != "/" or np.ndim(other.numerator) or int(other.numerator) <= 0:
        raise NotByColumns("only division by a constant above zero is done by columns")
    top, bound = scaled(one.numerator, other.denominator, one.bound)
    bottom = one.denominator * int(other.numerator)
    rest = bottom
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Numbers(top, bottom, bound, one.exact and other.exact and rest == 1)


def _call(run: Columns, node: syntax.Call, names: Mapping[str, Any]) -> Any:
    name = node.function.name if isinstance(node.function, syntax.Name) else ""
    if node.names or name in names:
        raise NotByColumns("the call is not done by columns")
    given = [run.numbers(each, names) for each in node.arguments]
    if name in ("min", "max") and len(given) > 1:
        best = given[0]
        for each in given[1:]:
            left, right, common, bound = aligned(best, each)
            top = np.minimum(left, right) if name == "min" else np.maximum(left, right)
            best = Numbers(top, common, bound, best.exact and each.exact)
        return best
    if name == "abs" and len(given) == 1:
        return Numbers(np.abs(given[0].numerator), given[0].denominator, given[0].bound, given[0].exact)
    if name in ("round half up", "floor", "ceiling", "round down", "round up"):
        return _rounded(run, name, given)
    raise NotByColumns(f"{name} is not done by columns")


def _rounded(run: Columns, name: str, given: list[Numbers]) -> Numbers:
    places = int(given[1].numerator) if len(given) > 1 and not np.ndim(given[1].numerator) else 0
    if (
        len(given) > 1 and (np.ndim(given[1].numerator) or given[1].denominator != 1)
    ) or not 0 <= places <= 9:
        raise NotByColumns("a scale is a constant of 0 to 9")
    value = given[0]
    top, bound = scaled(value.numerator, 2 * 10**places, value.bound)
    size, bottom = np.abs(top), 2 * value.denominator
    half = value.denominator if name == "round half up" else 0
    if not value.exact:
        run.unsure |= (size + half) % bottom == 0
    low = (size + half) // bottom
    up = {"round up": True, "floor": top < 0, "ceiling": top > 0}.get(name, False)
    made = np.where(up & (size % bottom != 0), low + 1, low) if name != "round half up" else low
    return Numbers(np.sign(top) * made, 10**places, bound // bottom + 1)


def _table(run: Columns, node: syntax.Table, names: Mapping[str, Any]) -> Any:
    if node.hit not in ("UNIQUE", "FIRST") or len(node.outputs) != 1 or not node.rows:
        raise NotByColumns("the table is not done by columns")
    if any(each.allowed or each.default for each in (*node.inputs, *node.outputs)):
        raise NotByColumns("allowed values and defaults are not done by columns")
    inputs = [run.value(_input(each), names) for each in node.inputs]
    hits, chosen = np.zeros(run.count, dtype=np.int16), None
    for row in reversed(node.rows):
        met = np.ones(run.count, dtype=bool)
        for value, tests in zip(inputs, row.tests, strict=True):
            met &= _met(run, value, tests, names)
        output = run.value(row.outputs[0], names)
        chosen = output if chosen is None else run.choose(met, output, chosen)
        hits += met
    run.unsure |= (hits == 0) | (hits > 1) if node.hit == "UNIQUE" else hits == 0
    return chosen


def _input(each: syntax.Column) -> syntax.Node:
    node = each.value or syntax.Constant(None)
    return syntax.Typed(node, each.type) if each.type else node


def _met(run: Columns, value: Any, tests: Any, names: Mapping[str, Any]) -> Array:
    if not isinstance(tests, syntax.UnaryTests):
        raise NotByColumns("a cell is broken")
    if not tests.tests:
        return np.bool_(True)
    found = np.zeros(run.count, dtype=bool)
    for test in tests.tests:
        found = found | _one(run, value, test, names)
    return ~found if tests.negated else found


def _one(run: Columns, value: Any, test: syntax.Node, names: Mapping[str, Any]) -> Array:
    if isinstance(test, syntax.Test):
        return run.compare(test.operator, value, run.value(test.operand, names))
    if isinstance(test, syntax.Interval):
        low = run.compare(">=" if test.low_closed else ">", value, run.value(test.low, names))
        return low & run.compare("<=" if test.high_closed else "<", value, run.value(test.high, names))
    if isinstance(test, syntax.Constant | syntax.Negate):
        return run.compare("=", value, run.value(test, names))
    raise NotByColumns("a cell is not done by columns")


def _name(run: Columns, node: syntax.Name, names: Mapping[str, Any]) -> Any:
    if node.name not in names:
        raise NotByColumns(f"{node.name} is no column")
    return names[node.name]


def _constant(run: Columns, node: syntax.Constant, names: Mapping[str, Any]) -> Any:
    if isinstance(node.value, Decimal):
        return constant(node.value)
    if isinstance(node.value, bool | str):
        return np.asarray(node.value)
    raise NotByColumns("a constant is not done by columns")


def _negate(run: Columns, node: syntax.Negate, names: Mapping[str, Any]) -> Any:
    found = run.numbers(node.operand, names)
    return Numbers(-found.numerator, found.denominator, found.bound, found.exact)


def _if(run: Columns, node: syntax.If, names: Mapping[str, Any]) -> Any:
    return run.choose(
        run.truths(node.condition, names), run.value(node.then, names), run.value(node.otherwise, names)
    )


def _typed(run: Columns, node: syntax.Typed, names: Mapping[str, Any]) -> Any:
    found = run.value(node.value, names)
    kind = (
        "number"
        if isinstance(found, Numbers)
        else {"b": "boolean", "U": "string"}[np.asarray(found).dtype.kind]
    )
    if node.type.allowed is not None or node.type.kind not in (kind, "Any"):
        raise NotByColumns("the type is not done by columns")
    return found


def _between(run: Columns, node: syntax.Between, names: Mapping[str, Any]) -> Any:
    value = run.value(node.value, names)
    low, high = run.value(node.low, names), run.value(node.high, names)
    return run.compare(">=", value, low) & run.compare("<=", value, high)


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
_WORK: dict[type, Callable[[Columns, Any, Mapping[str, Any]], Any]] = {
    syntax.Binary: _binary,
    syntax.Call: _call,
    syntax.Table: _table,
    syntax.Name: _name,
    syntax.Constant: _constant,
    syntax.Negate: _negate,
    syntax.If: _if,
    syntax.Typed: _typed,
    syntax.Between: _between,
    syntax.Placed: lambda run, node, names: run.value(node.value, names),
}


def finished(value: Any, count: int) -> Array:
    """A column as it is given: numbers as the nearest float64."""
    if isinstance(value, Numbers):
        return np.broadcast_to(value.numerator / value.denominator, (count,)).astype(np.float64)
    return np.broadcast_to(value, (count,)).copy()
