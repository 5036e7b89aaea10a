"""Items of lists, and calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from dugnad.engines.dmn.run import Run, current, fail
from dugnad.engines.dmn.types import coerced, described
from dugnad.engines.dmn.values import Function, Value

CALL = 5


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
