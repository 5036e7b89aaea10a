"""Words with {names} in them, filled with values as Norwegians write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from dugnad.areas.casework.rulebook.document import Scalar

NAME: Final = re.compile(r"\{([^{}]+)\}")
YES_NO: Final = {"nb": ("ja", "nei"), "nn": ("ja", "nei"), "en": ("yes", "no")}


def names_in(words: str) -> list[str]:
    """The names that the words ask for."""
    return NAME.findall(words)


def filled(words: str, values: Mapping[str, Scalar], language: str) -> str:
    """The words with each {name} as its value; KeyError for a name without value."""
    return NAME.sub(lambda found: written(values[found[1]], language), words)


def written(value: Scalar, language: str) -> str:
    """A value in a letter: 486 750, 2 655,50, 1. august 2024, ja."""
    if isinstance(value, bool):
        return YES_NO[language][0 if value else 1]
    if isinstance(value, Decimal):
        form = "#,##0" if value == value.to_integral_value() else "#,##0.00"
        return format_decimal(value, form, locale=language)
    if isinstance(value, dt.date):
        return format_date(value, "long", locale=language)
    return str(value or "")
