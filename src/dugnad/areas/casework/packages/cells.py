"""A cell of a decision table as one reads it: what FEEL writes as null, true or "met", in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dugnad.areas.casework.packages.words import STATES, said
from dugnad.areas.casework.rulebook.cells import NOT, TEXT, parts
from dugnad.areas.casework.rulebook.document import Package


def cell_words(package: Package, text: str) -> str:
    """The cell in words where it names known values; as it is written where it reckons or compares."""
    text = text.strip()
    if text in ("", "-"):
        return "–"
    if found := NOT.fullmatch(text):
        return _("not %(values)s") % {"values": _any_of(package, found[1])}
    return _any_of(package, text)


def _any_of(package: Package, text: str) -> str:
    return _(" or ").join(_one(package, each) for each in parts(text))


def _one(package: Package, text: str) -> str:
    known = {
        "null": _("not known"),
        "true": _("yes"),
        "false": _("no"),
        **{f'"{state}"': str(words) for state, words in STATES.items()},
    }
    if text in known:
        return known[text]
    if found := TEXT.fullmatch(text):
        return _named(package, found[1])
    return text


def _named(package: Package, name: str) -> str:
    """A result or a choice by what it is called."""
    if result := package.result(name):
        return said(result.label)
    choices = (pair for fact in package.facts for pair in fact.choices)
    return next((said(words) for id, words in choices if id == name), name)
