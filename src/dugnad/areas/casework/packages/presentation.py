"""A package's content as the pages show it, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import partial
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dugnad.areas.casework.packages.cells import cell_words
from dugnad.areas.casework.packages.quality import Quality, finding_words, wrong_words
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.dated import on_day
from dugnad.areas.casework.rulebook.differences import Change, own_values
from dugnad.areas.casework.rulebook.document import Overlay, Package, Parameter, Provision
from dugnad.areas.casework.rulebook.letters import cite
from dugnad.areas.casework.rulebook.tables import Row, Table, views
from dugnad.areas.casework.rulebook.wording import written


def figure(one: Parameter, value: Decimal | None, language: str) -> str:
    """A parameter's value as it is read: 6 %, 486 750 kr."""
    unit = one.unit
    if value is None:
        return _("No value is known")
    if unit == "" and any(share is not None and 0 < share < 1 for _day, share in one.values):
        return f"{written(value * 100, language)} %"
    words = {"NOK": "kr", "": ""}.get(unit, unit)
    return f"{written(value, language)} {words}".strip()


def vary_words(vary: str) -> str:
    """What a city may do with a value."""
    return {
        "no": _("The same everywhere"),
        "lower": _("A city may set it lower"),
        "higher": _("A city may set it higher"),
        "free": _("A city may set it"),
    }[vary]


def provisions(package: Package, language: str) -> list[dict[str, Any]]:
    """Each provision as it is cited, what it says, and when it holds."""
    return [
        {
            "id": one.id,
            "cite": cite(one, language),
            "says": one.text or said(one.says, language),
            "whose": _("The official wording") if one.text else _("In our own words"),
            "row": one,
        }
        for one in package.provisions
    ]


def parameters(package: Package, today: dt.date, language: str) -> list[dict[str, Any]]:
    """Each parameter with its value today and all its values, the newest first."""
    return [_parameter(package, one, today, language) for one in package.parameters]


def _parameter(package: Package, one: Parameter, today: dt.date, language: str) -> dict[str, Any]:
    held = on_day(one.values, today)
    return {
        "name": said(one.label, language) or one.name,
        "key": one.name,
        "now": figure(one, held[1] if held else None, language),
        "vary": vary_words(one.vary),
        "may_vary": one.vary != "no",
        "cite": cite(package.provision(one.provision), language),
        "values": [(day, figure(one, value, language)) for day, value in _latest_first(one)],
    }


def _latest_first(one: Parameter) -> list[tuple[dt.date, Decimal | None]]:
    return sorted(one.values, key=lambda entry: entry[0], reverse=True)


def facts(package: Package, language: str) -> list[dict[str, Any]]:
    """Each fact, where it comes from and how old it may be."""
    return [
        {
            "name": said(one.label, language),
            "source": source_words(one.source),
            "days": one.fresh_days,
            "required": one.required,
        }
        for one in package.facts
    ]


def source_words(source: str) -> str:
    """Where a fact comes from."""
    return {
        "applicant": _("The applicant"),
        "assessment": _("A person's assessment"),
        "tax": _("The Tax Administration"),
        "people": _("The Population Register"),
        "kindergarten": _("The kindergarten register"),
        "school": _("The school register"),
        "addresses": _("The address register"),
        "walking network": _("The walking network"),
        "homes": _("The application"),
        "map": _("The map"),
    }.get(source, source)


@dataclass(frozen=True, slots=True)
class Shown:
    """One decision: its name, the condition it is in the letter, what it builds on."""

    id: str
    name: str
    label: str
    cite: str
    discretion: bool
    requires: tuple[str, ...]
    table: Table | None
    text: str
    rows: tuple[tuple[Row, str, list[tuple[str, str, bool]]], ...]
    findings: tuple[tuple[str, bool], ...] = ()


def decisions(package: Package, quality: Quality, language: str) -> list[Shown]:
    """Every decision of the model with its table's rows and what each cites."""
    every = enumerate(views(package), start=1)
    return [_decision(package, number, view, quality, language) for number, view in every]


def _decision(package: Package, number: int, view: Any, quality: Quality, language: str) -> Shown:
    condition = package.condition(view.name)
    rows = view.table.rows if view.table else ()
    return Shown(
        id=f"decision-{number}",
        name=view.name,
        label=said(condition.label, language) if condition else "",
        cite=cite(package.provision(condition.provision), language) if condition else "",
        discretion=bool(condition and condition.discretion),
        requires=view.requires,
        table=view.table,
        text=view.text,
        rows=tuple((row, _cited(row.cites, language), _cells(package, view.table, row)) for row in rows),
        findings=tuple((finding_words(one), one.wrong) for one in quality.findings.get(view.name, ())),
    )


def _cells(package: Package, table: Table, row: Row) -> list[tuple[str, str, bool]]:
    """Each cell with its column, and whether it is an outcome."""
    tests = [
        (name, cell_words(package, text), False) for name, text in zip(table.inputs, row.inputs, strict=False)
    ]
    outcomes = zip(table.outputs, row.outputs, strict=False)
    return tests + [(name, cell_words(package, text), True) for name, text in outcomes]


def _cited(provision: Provision | None, language: str) -> str:
    """Without the act, which stands below."""
    return cite(provision, language).removeprefix(f"{provision.act} ") if provision else ""


def own_rows(package: Package, overlay: Overlay, language: str) -> list[dict[str, Any]]:
    """A city's own values beside the national ones."""
    known = {one.name: one for one in package.parameters}
    return [
        {
            "name": said(known[one.name].label, language) or one.name,
            "since": one.since,
            "national": figure(known[one.name], one.national, language) if one.national is not None else "–",
            "own": figure(known[one.name], one.own, language),
        }
        for one in own_values(package, overlay)
    ]


def own_bodies(package: Package, overlay: Overlay) -> list[tuple[str, str]]:
    """Each body that the city decides for, and what it is called there."""
    return [
        (said(one.label), said(overlay.bodies[one.id])) for one in package.bodies if one.id in overlay.bodies
    ]


def part_words(part: str) -> str:
    """What a part of a package is called."""
    return {
        "about": _("About"),
        "provision": _("Provisions"),
        "parameter": _("Values"),
        "vary": _("What a city may set"),
        "own": _("Own values"),
        "fact": _("Facts"),
        "rule": _("Rules"),
        "sentence": _("Sentences in letters"),
        "tests": _("Tests"),
    }[part]


def change_rows(found: Iterable[Change], package: Package) -> list[tuple[str, list[Change]]]:
    """The changes in groups, each with what its part is called."""
    told = (_told(one, package) for one in found)
    return [(part_words(part), list(group)) for part, group in groupby(told, key=lambda one: one.part)]


def _told(one: Change, package: Package) -> Change:
    """A change of a value by what the value is called, with its amounts as they are read."""
    known = next((each for each in package.parameters if each.name == one.name), None)
    if known is None or one.part not in ("parameter", "own", "vary"):
        return one
    read = vary_words if one.part == "vary" else partial(_amount, known)
    before, after = (read(text) if text else "" for text in (one.before, one.after))
    return replace(one, name=said(known.label) or one.name, before=before, after=after)


def _amount(one: Parameter, text: str) -> str:
    try:
        return figure(one, Decimal(text), (get_language() or "nb")[:2])
    except InvalidOperation:
        return text


def tests(quality: Quality) -> list[dict[str, Any]]:
    """Each scenario, whether it passes, and the steps that do not hold."""
    return [
        {"row": one, "wrong": [(wrong, wrong_words(wrong)) for wrong in one.wrong]} for one in quality.tests
    ]
