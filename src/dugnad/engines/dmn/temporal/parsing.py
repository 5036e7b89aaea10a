"""Dates, times and durations from text (XML Schema's forms and the standard's zone suffix)."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from dugnad.engines.dmn.temporal.calendar import MAX_YEAR, days_in_month
from dugnad.engines.dmn.temporal.values import (
    DAY,
    SECOND,
    Date,
    DateTime,
    Months,
    Span,
    Time,
    Zone,
    date_from_ordinal,
)

_DATE = re.compile(r"(-?(?:[1-9][0-9]{3,8}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:([zZ])|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@([A-Za-z][A-Za-z0-9_+\-/]*))?"
)
_MONTHS = re.compile(r"(-)?P(?:([0-9]+)Y)?(?:([0-9]+)M)?")
_SPAN = re.compile(r"(-)?P(?:([0-9]+)D)?(T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.([0-9]*))?S)?)?")
LONGEST = 60
Duration = Months | Span
Temporal = Date | Time | DateTime | Months | Span


def make_date(year: int, month: int, day: int) -> Date | None:
    """A Date, or None when the calendar has no such day."""
    if abs(year) <= MAX_YEAR and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month):
        return Date(year, month, day)
    return None


def parse_date(text: str) -> Date | None:
    """A Date from `2024-02-29`, or None."""
    found = _DATE.fullmatch(text)
    return make_date(int(found[1]), int(found[2]), int(found[3])) if found else None


def parse_time(text: str) -> Time | None:
    """A Time from `12:30:00.5+01:00`, `12:30:00Z` or `12:30:00@Europe/Oslo`, or None."""
    found = _TIME.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59 or int(found[3]) > 59:
        return None
    try:
        zone = _zone(found)
    except ValueError:
        return None
    seconds = (int(found[1]) * 60 + int(found[2])) * 60 + int(found[3])
    return Time(seconds * SECOND + _nanos(found[4]), zone)


def _nanos(fraction: str | None) -> int:
    return int((fraction or "0")[:9].ljust(9, "0"))


def _zone(found: re.Match[str]) -> Zone:
    if found[5]:
        return 0
    if found[10]:
        return known_zone(found[10])
    if not found[6]:
        return None
    hours, minutes, seconds = int(found[7]), int(found[8]), int(found[9] or 0)
    if hours > 18 or minutes > 59 or seconds > 59:
        raise ValueError("no such offset")
    return (-1 if found[6] == "-" else 1) * ((hours * 60 + minutes) * 60 + seconds)


def known_zone(name: str) -> str:
    """The name of an IANA zone; ValueError when there is none."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(f"no such zone: {name}") from error
    return name


def parse_datetime(text: str) -> DateTime | None:
    """A DateTime from a date, `T` and a time, or None."""
    day, mark, clock = text.partition("T")
    if not mark:
        return None
    date, time = parse_date(day), parse_time(clock)
    if date and clock.startswith("24:00:00"):
        time, date = parse_time("00" + clock[2:]), date_from_ordinal(date.ordinal() + 1)
        time = time if time and not time.nanos else None
    return DateTime(date, time) if date and time else None


def parse_duration(text: str) -> Duration | None:
    """Months from `P1Y2M`, a Span from `P1DT2H`, or None."""
    if len(text) > LONGEST:
        return None
    found = _MONTHS.fullmatch(text)
    if found and (found[2] or found[3]):
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return Months(-months if found[1] else months)
    found = _SPAN.fullmatch(text)
    if not found or not any(found.group(2, 4, 5, 6)) or found[3] == "T":
        return None
    seconds = (int(found[4] or 0) * 60 + int(found[5] or 0)) * 60 + int(found[6] or 0)
    nanos = int(found[2] or 0) * DAY + seconds * SECOND + _nanos(found[7])
    return Span(-nanos if found[1] else nanos)


def parse_temporal(text: str) -> Temporal | None:
    """The value of the literal `@"text"`, or None."""
    return parse_duration(text) or parse_datetime(text) or parse_date(text) or parse_time(text)
