"""A model read back from its spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import fields
from dugnad.areas.lab.business.document import BLOCKS, LONGEST_TEXT
from dugnad.areas.lab.business.fields import Spec
from dugnad.areas.lab.business.files.found import LARGEST_SHEET, Found, archive, refused
from dugnad.areas.lab.business.files.sheet.cells import Cells, cells_of, take
from dugnad.areas.lab.business.files.sheet.layout import (
    MOST_INVESTMENTS,
    MOST_STREAMS,
    SINGLE,
    STREAM,
    Json,
)
from dugnad.areas.lab.business.words import FAULTS
from dugnad.engines.foresight.model import Stream


def read(content: bytes, document: Mapping[str, Any], canvas: Mapping[str, str]) -> Found:
    """What a spreadsheet makes of a model; disruptions and strategies stay. Invalid names every wrong cell."""
    if len(content) > LARGEST_SHEET:
        raise refused(_("The spreadsheet is too large. The limit is 2 MB."))
    archive(content)
    cells = cells_of(content)
    wrong: list[str] = []
    made = deepcopy(dict(document))
    business: Json = made["business"]
    _check_currency(cells, wrong)
    _take_single(business, cells, wrong)
    business["streams"] = _listed(cells, "streams", STREAM, "name", MOST_STREAMS, wrong)
    business["investments"] = _listed(
        cells, "investments", fields.INVESTMENT, "amount", MOST_INVESTMENTS, wrong
    )
    business["season"] = _read_season(cells, wrong)
    words = dict(canvas) | _read_canvas(cells)
    if wrong:
        raise refused(*wrong)
    return Found("xlsx", made, words)


def _take_single(business: Json, cells: Cells, wrong: list[str]) -> None:
    for home, specs in SINGLE.items():
        for spec in specs:
            key = f"{home}.{spec.name}" if home else spec.name
            if key in cells:
                place = business.setdefault(home, {}) if home else business
                take(place, spec, cells[key], wrong)


def _check_currency(cells: Cells, wrong: list[str]) -> None:
    place, (_low, value, _high) = cells.get("currency", ("", [None, "NOK", None]))
    if str(value or "NOK").strip().upper() not in ("NOK", "KR"):
        wrong.append(f"{place % {'column': 'D'}}: {FAULTS['not_a_choice']}")


def _listed(
    cells: Cells, part: str, specs: tuple[Spec, ...], needed: str, most: int, wrong: list[str]
) -> list[Json]:
    """The entries of a list; one without its needed field is none."""
    found = []
    for n in range(most):
        rows = {spec.name: cells.get(f"{part}.{n}.{spec.name}") for spec in specs}
        mark = rows[needed]
        if mark is None or mark[1][1] in (None, ""):
            continue
        entry: Json = asdict(Stream("", 0, 0)) if part == "streams" else {}
        for spec in specs:
            cell = rows[spec.name]
            if cell is not None:
                take(entry, spec, cell, wrong)
                if spec.needed and all(one in (None, "") for one in cell[1]):
                    wrong.append(f"{cell[0] % {'column': 'D'}}: {FAULTS['missing']}")
        found.append(entry)
    return found


def _read_season(cells: Cells, wrong: list[str]) -> list[float]:
    spec = Spec("season", "", form="number", scale=100.0, low=0.0, high=12.0)
    home: Json = {}
    months = []
    for n in range(12):
        home.pop("season", None)
        take(home, spec, cells.get(f"season.{n}", ("", [None, None, None])), wrong)
        months.append(home.get("season"))
    given = [one for one in months if one is not None]
    if given and len(given) < 12:
        wrong.append(_("Season: give all twelve months, or none."))
    return given


def _read_canvas(cells: Cells) -> dict[str, str]:
    found = {}
    for block in BLOCKS:
        value = cells.get(f"canvas.{block}", ("", [None, None, None]))[1][1]
        if value not in (None, ""):
            found[block] = str(value)[:LONGEST_TEXT]
    return found
