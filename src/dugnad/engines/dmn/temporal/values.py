"""The values: Date, Time, DateTime, and the two durations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dugnad.engines.dmn.temporal import calendar

SECOND = 1_000_000_000
DAY = 86_400 * SECOND
Zone = int | str | None


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar."""

    year: int
    month: int
    day: int

    def ordinal(self) -> int:
        """Days since the day before 0001-01-01."""
        return calendar.to_ordinal(self.year, self.month, self.day)

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Time:
    """A time of the day in nanoseconds; zone: seconds east of UTC, an IANA name, or None for local time."""

    nanos: int
    zone: Zone = None

    def offset(self, day: Date | None = None) -> int | None:
        """Seconds east of UTC; a named zone needs a day (without it: its offset of today's standard)."""
        if isinstance(self.zone, str):
            return _named_offset(self.zone, day or Date(1970, 1, 1), self.nanos // SECOND)
        return self.zone

    def __str__(self) -> str:
        seconds, fraction = divmod(self.nanos, SECOND)
        text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        if fraction:
            text += f".{fraction:09}".rstrip("0")
        return text + _zone_text(self.zone)


@dataclass(frozen=True, slots=True)
class DateTime:
    """A day and a time of that day."""

    date: Date
    time: Time

    def offset(self) -> int | None:
        """Seconds east of UTC, None for local time."""
        return self.time.offset(self.date)

    def instant(self) -> int:
        """Nanoseconds since year 1 in UTC (local time: as if UTC)."""
        return self.date.ordinal() * DAY + self.time.nanos - (self.offset() or 0) * SECOND

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


@dataclass(frozen=True, slots=True)
class Months:
    """A duration of years and months."""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return ("-" if self.months < 0 else "") + "P" + (text or "0M")


@dataclass(frozen=True, slots=True)
class Span:
    """A duration of days and time, in nanoseconds."""

    nanos: int

    def __str__(self) -> str:
        days, rest = divmod(abs(self.nanos), DAY)
        text = _clock_text(rest)
        if not days and not text:
            return "PT0S"
        return ("-" if self.nanos < 0 else "") + "P" + (f"{days}D" if days else "") + (text and "T" + text)


def _clock_text(nanos: int) -> str:
    seconds, fraction = divmod(nanos, SECOND)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or fraction:
        text += f"{seconds}" + (f".{fraction:09}".rstrip("0") if fraction else "") + "S"
    return text


def _zone_text(zone: Zone) -> str:
    if zone is None:
        return ""
    if isinstance(zone, str):
        return "@" + zone
    if zone == 0:
        return "Z"
    seconds = abs(zone)
    text = f"{'-' if zone < 0 else '+'}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text + (f":{seconds % 60:02}" if seconds % 60 else "")


@lru_cache(maxsize=4096)
def _named_offset(zone: str, day: Date, second: int) -> int:
    """Seconds east of UTC; a year outside datetime's is read as the like year of its 400-year cycle."""
    year = day.year if 2 <= day.year <= 9998 else 2000 + day.year % 400
    moment = datetime(year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=second)
    offset = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def date_from_ordinal(ordinal: int) -> Date:
    """The day of a count of days."""
    return Date(*calendar.from_ordinal(ordinal))


def datetime_from_local(nanos: int, zone: Zone) -> DateTime:
    """The date and time of local nanoseconds since year 1."""
    ordinal, rest = divmod(nanos, DAY)
    return DateTime(date_from_ordinal(ordinal), Time(rest, zone))
