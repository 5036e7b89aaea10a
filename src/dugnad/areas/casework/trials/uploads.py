"""A population as CSV: one person a line, the facts' names on the first. Nothing else is taken in. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dugnad.areas.casework.cases.facts import NO, YES, Unusable, parsed
from dugnad.areas.casework.rulebook.document import Fact

MOST_BYTES: Final = 20_000_000
MOST_ROWS: Final = 200_000
MOST_FAULTS: Final = 20
LEAST_ROWS: Final = 10
YES_WORDS: Final = {"ja": YES, "yes": YES, "true": YES, "1": YES, "nei": NO, "no": NO, "false": NO, "0": NO}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: its line in the file (from 1, 0: all of it), its column's name, a code, and what stands there."""

    line: int
    column: str
    code: str
    found: str = ""


class Faulty(ValueError):
    """A file that cannot be used."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(f"{one.line} {one.column} {one.code}" for one in faults))
        self.faults = faults


def read(wanted: Iterable[Fact], content: bytes) -> dict[str, list[str]]:
    """Each fact's values in their one written form ('' where unknown); Faulty with lines and columns.

    A column that is none of the facts is refused, so that no names of people are taken in.
    """
    if len(content) > MOST_BYTES:
        raise Faulty(Fault(0, "", "too_large", f"{MOST_BYTES // 1_000_000}"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty(Fault(0, "", "no_text")) from None
    lines = text.splitlines()
    if not lines:
        raise Faulty(Fault(0, "", "empty"))
    mark = ";" if lines[0].count(";") >= lines[0].count(",") and ";" in lines[0] else ","
    return _columns(
        {one.name: one for one in wanted}, csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    )


def _columns(facts: dict[str, Fact], rows: Iterator[list[str]]) -> dict[str, list[str]]:
    head = [name.strip() for name in next(rows)]
    if faults := list(_head(head, facts)):
        raise Faulty(*faults)
    columns: dict[str, list[str]] = {name: [] for name in head}
    faults = []
    try:
        for line, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                faults += _row(line, row, head, facts, columns)
            if len(faults) >= MOST_FAULTS or len(columns[head[0]]) > MOST_ROWS:
                break
    except csv.Error as wrong:
        raise Faulty(Fault(0, "", "no_csv", str(wrong))) from wrong
    count = len(columns[head[0]])
    if faults:
        raise Faulty(*faults[:MOST_FAULTS])
    if not LEAST_ROWS <= count <= MOST_ROWS:
        raise Faulty(Fault(0, "", "too_few" if count < LEAST_ROWS else "too_many", f"{MOST_ROWS}"))
    return columns


def _head(head: list[str], facts: dict[str, Fact]) -> list[Fault]:
    faults = [Fault(1, name, "no_fact", name) for name in head if name not in facts]
    faults += [Fault(1, name, "twice", name) for name in {one for one in head if head.count(one) > 1}]
    return faults + [
        Fault(1, name, "lacks", name) for name, one in facts.items() if one.required and name not in head
    ]


def _row(
    line: int, row: list[str], head: list[str], facts: dict[str, Fact], columns: dict[str, list[str]]
) -> list[Fault]:
    if len(row) != len(head):
        return [Fault(line, "", "cells", str(len(row)))]
    faults = []
    for name, cell in zip(head, row, strict=True):
        text = cell.strip()
        text = YES_WORDS.get(text.lower(), text) if facts[name].type == "yes_no" else text
        try:
            parsed(facts[name], text)
        except Unusable as wrong:
            faults.append(Fault(line, name, str(wrong.args[0]), cell[:40]))
        columns[name].append(text)
    return faults
