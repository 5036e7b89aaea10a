"""Functions of lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, DecimalException
from functools import cmp_to_key

from dugnad.engines.dmn.library.registry import BUILTINS, Builtin, builtin
from dugnad.engines.dmn.run import fail, spend
from dugnad.engines.dmn.runtime.access import as_list, call_back
from dugnad.engines.dmn.runtime.arithmetic import add, divide
from dugnad.engines.dmn.runtime.comparing import compared, equal
from dugnad.engines.dmn.temporal.values import Months, Span
from dugnad.engines.dmn.values import Function, Value

Items = list[Value]


def listed(name: str, body: Callable[[Items], Value], rest: str = "any") -> None:
    """Register a function that takes one list, or its items as arguments."""

    def one(value: Value) -> Value:
        return fail(f"{name} wants a list") if value is None else body(as_list(value))

    builtin(name, "list: any")(one)
    builtin(name, f"*c: {rest}")(lambda *items: body(list(items)))


def _same(one: Value, other: Value) -> bool:
    if type(one) is not type(other):
        return False
    return equal(one, other) is True


def _best(sign: int, items: Items) -> Value:
    if not items:
        return None
    best = items[0]
    if compared(best, best) is None:
        return None
    for item in items[1:]:
        order = compared(item, best)
        if order is None:
            return None
        best = item if order * sign > 0 else best
    return best


def _numbers(name: str, items: Items) -> list[Decimal] | None:
    wrong = [item for item in items if type(item) is not Decimal]
    return fail(f"{name} wants numbers") if wrong else items


def _sum(items: Items) -> Value:
    if not items:
        return None
    if type(items[0]) not in _SUMMABLE:
        return fail("sum wants numbers or durations")
    total = items[0]
    for item in items[1:]:
        if type(item) is not type(total):
            return fail("sum wants values of one kind")
        total = add(total, item)
    return total


def _product(items: Items) -> Value:
    if not items or _numbers("product", items) is None:
        return None
    total = Decimal(1)
    for item in items:
        total *= item
    return total


def _mean(items: Items) -> Value:
    total = _sum(items)
    return None if total is None else divide(total, Decimal(len(items)))


def _median(items: Items) -> Value:
    if not items or _numbers("median", items) is None:
        return None
    ordered, half = sorted(items), len(items) // 2
    return ordered[half] if len(items) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _stddev(items: Items) -> Value:
    if len(items) < 2 or _numbers("stddev", items) is None:
        return fail("stddev wants two numbers or more")
    mean = sum(items, Decimal(0)) / len(items)
    return (sum(((item - mean) ** 2 for item in items), Decimal(0)) / (len(items) - 1)).sqrt()


def _mode(items: Items) -> Value:
    if _numbers("mode", items) is None:
        return None
    counts: dict[Decimal, int] = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(item for item, count in counts.items() if count == most)


def _guarded(body: Callable[[Items], Value]) -> Callable[[Items], Value]:
    def guarded(items: Items) -> Value:
        spend(len(items))
        try:
            return body(items)
        except DecimalException:
            return fail("the number is not defined")

    return guarded


def _all(items: Items) -> Value:
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else _unclear(items)


def _any(items: Items) -> Value:
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else _unclear(items)


def _unclear(items: Items) -> Value:
    wrong = any(item is not None and type(item) is not bool for item in items)
    return fail("booleans are wanted") if wrong else None


_SUMMABLE = (Decimal, Months, Span)
for _name, _body in {
    "min": lambda items: _best(-1, items),
    "max": lambda items: _best(1, items),
    "sum": _sum,
    "mean": _mean,
    "median": _median,
    "stddev": _stddev,
    "mode": _mode,
    "product": _product,
    "all": _all,
    "any": _any,
}.items():
    listed(_name, _guarded(_body))


@builtin("list contains", "list: list, element: any")
def _contains(items: Items, element: Value) -> Value:
    return any(_same(item, element) for item in items)


@builtin("count", "list: list")
def _count(items: Items) -> Value:
    return Decimal(len(items))


@builtin("sublist", "list: list, start position: number, [length: number]")
def _sublist(items: Items, start: Decimal, length: Decimal | None = None) -> Value:
    at = int(start)
    if at == 0 or abs(at) > len(items):
        return fail(f"the list has no position {at}")
    first = at - 1 if at > 0 else len(items) + at
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
