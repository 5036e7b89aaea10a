"""The cells of a spreadsheet, by the keys in its last column, and what each says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import numbers
from dugnad.areas.lab.business.fields import Spec
from dugnad.areas.lab.business.files.found import refused
from dugnad.areas.lab.business.files.sheet.layout import (
    COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Json,
)
from dugnad.areas.lab.business.parting import out_of_bounds
from dugnad.areas.lab.business.words import NUMBERS

Cells = dict[str, tuple[str, list[Any]]]


def cells_of(content: bytes) -> Cells:
    """Every row that has a key, with where its value stands and its cells."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        found = {key: row for sheet in book.worksheets[:MOST_SHEETS] for key, row in _keyed(sheet)}
    except Exception as wrong:  # a damaged or hostile file can raise nearly anything from the reader
        raise refused(_("The spreadsheet cannot be read. Save it as .xlsx and try again.")) from wrong
    if not found:
        raise refused(_("This is not the template: the keys in the last column are missing."))
    return found


def _keyed(sheet: Any) -> Iterator[tuple[str, tuple[str, list[Any]]]]:
    for n, row in enumerate(sheet.iter_rows(min_row=1, max_row=MOST_ROWS, max_col=COLUMNS), start=1):
        if len(row) == COLUMNS and isinstance(row[6].value, str) and n > 1:
            place = _("Sheet %(sheet)s, cell %%(column)s%(row)d") % {"sheet": sheet.title, "row": n}
            yield row[6].value.strip(), (place, [_number(cell) for cell in row[2:5]])


def _number(cell: Any) -> Any:
    """The cell's value; one that is shown as a percentage is what is shown."""
    percent = isinstance(cell.value, int | float) and "%" in str(getattr(cell, "number_format", "") or "")
    return cell.value * 100 if percent else cell.value


def take(home: Json, spec: Spec, cell: tuple[str, list[Any]], wrong: list[str]) -> None:
    """Put what a row says into its part; a row left empty leaves what is there."""
    place, values = cell
    if all(one is None or one == "" for one in values):
        return
    if spec.form in ("text", "month"):
        home[spec.name] = " ".join(str(values[1] or "").split())[:200]
    elif spec.form == "flag":
        home[spec.name] = str(values[1]).strip().casefold() in ("yes", "ja", "true", "1", _("yes"))
    else:
        _take_number(home, spec, place, values, wrong)


def _take_number(home: Json, spec: Spec, place: str, values: list[Any], wrong: list[str]) -> None:
    found: list[float | None] = []
    for column, value in zip("CDE", values, strict=True):
        try:
            number = _parsed(value)
            bad = out_of_bounds(spec, number) if number is not None else ""
        except numbers.NotNumber as reason:
            number, bad = None, f"«{str(value)[:40]}»: {NUMBERS[reason.code]}"
        if bad:
            wrong.append(f"{place % {'column': column}}: {bad}")
            return
        found.append(None if number is None else numbers.scaled((number - spec.shift) / spec.scale, 1.0))
    try:
        low, likely, high = found
        made = numbers.made(low, likely, high)
    except ValueError as reason:
        wrong.append(f"{place % {'column': 'D'}}: {NUMBERS[str(reason)]}")
        return
    home[spec.name] = int(made) if spec.form == "whole" and made == int(made) else made


def _parsed(value: Any) -> float | None:
    if isinstance(value, bool):
        raise numbers.NotNumber("text")
    if isinstance(value, int | float):
        return float(value)
    return numbers.parse(str(value)) if value is not None else None
