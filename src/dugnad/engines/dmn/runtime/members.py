"""What follows a full stop: entries of contexts, and properties of temporal values and ranges."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dugnad.engines.dmn.run import fail
from dugnad.engines.dmn.temporal.calendar import to_ordinal
from dugnad.engines.dmn.temporal.values import DAY, SECOND, Date, DateTime, Months, Span, Time
from dugnad.engines.dmn.types import described
from dugnad.engines.dmn.values import Range, Value

_MISSING = object()


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
