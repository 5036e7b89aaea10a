"""Functions of lists."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cmp_to_key

from dugnad.engines.dmn.library.aggregates import Items
from dugnad.engines.dmn.library.registry import BUILTINS, Builtin, builtin
from dugnad.engines.dmn.run import fail, spend
from dugnad.engines.dmn.runtime.access import call_back
from dugnad.engines.dmn.runtime.comparing import compared, equal
from dugnad.engines.dmn.values import Function, Value


def _same(one: Value, other: Value) -> bool:
    if type(one) is not type(other):
        return False
    return equal(one, other) is True


@builtin("list contains", "list: list, element: any")
def _contains(items: Items, element: Value) -> Value:
    return any(_same(item, element) for item in items)


@builtin("count", "list: list")
def _count(items: Items) -> Value:
    return Decimal(len(items))


@builtin("sublist", "list: list, start position: number, [length: number]")
def _sublist(items: Items, start: Decimal, length: Decimal | None = None) -> Value:
    first = _index(items, start)
    if first is None:
        return None
    if length is None:
        return items[first:]
    if length < 0 or first + int(length) > len(items):
        return fail("the list is too short")
    return items[first : first + int(length)]


@builtin("append", "list: list, *item: any")
def _append(items: Items, *more: Value) -> Value:
    spend(len(items))
    return [*items, *more]


@builtin("concatenate", "*list: list")
def _concatenate(*lists: Items) -> Value:
    spend(sum(map(len, lists)))
    return [item for items in lists for item in items]


@builtin("insert before", "list: list, position: number, newItem: any")
def _insert(items: Items, position: Decimal, new: Value) -> Value:
    at = _index(items, position)
    return None if at is None else [*items[:at], new, *items[at:]]


@builtin("remove", "list: list, position: number")
def _remove(items: Items, position: Decimal) -> Value:
    at = _index(items, position)
    return None if at is None else [*items[:at], *items[at + 1 :]]


def _index(items: Items, position: Decimal) -> Value:
    at = int(position)
    if at == 0 or abs(at) > len(items):
        return fail(f"the list has no position {at}")
    return at - 1 if at > 0 else len(items) + at


@builtin("list replace", "list: list, position: number, newItem: any")
def _replace_at(items: Items, position: Decimal, new: Value) -> Value:
    at = _index(items, position)
    return None if at is None else [*items[:at], new, *items[at + 1 :]]


@builtin("list replace", "list: list, match: function, newItem: any")
def _replace_matching(items: Items, match: Value, new: Value) -> Value:
    truths = [call_back(match, item, new) for item in items]
    if any(type(truth) is not bool for truth in truths):
        return fail("list replace wants a function that gives booleans")
    return [new if truth else item for item, truth in zip(items, truths, strict=True)]


@builtin("reverse", "list: list")
def _reverse(items: Items) -> Value:
    return items[::-1]


@builtin("index of", "list: list, match: any")
def _index_of(items: Items, match: Value) -> Value:
    return [Decimal(at) for at, item in enumerate(items, 1) if _same(item, match)]


def _distinct(items: Sequence[Value]) -> Items:
    found: Items = []
    for item in items:
        spend(len(found))
        if not any(_same(item, seen) for seen in found):
            found.append(item)
    return found


@builtin("union", "*list: list")
def _union(*lists: Items) -> Value:
    return _distinct([item for items in lists for item in items])


@builtin("distinct values", "list: list")
def _distinct_values(items: Items) -> Value:
    return _distinct(items)


@builtin("flatten", "list: list")
def _flatten(items: Items) -> Value:
    made: Items = []
    spend(len(items))
    for item in items:
        made.extend(_flatten(item) if type(item) is list else [item])
    return made


@builtin("sort", "list: list, [precedes: any]")
def _sort(items: Items, precedes: Value = None) -> Value:
    if precedes is None:
        return _natural(items)
    if not isinstance(precedes, Function | Builtin):
        return fail("sort wants a function")

    def order(one: Value, other: Value) -> int:
        if call_back(precedes, one, other) is True:
            return -1
        return 1 if call_back(precedes, other, one) is True else 0

    return sorted(items, key=cmp_to_key(order))


def _natural(items: Items) -> Value:
    if any(compared(item, items[0]) is None for item in items):
        return None
    return sorted(items, key=cmp_to_key(lambda one, other: compared(one, other) or 0))


def aggregate(kind: str, items: Items) -> Value:
    """SUM, COUNT, MIN or MAX of what a table collects."""
    if kind == "COUNT":
        return Decimal(len(_distinct(items)))
    return BUILTINS[kind.lower()].invoke([items])
