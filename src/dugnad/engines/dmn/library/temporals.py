"""Functions of dates, times and durations."""

from __future__ import annotations

from decimal import Decimal

from dugnad.engines.dmn.library.registry import builtin
from dugnad.engines.dmn.run import current, fail
from dugnad.engines.dmn.runtime.comparing import equal
from dugnad.engines.dmn.temporal import calendar, parsing
from dugnad.engines.dmn.temporal.values import SECOND, Date, DateTime, Months, Span, Time, Zone
from dugnad.engines.dmn.types import MIDNIGHT
from dugnad.engines.dmn.values import Value

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _or_fail(value: Value, text: Value) -> Value:
    return fail(f"{text!r} cannot be read") if value is None else value


@builtin("date", "from: any")
def _date(source: Value) -> Value:
    if type(source) is str:
        return _or_fail(parsing.parse_date(source), source)
    if type(source) is DateTime:
        return source.date
    return source if type(source) is Date else fail("date wants a string, a date or a date and time")


def _whole(*values: Decimal) -> bool:
    return all(value == value.to_integral_value() and abs(value) < 10**12 for value in values)


@builtin("date", "year: number, month: number, day: number")
def _date_of(year: Decimal, month: Decimal, day: Decimal) -> Value:
    made = parsing.make_date(int(year), int(month), int(day)) if _whole(year, month, day) else None
    return fail("there is no such day") if made is None else made


@builtin("date and time", "from: any")
def _date_and_time(source: Value) -> Value:
    if type(source) is str:
        day = parsing.parse_date(source)
        return DateTime(day, Time(0)) if day else _or_fail(parsing.parse_datetime(source), source)
    if type(source) is Date:
        return DateTime(source, MIDNIGHT)
    return source if type(source) is DateTime else fail("date and time wants a string")


@builtin("date and time", "date: any, time: time")
def _joined(date: Value, time: Time) -> Value:
    if type(date) is DateTime:
        date = date.date
    return DateTime(date, time) if type(date) is Date else fail("date and time wants a date")


@builtin("time", "from: any")
def _time(source: Value) -> Value:
    if type(source) is str:
        return _or_fail(parsing.parse_time(source), source)
    if type(source) is DateTime:
        return source.time
    if type(source) is Date:
        return MIDNIGHT
    return source if type(source) is Time else fail("time wants a string, a time or a date and time")


@builtin("time", "hour: number, minute: number, second: number, [offset: days and time duration?]")
def _time_of(hour: Decimal, minute: Decimal, second: Decimal, offset: Span | None = None) -> Value:
    if not (_whole(hour, minute) and 0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        return fail("there is no such time")
    zone: Zone = None if offset is None else offset.nanos // SECOND
    if isinstance(zone, int) and abs(zone) > 18 * 3600:
        return fail("there is no such offset")
    return Time((int(hour) * 60 + int(minute)) * 60 * SECOND + int(second * SECOND), zone)


@builtin("duration", "from: any")
def _duration(source: Value) -> Value:
    if type(source) is str:
        return _or_fail(parsing.parse_duration(source), source)
    return source if type(source) in (Span, Months) else fail("duration wants a string")


def _day(value: Value) -> Date | None:
    return value.date if type(value) is DateTime else value if type(value) is Date else None


@builtin("years and months duration", "from: any, to: any")
def _months_between(start: Value, end: Value) -> Value:
    one, other = _day(start), _day(end)
    if one is None or other is None:
        return fail("years and months duration wants two dates")
    months = (other.year - one.year) * 12 + other.month - one.month
    if months > 0 and other.day < one.day:
        months -= 1
    elif months < 0 and other.day > one.day:
        months += 1
    return Months(months)


@builtin("day of year", "date: any")
def _day_of_year(value: Value) -> Value:
    day = _day(value)
    return Decimal(calendar.day_of_year(day.year, day.month, day.day)) if day else fail("a date is wanted")


@builtin("day of week", "date: any")
def _day_of_week(value: Value) -> Value:
    day = _day(value)
    return WEEKDAYS[(day.ordinal() - 1) % 7] if day else fail("a date is wanted")


@builtin("month of year", "date: any")
def _month_of_year(value: Value) -> Value:
    day = _day(value)
    return MONTHS[day.month - 1] if day else fail("a date is wanted")


@builtin("week of year", "date: any")
def _week_of_year(value: Value) -> Value:
    day = _day(value)
    return Decimal(calendar.week_of_year(day.year, day.month, day.day)) if day else fail("a date is wanted")


@builtin("now", "")
def _now() -> Value:
    run = current.get()
    return run.now if run and run.now else fail("the evaluation was given no clock")


@builtin("today", "")
def _today() -> Value:
    run = current.get()
    return run.now.date if run and run.now else fail("the evaluation was given no clock")


@builtin("is", "[value1: any], [value2: any]")
def _is(one: Value = None, other: Value = None) -> Value:
    if type(one) is not type(other):
        return False
    if type(one) in (Time, DateTime):
        return one == other
    return equal(one, other) is True
