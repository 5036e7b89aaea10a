"""What a reader asks for, from the address of a page or a body of the API, within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.business.numbers import NotNumber, parse
from dugnad.areas.lab.verdicts import stamp
from dugnad.engines.foresight.model import MONEY
from dugnad.kernel.problems import Invalid

# As in `reckoning.levers`, which is not loaded where pages are served.
LEVERS: Final = ("price", "volume", "customers", "new_customers", "churn", "unit_cost", "fixed", "staff")
LEAST: Final = 50
MOST: Final = 150
Query = Mapping[str, str]


def number(query: Query, name: str, default: float, low: float, high: float) -> float:
    """A number of the query, written as people do. Invalid at its field."""
    text = str(query.get(name) or "").strip()
    if not text:
        return default
    try:
        value = parse(text)
    except NotNumber:
        value = None
    if value is None:
        raise Invalid(fields={name: _("Write a number.")})
    if not low <= value <= high:
        parts = {"low": f"{low:,.0f}".replace(",", "\u00a0"), "high": f"{high:,.0f}".replace(",", "\u00a0")}
        raise Invalid(fields={name: _("Write a number from %(low)s to %(high)s.") % parts})
    return value


def wanted(query: Query) -> float:
    """How many of a hundred futures are to last, as a share."""
    return number(query, "wanted", stamp.WANTED * 100, 5, 99) / 100


def floor(query: Query) -> float:
    """The present value that suffices, in NOK."""
    return number(query, "floor", 0.0, -MONEY, MONEY)


def turns(query: Query) -> dict[str, float]:
    """The levers in the query, as factors: `price=105` is 1.05. Invalid at a lever's field."""
    return {
        name: number(query, name, 100, LEAST, MOST) / 100 for name in LEVERS if str(query.get(name) or "")
    }


def seed(value: Any) -> int:
    """A seed. Invalid at `seed`."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise Invalid(fields={"seed": _("Write a whole number from 0 to 2 147 483 647.")})
    return value
