"""Arithmetic and the functions of numbers over columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from dugnad.engines.dmn.columns.evaluation import COMPARE, Columns, works_on
from dugnad.engines.dmn.columns.numbers import (
    MOST,
    Array,
    NotByColumns,
    Numbers,
    aligned,
    scaled,
)
from dugnad.engines.dmn.feel import syntax


@works_on(syntax.Binary)
def _binary(run: Columns, node: syntax.Binary, names: Mapping[str, Any]) -> Any:
    if node.operator in COMPARE:
        return run.compare(node.operator, run.value(node.left, names), run.value(node.right, names))
    if node.operator in ("and", "or"):
        left, right = run.truths(node.left, names), run.truths(node.right, names)
        return left & right if node.operator == "and" else left | right
    one, other = run.numbers(node.left, names), run.numbers(node.right, names)
    if node.operator in "+-":
        return _added(node.operator, one, other)
    return _multiplied(one, other) if node.operator == "*" else _divided(node.operator, one, other)


def _added(operator: str, one: Numbers, other: Numbers) -> Numbers:
    left, right, common, bound = aligned(one, other)
    top = left + right if operator == "+" else left - right
    return Numbers(top, common, bound * 2, one.exact and other.exact)


def _multiplied(one: Numbers, other: Numbers) -> Numbers:
    bound, bottom = one.bound * other.bound, one.denominator * other.denominator
    if bound >= MOST or bottom >= MOST:
        raise NotByColumns("the numbers are too large")
    return Numbers(one.numerator * other.numerator, bottom, bound, one.exact and other.exact)


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


@works_on(syntax.Call)
def _call(run: Columns, node: syntax.Call, names: Mapping[str, Any]) -> Any:
    name = node.function.name if isinstance(node.function, syntax.Name) else ""
    if node.names or name in names:
        raise NotByColumns("the call is not done by columns")
    given = [run.numbers(each, names) for each in node.arguments]
    if name in ("min", "max") and len(given) > 1:
        return _best(np.minimum if name == "min" else np.maximum, given)
    if name == "abs" and len(given) == 1:
        return Numbers(np.abs(given[0].numerator), given[0].denominator, given[0].bound, given[0].exact)
    if name in ("round half up", "floor", "ceiling", "round down", "round up"):
        return _rounded(run, name, given)
    raise NotByColumns(f"{name} is not done by columns")


def _best(choose: Callable[[Array, Array], Array], given: list[Numbers]) -> Numbers:
    best = given[0]
    for each in given[1:]:
        left, right, common, bound = aligned(best, each)
        best = Numbers(choose(left, right), common, bound, best.exact and each.exact)
    return best


def _rounded(run: Columns, name: str, given: list[Numbers]) -> Numbers:
    value, places = given[0], _places(given)
    top, bound = scaled(value.numerator, 2 * 10**places, value.bound)
    size, bottom = np.abs(top), 2 * value.denominator
    half = value.denominator if name == "round half up" else 0
    if not value.exact:
        run.unsure |= (size + half) % bottom == 0
    low = (size + half) // bottom
    up = {"round up": True, "floor": top < 0, "ceiling": top > 0}.get(name, False)
    made = np.where(up & (size % bottom != 0), low + 1, low) if name != "round half up" else low
    return Numbers(np.sign(top) * made, 10**places, bound // bottom + 1)


def _places(given: list[Numbers]) -> int:
    if len(given) < 2:
        return 0
    scale = given[1]
    if np.ndim(scale.numerator) or scale.denominator != 1 or not 0 <= int(scale.numerator) <= 9:
        raise NotByColumns("a scale is a constant of 0 to 9")
    return int(scale.numerator)
