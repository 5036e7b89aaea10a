"""Deadlines counted as the Courts of Justice Act §§ 148-149 and forvaltningsloven § 30 say. Pure."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

SATURDAY = 5
MOVABLE = (-3, -2, 0, 1, 39, 49, 50)
FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus's method, as Butcher gave it in 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    offset = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * offset) // 451
    month, day = divmod(h + offset - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


@lru_cache(maxsize=32)
def holidays(year: int) -> frozenset[dt.date]:
    """The public holidays of Norway."""
    moved = {easter(year) + dt.timedelta(days=days) for days in MOVABLE}
    return frozenset(moved | {dt.date(year, month, day) for month, day in FIXED})


def weeks_from(received: dt.date, weeks: int) -> dt.date:
    """The last day: the same weekday `weeks` later, or the next working day where that is none."""
    day = received + dt.timedelta(weeks=weeks)
    while day.weekday() >= SATURDAY or day in holidays(day.year):
        day += dt.timedelta(days=1)
    return day
