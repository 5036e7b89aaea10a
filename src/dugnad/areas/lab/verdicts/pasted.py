"""A series that somebody pasted, or sent as a spreadsheet: rows of numbers, or what is wrong with it."""

from __future__ import annotations

import io
import re
from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.business.files.found import LARGEST_SHEET, archive
from dugnad.areas.lab.business.numbers import NotNumber, parse
from dugnad.kernel.problems import Invalid

Cells = list[list[str]]
MOST: Final = 200
MOST_COLUMNS: Final = 6
KINDS: Final = ("sales", "share", "generations")
BETWEEN: Final = re.compile(r"[;|\t]")
YEARS: Final = (1900, 2100)


def series(text: str, kind: str = "sales") -> list[list[float]]:
    """The rows of numbers, one for a series, one a generation for `generations`. Invalid at `sales`."""
    return _rows(_cells(text, apart=kind == "generations"), kind)


def from_sheet(content: bytes, kind: str) -> list[list[float]]:
    """The same out of the first sheet of a spreadsheet (XLSX), or of a table in text. Invalid at `sales`."""
    if not content.startswith(b"PK"):
        return series(content.decode("utf-8-sig", errors="replace"), kind)
    if len(content) > LARGEST_SHEET:
        raise Invalid(fields={"sales": _("The file is too large.")})
    try:
        archive(content)
        return _rows(_sheet(content), kind)
    except Invalid as wrong:
        raise Invalid(fields={"sales": next(iter(wrong.fields.values()))}) from wrong


def _sheet(content: bytes) -> Cells:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(max_row=MOST + 2, max_col=MOST_COLUMNS + 2, values_only=True)
        found = [["" if cell is None else str(cell) for cell in row] for row in rows]
    except Exception as wrong:
        raise Invalid(fields={"sales": _("The file cannot be opened. Is it whole?")}) from wrong
    return [
        [cell for n, cell in enumerate(row) if any(other[n] for other in found)] for row in found if any(row)
    ]


def _cells(text: str, *, apart: bool = False) -> Cells:
    """Lines of cells; `apart`: without other marks spaces divide, which otherwise may stand inside a number."""
    lines = [line.strip(" ") for line in text.strip("\n ").splitlines() if line.strip()]
    if any(BETWEEN.search(line) for line in lines):
        return [[cell.strip() for cell in BETWEEN.split(line)] for line in lines]
    if apart:
        return [line.split() for line in lines]
    if len(lines) == 1:
        return [[cell] for cell in lines[0].split()]
    return [[line] for line in lines]


def _rows(cells: Cells, kind: str) -> list[list[float]]:
    if len(cells) > 1 and not any(_parsed(cell) is not None for cell in cells[0]):
        cells = cells[1:]
    # One line of many cells is a series that lies down.
    if len(cells) == 1 and kind != "generations":
        cells = [[cell] for cell in cells[0] if cell]
    if len(cells) > MOST:
        raise Invalid(fields={"sales": _("At most %(most)s values can be fitted.") % {"most": MOST}})
    width = max((len(line) for line in cells), default=0)
    columns = [[line[n] if n < len(line) else "" for line in cells] for n in range(width)]
    if width > 1 and _are_years(columns[0]):
        columns = columns[1:]
    if kind != "generations" and len(columns) > 1:
        raise Invalid(fields={"sales": _("There are several columns. Give one, or choose generations.")})
    if len(columns) > MOST_COLUMNS:
        raise Invalid(
            fields={"sales": _("At most %(most)s generations can be fitted.") % {"most": MOST_COLUMNS}}
        )
    found = [[_number(cell, n, kind) for n, cell in enumerate(column, 1)] for column in columns]
    return [_as_share(row) for row in found] if kind == "share" else found


def _are_years(column: list[str]) -> bool:
    years = [_parsed(cell) for cell in column]
    return all(
        one is not None and YEARS[0] <= one <= YEARS[1] and one == years[0] + n for n, one in enumerate(years)
    )


def _as_share(row: list[float]) -> list[float]:
    """Shares are written in per cent, or as parts of one when none is above it."""
    return [one / 100 for one in row] if max(row, default=0) > 1 else row


def _number(cell: str, place: int, kind: str) -> float:
    value = 0.0 if not cell and kind == "generations" else _parsed(cell)
    if value is None:
        said = _("“%(text)s” (number %(place)s) is not a number.") % {"text": cell[:20], "place": place}
        raise Invalid(fields={"sales": said})
    return value


def _parsed(cell: str) -> Any:
    try:
        return parse(cell)
    except NotNumber:
        return None
