"""What trials say to a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from dugnad.areas.casework.packages.words import STATES, said
from dugnad.areas.casework.rulebook.deciding import PERSON
from dugnad.areas.casework.rulebook.document import Fact, Package
from dugnad.areas.casework.rulebook.wording import YES_NO, written
from dugnad.areas.casework.trials.uploads import Fault


def upload_words(fault: Fault) -> str:
    """What is wrong in a file, at its line and column."""
    known = {
        "too_large": _("The file is larger than %(found)s MB."),
        "no_text": _("The file is no text in UTF-8."),
        "no_csv": _("The file cannot be read as CSV: %(found)s"),
        "empty": _("The file is empty."),
        "too_few": _("There must be at least 10 people."),
        "too_many": _("There may be at most %(found)s people."),
        "no_fact": _(
            "“%(found)s” is no fact of these rules. Leave out the column, above all names of people."
        ),
        "twice": _("The column is there twice."),
        "lacks": _("This column lacks."),
        "cells": _("The line has %(found)s cells, not as many as the first."),
        "number": _("“%(found)s” is no number."),
        "currency": _("“%(found)s” is not in kroner."),
        "date": _("“%(found)s” is no date."),
        "choice": _("“%(found)s” is none of the choices."),
        "yes_no": _("“%(found)s” is neither yes nor no."),
    }
    words = known.get(fault.code, _("This cannot be read.")) % {"found": fault.found}
    place = [_("line %(line)d") % {"line": fault.line}] if fault.line else []
    place += [_("column %(column)s") % {"column": fault.column}] if fault.column else []
    return f"{', '.join(place)}: {words}" if place else words


def result_words(id: str, *packages: Package) -> str:
    """What a result is called."""
    if id == PERSON:
        return _("A person decides")
    found = next((one for package in packages if (one := package.result(id))), None)
    return said(found.label) if found else id


def condition_words(name: str, *packages: Package) -> str:
    """What a condition is called."""
    found = next((one for package in packages if (one := package.condition(name))), None)
    return (said(found.label) if found else "") or name


def value_words(value: str, language: str) -> str:
    """A state in words, a number as it is written, '' as not reached."""
    if not value:
        return _("not considered")
    if value in STATES:
        return str(STATES[value])
    try:
        return written(Decimal(value).quantize(Decimal("0.01")), language)
    except ArithmeticError:
        return value


def band_words(label: Sequence[Any], fact: Fact | None, language: str) -> str:
    """A band of a fact: a tenth of the numbers, one number, a choice, yes or no, unknown."""
    if len(label) == 2:
        return f"{_number(label[0], language)}–{_number(label[1], language)}"
    one = label[0]
    if isinstance(one, int | float):
        return _number(one, language)
    if one == "unknown":
        return _("Not known")
    if one in ("true", "false"):
        return YES_NO[language][0 if one == "true" else 1]
    choices: Mapping[str, Any] = dict(fact.choices) if fact else {}
    return said(choices[one]) if one in choices else str(one)


def _number(value: float, language: str) -> str:
    return written(Decimal(repr(value)), language)


def number(value: float, language: str) -> str:
    """A number as it is written, with at most one decimal."""
    return format_decimal(value, "#,##0.#", locale=language)


def money(value: float, language: str) -> str:
    """Kroner, with two decimals only where they are not nothing."""
    form = "#,##0" if round(value, 2) == round(value) else "#,##0.00"
    return f"{format_decimal(value, form, locale=language)} kr"
