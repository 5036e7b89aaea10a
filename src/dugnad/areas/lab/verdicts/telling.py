"""Figures in words: shares of futures, kroner, months, the verdict's sentence."""

from __future__ import annotations

from typing import Any

from django.utils import formats
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from dugnad.areas.lab.verdicts import words

Json = dict[str, Any]
NBSP = "\u00a0"


def number(value: float, decimals: int = 0) -> str:
    """A number as the reader's language writes it, with a true minus."""
    written = formats.number_format(abs(round(value, decimals)), decimals, use_l10n=True, force_grouping=True)
    return f"\u2212{written}" if round(value, decimals) < 0 else str(written)


def kroner(value: float, *, sign: bool = False) -> str:
    """An amount, rounded so that it can be read: millions with one decimal, else whole hundreds or kroner."""
    size = abs(value)
    if size >= 999_500:
        said = _("%(number)s mill. kr") % {"number": number(size / 1e6, 1 if size < 99.5e6 else 0)}
    else:
        step = 1000 if size >= 99_500 else 100 if size >= 9_950 else 1
        said = _("%(number)s kr") % {"number": number(round(size / step) * step)}
    mark = "\u2212" if value < 0 and round(size) else "+" if sign and round(size) else ""
    return mark + said.replace(" ", NBSP)


def axis(value: float) -> str:
    """An amount on an axis: short."""
    if value == 0:
        return "0"
    if abs(value) >= 1e6:
        return _("%(number)s mill.").replace(" ", NBSP) % {
            "number": number(value / 1e6, 0 if value % 1e6 == 0 else 1)
        }
    return number(value)


def percent(share: float, decimals: int = 0) -> str:
    """A share as per cent."""
    return f"{number(share * 100, decimals)}{NBSP}%"


def of_futures(share: float) -> str:
    """A share of futures as a natural frequency: of ten, or of a hundred near the ends."""
    if share > 0.995:
        return _("more than 99 of 100 futures")
    if share < 0.005:
        return _("fewer than 1 of 100 futures")
    if 0.095 <= share <= 0.905:
        return _("%(number)s of 10 futures") % {"number": round(share * 10)}
    return _("%(number)s of 100 futures") % {"number": min(max(round(share * 100), 1), 99)}


def of_hundred(share: float) -> str:
    """A share of a hundred futures, for tables."""
    if share > 0.995:
        return _("over 99 of 100")
    if share < 0.005:
        return _("under 1 of 100")
    return _("%(number)s of 100") % {"number": round(share * 100)}


def give_or_take(figure: Any) -> str:
    """The Monte Carlo error of a share, in futures of a hundred."""
    return _("± %(number)s of 100") % {"number": number(figure[1] * 100, 1)}


def give_or_take_kroner(figure: Any) -> str:
    """The Monte Carlo error of an amount."""
    return "±" + NBSP + kroner(figure[1])


def calendar(start: str, month: int) -> tuple[int, int]:
    """Year and month (1-12) of the model's month that counts from 0."""
    year, first = int(start[:4]), int(start[5:7])
    return year + (first - 1 + month) // 12, (first - 1 + month) % 12 + 1


def month_name(start: str, month: int) -> str:
    """As 'March 2028'."""
    year, number_of = calendar(start, month)
    return f"{MONTHS[number_of]} {year}"


def past(start: str, months: int) -> str:
    """What one gets past in lasting so many months: a year where it is whole, else its last month."""
    year, last = calendar(start, months - 1)
    return str(year) if last == 12 else month_name(start, months - 1)


def sentence(start: str, world: Json, months: int) -> str:
    """The verdict on one world, in one sentence."""
    share = world["survival"][str(months)][0]
    parts = {
        "futures": of_futures(share),
        "date": past(start, months),
        "name": words.world(world),
        "end": ending(start, world, share, months),
    }
    if world["key"] == "today":
        said = _("With these assumptions, %(futures)s keep you in business past %(date)s; %(end)s.")
    elif world["key"] == "together":
        said = _("If all of it comes at once, %(futures)s keep you in business past %(date)s; %(end)s.")
    else:
        said = _("With “%(name)s”, %(futures)s keep you in business past %(date)s; %(end)s.")
    return said % parts


def ending(start: str, world: Json, share: float, months: int) -> str:
    """The month to look at: when the money is gone in half of the futures, if it is so, else the tightest."""
    gone = world["ruin_median"]
    if share < 0.5 and gone is not None and gone < months:
        return _("in half of all futures the money is gone by %(month)s") % {"month": month_name(start, gone)}
    tight = world["tight"][str(months)]
    if tight == 0:
        return _("cash is tightest now")
    return _("the tightest month is %(month)s") % {"month": month_name(start, tight)}
