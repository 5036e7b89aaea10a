"""Paths, filters, loops and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from dugnad.engines.dmn.run import Run, current, fail
from dugnad.engines.dmn.runtime.arithmetic import add_nanos
from dugnad.engines.dmn.temporal.calendar import to_ordinal
from dugnad.engines.dmn.temporal.values import DAY, SECOND, Date, DateTime, Months, Span, Time
from dugnad.engines.dmn.types import coerced, described
from dugnad.engines.dmn.values import Function, Range, Value

_MISSING = object()
CALL = 5
MOST_ITEMS = 2_000_000


def path(value: Value, member: str) -> Value:
    """`value.member`: of a context, of each item of a list, or a property of a temporal value or range."""
    kind = type(value)
    if kind is dict:
        found = value.get(member, _MISSING)
        return fail(f"there is no entry '{member}'") if found is _MISSING else found
    if kind is list:
        return [path(item, member) for item in value]
    read = PROPERTIES.get(kind, {}).get(member)
    if read is None:
        return None if value is None else fail(f"{described(value)} has no property '{member}'")
    return read(value)


def _clock(value: Time) -> int:
    return value.nanos // SECOND


def _offset(value: Time | DateTime) -> Value:
    offset = value.offset()
    return None if offset is None else Span(offset * SECOND)


def _zone(value: Time) -> Value:
    return value.zone if isinstance(value.zone, str) else None


_DATE: dict[str, Callable[[Value], Value]] = {
    "year": lambda d: Decimal(d.year),
    "month": lambda d: Decimal(d.month),
    "day": lambda d: Decimal(d.day),
    "weekday": lambda d: Decimal((to_ordinal(d.year, d.month, d.day) - 1) % 7 + 1),
}
_TIME: dict[str, Callable[[Value], Value]] = {
    "hour": lambda t: Decimal(_clock(t) // 3600),
    "minute": lambda t: Decimal(_clock(t) // 60 % 60),
    "second": lambda t: Decimal(_clock(t) % 60),
    "time offset": _offset,
    "timezone": _zone,
}


def _sign(nanos: int, value: int) -> Decimal:
    return Decimal(-value if nanos < 0 else value)


def _through(part: str, table: dict[str, Callable[[Value], Value]]) -> dict[str, Callable[[Value], Value]]:
    return {name: (lambda value, read=read: read(getattr(value, part))) for name, read in table.items()}  # type: ignore[misc]


PROPERTIES: dict[type, dict[str, Callable[[Value], Value]]] = {
    Date: _DATE,
    Time: _TIME,
    DateTime: {**_through("date", _DATE), **_through("time", _TIME), "time offset": _offset},
    Months: {
        "years": lambda m: _sign(m.months, abs(m.months) // 12),
        "months": lambda m: _sign(m.months, abs(m.months) % 12),
    },
    Span: {
        "days": lambda s: _sign(s.nanos, abs(s.nanos) // DAY),
        "hours": lambda s: _sign(s.nanos, abs(s.nanos) % DAY // SECOND // 3600),
        "minutes": lambda s: _sign(s.nanos, abs(s.nanos) // SECOND // 60 % 60),
        "seconds": lambda s: _sign(s.nanos, abs(s.nanos) // SECOND % 60),
    },
    Range: {
        "start": lambda r: r.low,
        "end": lambda r: r.high,
        "start included": lambda r: r.low_closed,
        "end included": lambda r: r.high_closed,
    },
}
MEMBERS = sorted({name for table in PROPERTIES.values() for name in table})


def as_list(value: Value) -> list[Value]:
    """A list, or the value as a list of one."""
    return value if type(value) is list else [] if value is None else [value]


def filtered(run: Run, value: Value, condition: Callable[[Value], Value]) -> Value:
    """The items that meet a condition."""
    items = as_list(value)
    run.spend(len(items) + 1)
    return [item for item in items if condition(item) is True]


def indexed(value: Value, index: Value, otherwise: None = None) -> Value:
    """The item at a number counted from 1, from the end when negative."""
    if type(index) is not Decimal:
        return fail("an index is a number")
    items = as_list(value)
    if index != index.to_integral_value() or index == 0:
        return fail(f"a list has no item {index}")
    at = int(index)
    if abs(at) > len(items):
        return fail(f"a list of {len(items)} has no item {at}")
    return items[at - 1 if at > 0 else at]


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


def call(run: Run, function: Value, arguments: Sequence[Value], names: Sequence[str] | None = None) -> Value:
    """The value of a call, arguments by place or by name."""
    run.spend(CALL)
    if type(function) is Function:
        return _call_own(function, arguments, names)
    invoke = getattr(function, "invoke", None)
    if invoke is None:
        return fail(
            "null is called as a function" if function is None else f"{described(function)} is no function"
        )
    return invoke(arguments, names)


def _call_own(function: Function, arguments: Sequence[Value], names: Sequence[str] | None) -> Value:
    if names is not None:
        if len(set(names)) != len(names) or set(names) != set(function.parameters):
            return fail(
                f"{function.name or 'the function'} wants the arguments {', '.join(function.parameters)}"
            )
        given = dict(zip(names, arguments, strict=True))
        arguments = [given[name] for name in function.parameters]
    if len(arguments) != len(function.parameters):
        return fail(
            f"{function.name or 'the function'} wants {len(function.parameters)} arguments, not {len(arguments)}"
        )
    ready: list[Value] = []
    for value, kind, name in zip(arguments, function.types, function.parameters, strict=True):
        made = coerced(value, kind, f"the argument '{name}'")
        if made is None and value is not None:
            return None
        ready.append(made)
    return coerced(function.body(*ready), function.result, "the result")


def call_back(function: Value, *arguments: Value) -> Value:
    """A call from inside a built-in function."""
    run = current.get()
    return call(run, function, arguments) if run else None
