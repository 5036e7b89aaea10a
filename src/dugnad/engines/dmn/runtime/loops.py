"""Loops: what they run over, what they collect, and what some or every round meets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from dugnad.engines.dmn.run import Run, fail
from dugnad.engines.dmn.runtime.access import as_list
from dugnad.engines.dmn.runtime.arithmetic import add_nanos
from dugnad.engines.dmn.temporal.values import DAY, Date
from dugnad.engines.dmn.values import Range, Value

MOST_ITEMS = 2_000_000


def entries(run: Run, low: Value, high: Value) -> Value:
    """The whole numbers or days from low to high, downwards when high is lower."""
    if type(low) is Decimal and type(high) is Decimal:
        if low != low.to_integral_value() or high != high.to_integral_value():
            return fail("a loop runs over whole numbers")
        _room(run, abs(high - low))
        step = 1 if low <= high else -1
        return [Decimal(each) for each in range(int(low), int(high) + step, step)]
    if type(low) is Date and type(high) is Date:
        first, last = low.ordinal(), high.ordinal()
        _room(run, abs(last - first))
        step = 1 if first <= last else -1
        return [add_nanos(low, DAY * (each - first)) for each in range(first, last + step, step)]
    return fail("a loop wants whole numbers or dates at both ends")


def _room(run: Run, count: Decimal | int) -> None:
    run.spend(int(count) + 1 if count < MOST_ITEMS else run.left + 1)


def domain(run: Run, value: Value) -> Value:
    """What a loop runs over: a list, a range, or one value."""
    if type(value) is Range:
        return _range_items(run, value)
    if value is None:
        return fail("a loop wants a list")
    items = as_list(value)
    run.spend(len(items) + 1)
    return items


def _range_items(run: Run, span: Range) -> Value:
    if span.low is None or span.high is None:
        return fail("a loop wants a range with two ends")
    found = entries(run, span.low, span.high)
    if found is None:
        return None
    items = list(found)
    items = items if span.low_closed else items[1:]
    return items if span.high_closed else items[:-1]


def collected(
    run: Run, domains: Sequence[Callable[..., list[Value] | None]], result: Callable[..., Value]
) -> Value:
    """`for`: the results of all combinations, later loops inmost; `result` gets the results so far and the items."""
    partial: list[Value] = []
    done = _walk(run, domains, (), lambda items: partial.append(result(partial, *items)))
    return partial if done else None


def _walk(
    run: Run,
    domains: Sequence[Callable[..., list[Value] | None]],
    items: tuple[Value, ...],
    visit: Callable[[tuple[Value, ...]], Value],
) -> bool:
    if len(items) == len(domains):
        run.spend(1)
        return visit(items) is not _STOP
    found = domains[len(items)](*items)
    return found is not None and all(_walk(run, domains, (*items, item), visit) for item in found)


_STOP = object()


def quantified(
    run: Run,
    every: bool,
    domains: Sequence[Callable[..., list[Value] | None]],
    condition: Callable[..., Value],
) -> Value:
    """`some` and `every`, three-valued."""
    truths: list[Value] = []

    def visit(items: tuple[Value, ...]) -> Value:
        truth = condition(*items)
        truths.append(truth)
        return _STOP if truth is (not every) else None

    done = _walk(run, domains, (), visit)
    if truths and truths[-1] is (not every):
        return not every
    if not done:
        return None
    return every if all(truth is every for truth in truths) else _undecided(truths)


def quantified_strictly(
    run: Run,
    every: bool,
    domains: Sequence[Callable[..., list[Value] | None]],
    condition: Callable[..., Value],
) -> Value:
    """Boxed `some` and `every`: null when the condition is not a boolean for one of the items."""
    truths: list[Value] = []
    done = _walk(run, domains, (), lambda items: truths.append(condition(*items)))
    if not done or any(type(truth) is not bool for truth in truths):
        return _undecided(truths) if done else None
    return all(truths) if every else any(truths)


def _undecided(truths: list[Value]) -> Value:
    wrong = [truth for truth in truths if type(truth) is not bool]
    return fail("a condition is neither true nor false") if wrong else None
