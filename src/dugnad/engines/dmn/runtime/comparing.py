"""Equality and order: true, false, or null when values cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from dugnad.engines.dmn.run import fail, spend
from dugnad.engines.dmn.temporal.values import SECOND, Date, DateTime, Months, Span, Time
from dugnad.engines.dmn.types import described
from dugnad.engines.dmn.values import Range, Value

Truth = Any  # true, false or null


def order_key(value: Value) -> Any:
    """What a temporal value is ordered by; None for values without order."""
    kind = type(value)
    if kind is Date:
        return value.ordinal()
    if kind is DateTime:
        return value.instant()
    if kind is Time:
        return value.nanos - (value.offset() or 0) * SECOND
    if kind is Span:
        return value.nanos
    return value.months if kind is Months else None


def _like(one: Value, other: Value) -> bool:
    """Both with an offset, or both local."""
    return (one.offset() is None) == (other.offset() is None)


def equal(one: Value, other: Value) -> Truth:
    """`one = other`; null when the values are of different kinds and neither is null."""
    kind = type(one)
    if kind is type(other):
        return _equal_kind(kind, one, other)
    if one is None or other is None:
        return False
    return fail(f"{described(one)} and {described(other)} cannot be compared")


def _equal_kind(kind: type, one: Value, other: Value) -> Truth:
    if kind is list:
        return _equal_lists(one, other)
    if kind is dict:
        return _equal_contexts(one, other)
    if kind is Time or kind is DateTime:
        return _like(one, other) and order_key(one) // SECOND == order_key(other) // SECOND
    if kind is Range:
        return bool(
            one.low_closed is other.low_closed
            and one.high_closed is other.high_closed
            and one.sign == other.sign
            and equal(one.low, other.low)
            and equal(one.high, other.high)
        )
    return bool(one == other)


def _equal_lists(one: list[Value], other: list[Value]) -> Truth:
    spend(len(one))
    return len(one) == len(other) and all(equal(a, b) is True for a, b in zip(one, other, strict=True))


def _equal_contexts(one: dict[str, Value], other: dict[str, Value]) -> Truth:
    spend(len(one))
    return one.keys() == other.keys() and all(equal(value, other[key]) is True for key, value in one.items())


def unequal(one: Value, other: Value) -> Truth:
    """`one != other`."""
    same = equal(one, other)
    return None if same is None else not same


def compared(one: Value, other: Value) -> Any:
    """Below, at or above zero; None when there is no order."""
    kind = type(one)
    if kind is type(other):
        if kind is Decimal or kind is str:
            return (one > other) - (one < other)
        if (kind is not Time and kind is not DateTime) or _like(one, other):
            mine, theirs = order_key(one), order_key(other)
            if mine is not None:
                return int(mine > theirs) - int(mine < theirs)
    return fail(f"{described(one)} and {described(other)} have no order")


def less(one: Value, other: Value) -> Truth:
    """`one < other`."""
    if type(one) is Decimal and type(other) is Decimal:
        return one < other
    order = compared(one, other)
    return None if order is None else order < 0


def less_equal(one: Value, other: Value) -> Truth:
    """`one <= other`."""
    if type(one) is Decimal and type(other) is Decimal:
        return one <= other
    order = compared(one, other)
    return None if order is None else order <= 0


def greater(one: Value, other: Value) -> Truth:
    """`one > other`."""
    return less(other, one)


def greater_equal(one: Value, other: Value) -> Truth:
    """`one >= other`."""
    return less_equal(other, one)


def both(truths: Iterable[Truth]) -> Truth:
    """Three-valued `and` of several."""
    found: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is not True:
            found = None
    return found


def either(truths: Iterable[Truth]) -> Truth:
    """Three-valued `or` of several."""
    found: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is not False:
            found = None
    return found


def negated(truth: Value) -> Truth:
    """`not(truth)`; null of anything but a boolean."""
    return not truth if type(truth) is bool else None


def between(value: Value, low: Value, high: Value) -> Truth:
    """`value between low and high`."""
    return both((less_equal(low, value), less_equal(value, high)))


def contains(span: Range, value: Value) -> Truth:
    """Whether a range holds a value."""
    if span.sign:
        return unequal(value, span.low) if span.sign == "!=" else equal(value, span.low)
    if value is None:
        return fail("null lies in no range")
    return both((_above(span, value), _below(span, value)))


def _above(span: Range, value: Value) -> Truth:
    if span.low is None:
        return True
    return less_equal(span.low, value) if span.low_closed else less(span.low, value)


def _below(span: Range, value: Value) -> Truth:
    if span.high is None:
        return True
    return less_equal(value, span.high) if span.high_closed else less(value, span.high)


def meets_test(value: Value, test: Value) -> Truth:
    """Whether a value meets one test: lies in its range, is in its list, or is its value."""
    if type(test) is Range:
        return equal(value, test) if type(value) is Range else contains(test, value)
    if type(test) is list:
        if type(value) is list and equal(value, test):
            return True
        return either(_meets_member(value, member) for member in test)
    return equal(value, test)


def _meets_member(value: Value, member: Value) -> Truth:
    if type(member) is Range and type(value) is not Range:
        return contains(member, value)
    return equal(value, member) is True


def within(value: Value, span: Value) -> Truth:
    """Whether a value lies in an interval; null when the interval is."""
    return meets_test(value, span) if type(span) is Range else None


def test_of(operator: str, value: Value) -> Value:
    """The range that `< value` and its like stand for."""
    if operator in ("=", "!="):
        return Range(value, value, True, True, operator)
    if value is None:
        return fail("a test wants a value to compare with")
    if operator[0] == "<":
        return Range(None, value, False, operator == "<=")
    return Range(value, None, operator == ">=", False)


def interval(low: Value, high: Value, low_closed: bool, high_closed: bool) -> Value:
    """The range from low to high; null when the ends are not of one ordered kind."""
    if low is None or high is None:
        return fail("a range wants both its ends")
    order = compared(low, high)
    if order is None:
        return None
    return Range(low, high, low_closed, high_closed)
