"""What is wrong with a decision table: gaps, overlaps, rows never reached, rows without citation. Pure.

Exact for tests of numbers, texts and truths, also those that name a parameter (its value of the day stands in for it);
what cannot be analysed is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dugnad.areas.casework.rulebook.cells import TEXT, Column, NotAnalysed, parsed
from dugnad.areas.casework.rulebook.dated import on_day
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.tables import Table, View, views

MOST_BOXES: Final = 5_000
MOST_SHOWN: Final = 20
FIRST_WINS: Final = ("FIRST", "PRIORITY")
ALONE: Final = ("UNIQUE", "ANY")
Box = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a table: `code` is gap, unknown_gap, overlap, never_reached, uncited, not_analysed or too_large.

    `rows` counts rows from 1; `where` tells by column what values it is about, as FEEL.
    """

    code: str
    rows: tuple[int, ...] = ()
    where: tuple[tuple[str, str], ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether it is a fault, and not only worth a look."""
        return self.code in ("overlap", "uncited")


def check(package: Package, day: dt.date) -> dict[str, list[Finding]]:
    """The findings of each decision table, by the decision's name."""
    every = views(package)
    domains = {**_choices(package), **{one.name: found for one in every if (found := _outputs(one))}}
    held = {one.name: on_day(one.values, day) for one in package.parameters}
    values = {name: entry[1] for name, entry in held.items() if entry}
    return {one.name: check_table(one.table, values, domains) for one in every if one.table}


def _choices(package: Package) -> dict[str, frozenset[str]]:
    return {one.name: frozenset(key for key, _label in one.choices) for one in package.facts if one.choices}


def _outputs(view: View) -> frozenset[str]:
    """The texts that a decision table can give, when it gives nothing else."""
    if view.table is None or len(view.table.outputs) != 1:
        return frozenset()
    found = [TEXT.fullmatch(row.outputs[0].strip()) for row in view.table.rows]
    return frozenset(one[1] for one in found if one) if all(found) else frozenset()


def check_table(
    table: Table, values: Mapping[str, Decimal], domains: Mapping[str, Collection[str]]
) -> list[Finding]:
    """The findings of one table; `domains`: the texts that an input can be, by its expression."""
    uncited = [Finding("uncited", (n,)) for n, row in enumerate(table.rows, start=1) if row.cites is None]
    try:
        columns, boxes = _boxes(table, values, domains)
    except _Cannot as cannot:
        return [*uncited, cannot.args[0]]
    return [*uncited, *_covered(table, columns, boxes)]


class _Cannot(ValueError):
    """The table cannot be analysed; `args[0]` is the finding."""


def _boxes(
    table: Table, values: Mapping[str, Decimal], domains: Mapping[str, Collection[str]]
) -> tuple[list[Column], list[Box]]:
    columns, sets = [], []
    for at, expression in enumerate(table.inputs):
        entries = []
        for n, row in enumerate(table.rows, start=1):
            try:
                entries.append(parsed(row.inputs[at], values))
            except NotAnalysed as cannot:
                where = ((expression, str(cannot.args[0])),)
                raise _Cannot(Finding("not_analysed", (n,), where)) from cannot
        try:
            column = Column(entries, domains.get(expression, ()))
        except NotAnalysed as cannot:
            raise _Cannot(Finding("not_analysed", (), ((expression, str(cannot.args[0])),))) from cannot
        columns.append(column)
        sets.append([column.set_of(entry) for entry in entries])
    return columns, [tuple(column[n] for column in sets) for n in range(len(table.rows))]


def _covered(table: Table, columns: Sequence[Column], boxes: Sequence[Box]) -> Iterator[Finding]:
    whole = [tuple(column.whole for column in columns)]
    left = remaining(whole, boxes)
    if left is None:
        yield Finding("too_large")
        return
    yield from _gaps(table, columns, left)
    if table.hit in ALONE:
        yield from _overlaps(table, columns, boxes)
    if table.hit in FIRST_WINS[:1]:
        for n, box in enumerate(boxes):
            if remaining([box], boxes[:n]) == []:
                yield Finding("never_reached", (n + 1,))


def remaining(start: Sequence[Box], boxes: Sequence[Box]) -> list[Box] | None:
    """What of `start` no box covers, as boxes that do not overlap; None when there are too many."""
    left = list(start)
    for box in boxes:
        left = [piece for each in left for piece in _less(each, box)]
        if len(left) > MOST_BOXES:
            return None
    return left


def _less(one: Box, other: Box) -> Iterator[Box]:
    """The first without the second, column by column."""
    if any(not mine & theirs for mine, theirs in zip(one, other, strict=True)):
        yield one
        return
    kept = list(one)
    for at, (mine, theirs) in enumerate(zip(one, other, strict=True)):
        if outside := mine & ~theirs:
            yield (*kept[:at], outside, *one[at + 1 :])
        kept[at] = mine & theirs


def _gaps(table: Table, columns: Sequence[Column], left: Sequence[Box]) -> Iterator[Finding]:
    known = [tuple(c & column.known for c, column in zip(box, columns, strict=True)) for box in left]
    found = [box for box in known if all(box)]
    for box in found[:MOST_SHOWN]:
        yield Finding("gap", (), _where(table, columns, box))
    lacking = {
        table.inputs[at]
        for box in left
        for at, (cells, column) in enumerate(zip(box, columns, strict=True))
        if cells & column.null
    }
    yield from (Finding("unknown_gap", (), ((name, "null"),)) for name in table.inputs if name in lacking)


def _overlaps(table: Table, columns: Sequence[Column], boxes: Sequence[Box]) -> Iterator[Finding]:
    """Rows of which two hit at once; where any may hit, only those with different outcomes."""
    for later, box in enumerate(boxes):
        for earlier in range(later):
            both = tuple(mine & theirs for mine, theirs in zip(box, boxes[earlier], strict=True))
            same = table.rows[later].outputs == table.rows[earlier].outputs
            if all(both) and not (table.hit == "ANY" and same):
                yield Finding("overlap", (earlier + 1, later + 1), _where(table, columns, both))


def _where(table: Table, columns: Sequence[Column], box: Box) -> tuple[tuple[str, str], ...]:
    told = (
        (name, column.says(cells)) for name, column, cells in zip(table.inputs, columns, box, strict=True)
    )
    return tuple((name, words) for name, words in told if words)
