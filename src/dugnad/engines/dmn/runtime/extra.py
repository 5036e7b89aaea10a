"""What generated code calls besides: logic, instance of, filters that may be numbers, external functions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dugnad.engines.dmn.run import Run, fail
from dugnad.engines.dmn.runtime.access import CALL, as_list, call, indexed
from dugnad.engines.dmn.runtime.comparing import Truth, meets_test
from dugnad.engines.dmn.types import Type, conforms, described
from dugnad.engines.dmn.values import Function, Value


def joined_and(one: Value, other: Value) -> Truth:
    """`one and other`, when `one` is not false."""
    if other is False:
        return False
    return True if one is True and other is True else None


def joined_or(one: Value, other: Value) -> Truth:
    """`one or other`, when `one` is not true."""
    if other is True:
        return True
    return False if one is False and other is False else None


def truth(value: Value, found: Value) -> Truth:
    """A test that uses `?`: its own truth, or whether the value meets it."""
    return found if type(found) is bool else meets_test(value, found)


def is_instance(value: Value, kind: Type) -> bool:
    """`value instance of kind`."""
    if value is None:
        return kind.kind == "Null"
    return conforms(value, kind, allowed=False)


def chosen(run: Run, value: Value, condition: Callable[[Value], Value]) -> Value:
    """A filter whose condition is a number or a boolean, which only its value tells."""
    items = as_list(value)
    run.spend(len(items) + 1)
    first = condition(items[0] if items else None)
    if type(first) is Decimal:
        return indexed(value, first, None)
    if type(first) is not bool and first is not None:
        return fail(f"a filter is {described(first)}")
    return [item for at, item in enumerate(items) if (condition(item) if at else first) is True]


def matched(run: Run, value: Value, condition: Callable[[Value], Value]) -> Value:
    """The items that meet the condition of a boxed filter; null when it is not a boolean for one of them."""
    items = as_list(value)
    run.spend(len(items) + 1)
    found = [condition(item) for item in items]
    if any(truth is not None and type(truth) is not bool for truth in found):
        return fail("the condition of a filter is neither true nor false")
    return [item for item, truth in zip(items, found, strict=True) if truth is True]


def lesser(run: Run, function: Value, one: Value, other: Value) -> Value:
    """`min(one, other)`: two numbers at once, anything else by the function."""
    if type(one) is Decimal and type(other) is Decimal:
        run.spend(CALL + 2)
        return other if other < one else one
    return call(run, function, (one, other))


def larger(run: Run, function: Value, one: Value, other: Value) -> Value:
    """`max(one, other)`: two numbers at once, anything else by the function."""
    if type(one) is Decimal and type(other) is Decimal:
        run.spend(CALL + 2)
        return other if other > one else one
    return call(run, function, (one, other))


def external(
    run: Run, names: tuple[str, ...], types: tuple[Type | None, ...], mapping: Value, result: Type | None
) -> Value:
    """A function from outside, when it is registered."""
    java = mapping.get("java") if type(mapping) is dict else None
    if type(java) is not dict:
        return fail("only functions of Java can be registered")
    key = f"{java.get('class')}.{java.get('method signature')}".replace(" ", "")
    known = run.externals.get(key)
    if known is None:
        return fail(f"the external function {key} is not registered")
    return Function(key, names, _guarded(key, known), types, result)


def _guarded(key: str, work: Callable[..., Value]) -> Callable[..., Value]:
    def guarded(*arguments: Value) -> Value:
        try:
            return work(*arguments)
        except Exception as error:
            return fail(f"the external function {key} failed: {error}")

    return guarded
