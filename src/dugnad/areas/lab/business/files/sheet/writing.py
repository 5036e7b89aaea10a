"""A model written as a spreadsheet, in the reader's language."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import fields, numbers
from dugnad.areas.lab.business.document import BLOCKS
from dugnad.areas.lab.business.fields import Spec
from dugnad.areas.lab.business.files.sheet.layout import (
    MOST_INVESTMENTS,
    MOST_STREAMS,
    SINGLE,
    SPARE_STREAMS,
    STREAM,
    Json,
)
from dugnad.areas.lab.business.parting import held, plain_default
from dugnad.areas.lab.business.words import BLOCKS as BLOCK_WORDS


def write(document: Mapping[str, Any] | None, canvas: Mapping[str, str] | None) -> bytes:
    """The spreadsheet of a model (XLSX); with no model the empty template."""
    from openpyxl import Workbook

    business = (document or {}).get("business") or {}
    book = Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    _fill(book.create_sheet(_("Business")), list(_single(business)))
    _fill(book.create_sheet(_("Streams")), list(_streams(business.get("streams") or [])))
    _fill(book.create_sheet(_("Investments")), list(_investments(business.get("investments") or [])))
    _fill(book.create_sheet(_("Season")), list(_season(business.get("season") or [])))
    _fill(book.create_sheet(_("Canvas")), list(_canvas(canvas or {})))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, rows: list[list[Any]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    heads = [
        _("Part"),
        _("Field"),
        _("Lowest"),
        _("Value"),
        _("Highest"),
        _("Unit"),
        _("Key (leave as it is)"),
    ]
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    for letter, width in zip("ABCDEFG", (26, 44, 14, 18, 14, 26, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line in sheet.iter_rows(min_row=2):
        for cell in line[2:5]:
            cell.fill = PatternFill("solid", fgColor="FFF8E1")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        line[6].font = Font(color="888888", size=9)
    sheet.freeze_panes = "A2"


def _row(part: str, spec: Spec, values: Mapping[str, Any], key: str) -> list[Any]:
    value = held(values, spec) if values else plain_default(spec)
    if spec.form in ("text", "month"):
        return [part, str(spec.label), None, value or None, None, "", key]
    if spec.form == "flag":
        return [part, str(spec.label), None, _("yes") if value else _("no"), None, "", key]
    low, likely, high = numbers.parts(numbers.scaled(value, spec.scale, spec.shift))
    return [part, str(spec.label), low, likely, high, str(spec.unit), key]


def _single(business: Mapping[str, Any]) -> Iterator[list[Any]]:
    yield [_("Business"), _("Currency"), None, "NOK", None, "", "currency"]
    for home, specs in SINGLE.items():
        for spec in specs:
            values = business if spec.inside or not home else business.get(home) or {}
            yield _row(_("Business"), spec, values, f"{home}.{spec.name}" if home else spec.name)


def _streams(rows: list[Json]) -> Iterator[list[Any]]:
    count = min(len(rows) + SPARE_STREAMS, MOST_STREAMS)
    for n in range(count):
        for spec in STREAM:
            values = rows[n] if n < len(rows) else {}
            shown = _row(_("Stream %(n)d") % {"n": n + 1}, spec, values, f"streams.{n}.{spec.name}")
            if n >= len(rows) and spec.form != "flag":
                shown[2:5] = [None, None, None]
            yield shown


def _investments(rows: list[Json]) -> Iterator[list[Any]]:
    for n in range(min(len(rows) + SPARE_STREAMS, MOST_INVESTMENTS)):
        for spec in fields.INVESTMENT:
            values = rows[n] if n < len(rows) else {}
            part = _("Investment %(n)d") % {"n": n + 1}
            yield _row(part, spec, values, f"investments.{n}.{spec.name}")


def _season(months: list[float]) -> Iterator[list[Any]]:
    for n, name in enumerate(fields.MONTH_NAMES):
        value = numbers.scaled(months[n], 100.0) if months else None
        yield [_("Season"), str(name), None, value, None, _("100 is a usual month"), f"season.{n}"]


def _canvas(canvas: Mapping[str, str]) -> Iterator[list[Any]]:
    for block in BLOCKS:
        yield [
            _("Canvas"),
            str(BLOCK_WORDS[block]),
            None,
            canvas.get(block) or None,
            None,
            "",
            f"canvas.{block}",
        ]
