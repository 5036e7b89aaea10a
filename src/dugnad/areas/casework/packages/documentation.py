"""The legal content of a version in words that anyone can read, as LOV-2025-06-20-81 § 13 asks of automation.

In bokmål, for it is a public document: the law, the values of each day, what must be known, each rule with what it
rests on, how it can end, and how to appeal.
"""

from __future__ import annotations

from collections.abc import Iterator

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages.selectors import document_of
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.letters import cite
from dugnad.areas.casework.rulebook.tables import Table, views

FORM = "nb"
VARY = {
    "no": "lik overalt",
    "lower": "kommunen kan sette den lavere",
    "higher": "kommunen kan sette den høyere",
    "free": "kommunen setter den selv",
}


def documentation(row: PackageVersion) -> str:
    """The whole as Markdown."""
    package = document_of(row)
    parts = (
        _head(row, package),
        _law(package),
        _values(package),
        _facts(package),
        _rules(package),
        _ends(package),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(row: PackageVersion, package: Package) -> Iterator[str]:
    yield f"# {package.title[FORM]}, versjon {row.number}\n"
    yield f"{package.summary[FORM]}\n"
    published = _day(row.published_at)
    yield f"Eier: {row.package.owner.name}. SHA-256: `{row.digest}`."
    if published:
        yield f"Publisert {published}, etter at en fagperson og en jurist godkjente den."
    yield "\nHvert vedtak lagrer regler, verdier og opplysninger som det bygger på.\n"


def _day(at: object) -> str:
    return str(at)[:10] if at else ""


def _law(package: Package) -> Iterator[str]:
    yield "## Rettsgrunnlag\n"
    for one in package.provisions:
        days = f"fra {one.since}" + (f" til {one.until}" if one.until else "")
        yield f"- {cite(one, FORM)} ({one.reference}, {days}): {one.says[FORM]}"
    yield ""


def _values(package: Package) -> Iterator[str]:
    yield "## Verdier\n"
    for one in package.parameters:
        series = "; ".join(
            f"{value if value is not None else 'ukjent'} fra {day}" for day, value in one.values
        )
        cited = cite(package.provision(one.provision), FORM)
        yield f"- {one.label.get(FORM) or one.name} ({cited}; {VARY[one.vary]}): {series}"
    yield ""


def _facts(package: Package) -> Iterator[str]:
    yield "## Opplysninger\n"
    for one in package.facts:
        need = "må være kjent" if one.required else "kan mangle"
        yield f"- {one.label[FORM]}: fra {one.source}, ikke eldre enn {one.fresh_days} dager, {need}"
    yield ""


def _rules(package: Package) -> Iterator[str]:
    yield "## Regler\n"
    for view in views(package):
        condition = package.condition(view.name)
        yield f"### {view.name}\n"
        if condition:
            cited = cite(package.provision(condition.provision), FORM)
            left = (
                " Skjønn: ingen får avslag uten at et menneske har sett på det."
                if condition.discretion
                else ""
            )
            yield f"Hjemmel: {cited}.{left}\n"
        yield from _table(view.table) if view.table else (f"`{view.text}`", "")


def _table(table: Table) -> Iterator[str]:
    yield "| " + " | ".join([*table.inputs, *(table.outputs or ("gir",)), "hjemmel"]) + " |"
    yield "|" + " --- |" * (len(table.inputs) + max(len(table.outputs), 1) + 1)
    for one in table.rows:
        cited = cite(one.cites, FORM) if one.cites else ""
        yield (
            "| " + " | ".join(text.replace("|", "\\|") for text in (*one.inputs, *one.outputs, cited)) + " |"
        )
    yield ""


def _ends(package: Package) -> Iterator[str]:
    yield "## Utfall\n"
    for one in package.results:
        who = "kan avgjøres av reglene alene" if one.automatic else "avgjøres av et menneske"
        yield f"- {one.label[FORM]}: {who}"
    yield "\nEt menneske avgjør når et vilkår er uklart, en opplysning mangler eller søkeren ønsker det.\n"
    yield f"Klageinstans: {package.appeal_body[FORM]}. Frist: {package.appeal_weeks} uker fra brevet er mottatt."
