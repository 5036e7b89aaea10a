"""The proleptic Gregorian calendar for years beyond what datetime holds."""

from __future__ import annotations

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MAX_YEAR = 999_999_999


def is_leap(year: int) -> bool:
    """Whether a year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 29 if month == 2 and is_leap(year) else DAYS[month - 1]


def _days_before_year(year: int) -> int:
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400


def day_of_year(year: int, month: int, day: int) -> int:
    """1 to 366."""
    leap = 1 if month > 2 and is_leap(year) else 0
    return sum(DAYS[: month - 1]) + leap + day


def to_ordinal(year: int, month: int, day: int) -> int:
    """Days since the day before 0001-01-01, as datetime counts them."""
    return _days_before_year(year) + day_of_year(year, month, day)


def from_ordinal(ordinal: int) -> tuple[int, int, int]:
    """Year, month and day of a count of days."""
    cycles, rest = divmod(ordinal - 1, 146_097)
    year = cycles * 400 + rest * 400 // 146_097 + 1
    while _days_before_year(year) >= ordinal:
        year -= 1
    while _days_before_year(year + 1) < ordinal:
        year += 1
    left, month = ordinal - _days_before_year(year), 1
    while left > days_in_month(year, month):
        left -= days_in_month(year, month)
        month += 1
    return year, month, left


def week_of_year(year: int, month: int, day: int) -> int:
    """The week as ISO 8601 counts: week 1 holds the year's first Thursday."""
    ordinal = to_ordinal(year, month, day)
    thursday = ordinal - (ordinal - 1) % 7 + 3
    thursdays_year = from_ordinal(thursday)[0]
    return (thursday - to_ordinal(thursdays_year, 1, 1)) // 7 + 1
