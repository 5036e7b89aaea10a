"""Python's own values as values of FEEL, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dugnad.engines.dmn.temporal.values import SECOND, Date, DateTime, Span, Time, Zone
from dugnad.engines.dmn.values import NUMBERS, Value

DEEPEST = 100


def from_python(value: Any, depth: int = 0) -> Value:
    """A FEEL value: int and float become numbers, datetime's values their likes; ValueError for what has none."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is Decimal:
        return _finite(NUMBERS.plus(value)) if value.is_finite() else _finite(value)
    if kind is int:
        return NUMBERS.create_decimal(value)
    if kind is float:
        return _finite(NUMBERS.create_decimal(repr(value)))
    if depth > DEEPEST:
        raise ValueError("an input is nested too deep")
    return _compound(value, depth)


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError("a number is not finite")
    return value


def _compound(value: Any, depth: int) -> Value:
    if isinstance(value, Mapping):
        return {str(key): from_python(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [from_python(each, depth + 1) for each in value]
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return _temporal(value)
    return value


def _temporal(value: dt.date | dt.time | dt.timedelta) -> Value:
    if isinstance(value, dt.timedelta):
        return Span((value.days * 86_400 + value.seconds) * SECOND + value.microseconds * 1_000)
    if isinstance(value, dt.datetime):
        return DateTime(Date(value.year, value.month, value.day), _time(value.timetz(), value.utcoffset()))
    if isinstance(value, dt.date):
        return Date(value.year, value.month, value.day)
    return _time(value, value.utcoffset())


def _time(value: dt.time, offset: dt.timedelta | None) -> Time:
    zone: Zone = None if offset is None else int(offset.total_seconds())
    key = getattr(value.tzinfo, "key", None)
    nanos = ((value.hour * 60 + value.minute) * 60 + value.second) * SECOND + value.microsecond * 1_000
    return Time(nanos, key or zone)
