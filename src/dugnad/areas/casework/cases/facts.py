"""Facts between text and values: what an applicant writes, what a register answers, what is stored. Pure."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Final

from dugnad.areas.casework.rulebook.document import Fact, Scalar
from dugnad.areas.casework.walking.places import read_place

YES, NO = "true", "false"
MOST_DIGITS: Final = 15
CURRENCY: Final = "NOK"
KRONER: Final = re.compile(r"(?i)\s*(kr\.?|nok|,-)\s*")
SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")


class Unusable(ValueError):
    """What was written is no value of the fact's type; `args[0]` is a code for the reader's words."""


def parsed(fact: Fact, text: str) -> Scalar:
    """The value of the one written form; None for "". Unusable: number, currency, date, choice, yes_no, place."""
    text = text.strip()
    if not text:
        return None
    if fact.type == "number":
        return _number(text, fact.unit)
    if fact.type == "date":
        return _date(text)
    if fact.type == "yes_no":
        return _yes_no(text)
    if fact.type == "place":
        return _place(text)
    if fact.choices and text not in {id for id, _ in fact.choices}:
        raise Unusable("choice")
    return text


def _number(text: str, unit: str) -> Decimal:
    plain = KRONER.sub("", text) if unit == CURRENCY else text
    plain = SPACES.sub("", plain).replace(",", ".")
    if unit == CURRENCY and re.search(r"[^\d.\-+]", plain):
        raise Unusable("currency")
    try:
        value = Decimal(plain)
    except InvalidOperation as wrong:
        raise Unusable("number") from wrong
    if not value.is_finite() or len(plain) > MOST_DIGITS or value < 0:
        raise Unusable("number")
    return value


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as wrong:
        raise Unusable("date") from wrong


def _yes_no(text: str) -> bool:
    if text not in (YES, NO):
        raise Unusable("yes_no")
    return text == YES


def _place(text: str) -> str:
    found = read_place(text)
    if found is None:
        raise Unusable("place")
    return f"{found[0]:.7f},{found[1]:.7f}"


def plain(value: Scalar) -> str:
    """The one written form of a value, from which `parsed` makes it again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else value
