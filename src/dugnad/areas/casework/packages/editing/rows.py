"""The items of a part as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dugnad.areas.casework.packages.presentation import source_words, vary_words
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.letters import cite


@dataclass(frozen=True, slots=True)
class Line:
    """One item: what it is called, what it says, and a word of its own ('' for none)."""

    title: str
    text: str
    tag: str = ""


def part_words(part: str) -> str:
    """What a part is called."""
    return {
        "provisions": _("Provisions"),
        "parameters": _("Values"),
        "facts": _("Facts"),
        "conditions": _("Conditions and sentences"),
        "results": _("Results"),
    }[part]


def rows_of(package: Package, part: str, language: str) -> list[Line]:
    """The items of a part, in their order."""
    return {
        "provisions": _provisions,
        "parameters": _parameters,
        "facts": _facts,
        "conditions": _conditions,
        "results": _results,
    }[part](package, language)


def _provisions(package: Package, language: str) -> list[Line]:
    return [Line(cite(one, language), said(one.says, language), one.id) for one in package.provisions]


def _parameters(package: Package, language: str) -> list[Line]:
    return [
        Line(said(one.label, language) or one.name, vary_words(one.vary), one.name)
        for one in package.parameters
    ]


def _facts(package: Package, language: str) -> list[Line]:
    return [
        Line(
            said(one.label, language),
            f"{source_words(one.source)} · {said(one.question, language)}".strip(" ·"),
        )
        for one in package.facts
    ]


def _conditions(package: Package, language: str) -> list[Line]:
    return [
        Line(
            said(one.label, language) or one.decision,
            cite(package.provision(one.provision), language),
            _("Discretion") if one.discretion else "",
        )
        for one in package.conditions
    ]


def _results(package: Package, language: str) -> list[Line]:
    return [
        Line(said(one.label, language), said(one.opening, language), _("Refusal") if one.refusal else "")
        for one in package.results
    ]
