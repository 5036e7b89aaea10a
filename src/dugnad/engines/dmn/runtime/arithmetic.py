"""Arithmetic on numbers, strings, dates and durations; null when the operands do not fit."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal, DecimalException

from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.temporal.calendar import MAX_YEAR, days_in_month
from dugnad.engines.dmn.temporal.values import (
    DAY,
    SECOND,
    Date,
    DateTime,
    Months,
    Span,
    Time,
    date_from_ordinal,
    datetime_from_local,
)
from dugnad.engines.dmn.types import described
from dugnad.engines.dmn.values import Value

LARGEST_SPAN = MAX_YEAR * 366 * DAY
LONGEST_TEXT = 10_000_000


def _bounded(value: Value) -> Value:
    if type(value) is Span and abs(value.nanos) > LARGEST_SPAN:
        return fail("a duration is too long")
    if type(value) is Months and abs(value.months) > MAX_YEAR * 12:
        return fail("a duration is too long")
    return value


def _unfit(one: Value, sign: str, other: Value) -> Value:
    return fail(f"{described(one)} {sign} {described(other)} has no meaning")


def _numeric(work: Callable[[Decimal, Decimal], Decimal], one: Decimal, other: Decimal) -> Value:
    try:
        return work(one, other)
    except DecimalException as error:
        return _undefined(error)


def _undefined(error: DecimalException) -> Value:
    return fail(f"the number is not defined ({type(error).__name__})")


def add(one: Value, other: Value) -> Value:
    """`one + other`."""
    if type(one) is Decimal and type(other) is Decimal:
        try:
            return one + other
        except DecimalException:
            return fail("the sum is too large")
    if type(one) is str and type(other) is str:
        return one + other if len(one) + len(other) <= LONGEST_TEXT else fail("the string is too long")
    if type(one) in _ADDABLE and type(other) not in _ADDABLE:
        one, other = other, one
    return _temporal_sum(one, other, 1)


def _temporal_sum(one: Value, other: Value, sign: int) -> Value:
    if type(other) is Months:
        other = Months(sign * other.months)
        if type(one) is Months:
            return _bounded(Months(one.months + other.months))
        return add_months(one, other.months) if type(one) in (Date, DateTime) else _unfit(one, "+", other)
    if type(other) is not Span:
        return _unfit(one, "+" if sign > 0 else "-", other)
    nanos = sign * other.nanos
    if type(one) is Span:
        return _bounded(Span(one.nanos + nanos))
    return add_nanos(one, nanos)


_ADDABLE = (Months, Span)


def add_months(moment: Date | DateTime, months: int) -> Value:
    """A day that many months later, the month's last when it is shorter."""
    day = moment if type(moment) is Date else moment.date  # type: ignore[union-attr]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if abs(year) > MAX_YEAR:
        return fail("the year is out of range")
    moved = Date(year, month + 1, min(day.day, days_in_month(year, month + 1)))
    return moved if type(moment) is Date else DateTime(moved, moment.time)  # type: ignore[union-attr]


def add_nanos(moment: Value, nanos: int) -> Value:
    """A date, date-time or time that much later; times run round the clock."""
    if type(moment) is Time:
        return Time((moment.nanos + nanos) % DAY, moment.zone)
    if type(moment) is Date:
        days = (moment.ordinal() * DAY + nanos) // DAY
        return _within(date_from_ordinal(days)) if abs(days) < 10**12 else fail("the year is out of range")
    if type(moment) is DateTime:
        local = moment.date.ordinal() * DAY + moment.time.nanos + nanos
        made = datetime_from_local(local, moment.time.zone)
        return made if _within(made.date) else None
    return _unfit(moment, "+", Span(nanos))


def _within(day: Date) -> Value:
    return day if abs(day.year) <= MAX_YEAR else fail("the year is out of range")


def subtract(one: Value, other: Value) -> Value:
    """`one - other`."""
    if type(one) is Decimal and type(other) is Decimal:
        try:
            return one - other
        except DecimalException as error:
            return _undefined(error)
    if type(other) in _ADDABLE:
        return _temporal_sum(one, other, -1)
    if type(one) is Time and type(other) is Time:
        return _time_difference(one, other)
    if type(one) in (Date, DateTime) and type(other) in (Date, DateTime):
        return _difference(_moment(one), _moment(other))
    return _unfit(one, "-", other)


def _moment(value: Date | DateTime) -> DateTime:
    return DateTime(value, Time(0, 0)) if type(value) is Date else value  # type: ignore[return-value]


def _difference(one: DateTime, other: DateTime) -> Value:
    if (one.offset() is None) != (other.offset() is None):
        return fail("a local time and one with a zone have no difference")
    return Span(one.instant() - other.instant())


def _time_difference(one: Time, other: Time) -> Value:
    mine, theirs = one.offset(), other.offset()
    if (mine is None) != (theirs is None):
        return fail("a local time and one with a zone have no difference")
    return Span(one.nanos - other.nanos - ((mine or 0) - (theirs or 0)) * SECOND)


def multiply(one: Value, other: Value) -> Value:
    """`one * other`."""
    if type(one) is Decimal and type(other) is Decimal:
        try:
            return one * other
        except DecimalException as error:
            return _undefined(error)
    if type(other) in _ADDABLE:
        one, other = other, one
    if type(other) is Decimal and type(one) in _ADDABLE:
        return _scaled(one, lambda count: count * other)
    return _unfit(one, "*", other)


def _scaled(value: Months | Span, work: Callable[[Decimal], Decimal]) -> Value:
    count = Decimal(value.months if isinstance(value, Months) else value.nanos)
    try:
        whole = int(work(count).to_integral_value(ROUND_DOWN))
    except DecimalException:
        return fail("the duration is not defined")
    return _bounded(type(value)(whole))


def divide(one: Value, other: Value) -> Value:
    """`one / other`."""
    if type(one) is Decimal and type(other) is Decimal:
        return _numeric(Decimal.__truediv__, one, other) if other else fail("division by zero")
    if type(one) in _ADDABLE and type(other) is Decimal:
        return _scaled(one, lambda count: count / other) if other else fail("division by zero")
    if type(one) is type(other) and type(one) in _ADDABLE:
        mine, theirs = (v.months if type(v) is Months else v.nanos for v in (one, other))
        return Decimal(mine) / Decimal(theirs) if theirs else fail("division by zero")
    return _unfit(one, "/", other)


def power(one: Value, other: Value) -> Value:
    """`one ** other`."""
    if type(one) is Decimal and type(other) is Decimal:
        return _numeric(Decimal.__pow__, one, other)
    return _unfit(one, "**", other)


def negate(value: Value) -> Value:
    """`-value`."""
    if type(value) is Decimal:
        return -value
    if type(value) is Span:
        return Span(-value.nanos)
    return Months(-value.months) if type(value) is Months else fail(f"-{described(value)} has no meaning")
