"""A package's decisions to read: tables row by row with what each row cites, expressions as they are written. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dugnad.areas.casework.rulebook.document import Package, Provision
from dugnad.engines.dmn.model import tree
from dugnad.engines.dmn.model.reading import read


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: `cites` is the provision its annotation names, `note` what else the annotations say."""

    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    cites: Provision | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; `hit` is its hit policy."""

    id: str
    hit: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One decision: what it requires, and its table or its expression."""

    name: str
    requires: tuple[str, ...]
    table: Table | None = None
    text: str = ""


def views(package: Package) -> list[View]:
    """Every decision of the model, in its order; dmn.ModelError when the model cannot be read."""
    definitions = read(package.model.encode())
    names = {one.id: one.name for one in definitions.elements}
    known = {one.id: one for one in package.provisions}
    return [_view(one, names, known) for one in definitions.elements if isinstance(one, tree.Decision)]


def _view(one: tree.Decision, names: dict[str, str], known: dict[str, Provision]) -> View:
    requires = tuple(names.get(href.rpartition("#")[2], href) for href in one.requires)
    if isinstance(one.logic, tree.BoxedTable):
        return View(one.name, requires, _table(one.name, one.logic, known))
    return View(one.name, requires, text=one.logic.text if isinstance(one.logic, tree.Literal) else "")


def _table(name: str, logic: tree.BoxedTable, known: dict[str, Provision]) -> Table:
    return Table(
        logic.id,
        logic.hit,
        tuple(column.text or column.name for column in logic.inputs),
        tuple(column.name or name for column in logic.outputs),
        tuple(_row(row, known) for row in logic.rows),
    )


def _row(row: tree.TableRow, known: dict[str, Provision]) -> Row:
    cites = next((known[text] for text in row.annotations if text in known), None)
    notes = [text for text in row.annotations if text and text not in known]
    return Row(row.id, tuple(row.tests), tuple(row.outputs), cites, " ".join(notes))
