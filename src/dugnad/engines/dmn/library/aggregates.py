"""Functions that make one value of a list of numbers or booleans."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException

from dugnad.engines.dmn.library.registry import builtin
from dugnad.engines.dmn.run import fail, spend
from dugnad.engines.dmn.runtime.access import as_list
from dugnad.engines.dmn.runtime.arithmetic import add, divide
from dugnad.engines.dmn.runtime.comparing import compared
from dugnad.engines.dmn.temporal.values import Months, Span
from dugnad.engines.dmn.values import Value

Items = list[Value]


def _listed(name: str, body: Callable[[Items], Value], rest: str = "any") -> None:
    """Register a function that takes one list, or its items as arguments."""

    def one(value: Value) -> Value:
        return fail(f"{name} wants a list") if value is None else body(as_list(value))

    builtin(name, "list: any")(one)
    builtin(name, f"*c: {rest}")(lambda *items: body(list(items)))


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
    _listed(_name, _guarded(_body))
