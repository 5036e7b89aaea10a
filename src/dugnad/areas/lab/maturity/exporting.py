"""A round as CSV and as JSON, in the reader's language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dugnad.areas.lab.maturity.content import sector_name, size_name
from dugnad.areas.lab.maturity.results import Figure, Report, result_of
from dugnad.areas.lab.maturity.selectors import answers_of
from dugnad.areas.lab.maturity.wording import Answered, in_words

BOM = "﻿"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = tuple[str, str, str, str]


def as_csv(report: Report) -> str:
    """Rows of part, what, answer and points, with semicolons and a byte order mark, as spreadsheets here expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((_("Part"), _("What"), _("Answer"), _("Points")))
    writer.writerows([_safe(cell) for cell in row] for row in _rows(report))
    return BOM + out.getvalue()


def _rows(report: Report) -> Iterator[Row]:
    row = report.row
    for what, said in (
        (_("Organisation"), row.organisation.name),
        (_("Round"), f"T{row.number}"),
        (_("Finished"), row.finished_at.date().isoformat() if row.finished_at else ""),
        (_("Staff"), size_name(row.size)),
        (_("Sector"), sector_name(row.sector)),
        (_("Second sector"), sector_name(row.second_sector)),
    ):
        yield _("About"), what, said, ""
    for figure in (report.total, *report.figures):
        yield from _figure_rows(figure)
    parts = result_of(row).parts
    for one in in_words(row.test, answers_of(row)):
        yield from _question_rows(one, parts[one.question.key])


def _figure_rows(figure: Figure) -> Iterator[Row]:
    yield _("Result"), figure.name, figure.band_name, _number(figure.value)
    if figure.others is not None:
        yield _("Average of similar ones"), figure.name, "", str(figure.others)


def _question_rows(one: Answered, parts: tuple[float, ...]) -> Iterator[Row]:
    yield _("Question %(number)d") % {"number": one.number}, one.text, "", " / ".join(map(_number, parts))
    for line in one.lines:
        yield "", line.text, line.answer or _("Not answered"), ""


def _number(value: float) -> str:
    """Two decimals, with the reader's own mark between."""
    return f"{value:.2f}" if get_language() == "en" else f"{value:.2f}".replace(".", ",")


def _safe(cell: str) -> str:
    """The cell as text where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_json(report: Report) -> dict[str, Any]:
    """The same for programs: keys that stay, beside words in the reader's language."""
    row = report.row
    parts = result_of(row).parts
    return {
        "organisation": {"name": row.organisation.name, "number": row.organisation.number},
        "test": row.test,
        "round": row.number,
        "finished_at": row.finished_at,
        "size": row.size,
        "sector": row.sector,
        "second_sector": row.second_sector,
        **figures_of(report),
        "questions": [_question(one, parts[one.question.key]) for one in in_words(row.test, answers_of(row))],
        "answers": answers_of(row),
    }


def figures_of(report: Report) -> dict[str, Any]:
    """Total, dimensions, what similar ones have, and what to do next."""
    return {
        "total": figure_of(report.total),
        "says": report.says,
        "dimensions": [figure_of(figure) for figure in report.figures],
        "rounds": [{"round": number, "finished_at": at} for number, at in report.rounds],
        "blanks": [{"question": blank.question, "item": blank.item} for blank in report.blanks],
        "next": [{"dimension": one.figure.key, "steps": list(one.steps)} for one in report.advice],
        "comparison": comparison_of(report),
    }


def figure_of(figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "name": figure.name,
        "value": round(figure.value, 6),
        "band": figure.band.value,
        "band_name": figure.band_name,
        "rounds": [round(value, 6) for value in figure.rounds],
        "change": None if figure.change is None else round(figure.change, 6),
    }


def comparison_of(report: Report) -> dict[str, Any] | None:
    """What at least five others have on average, in whole points; None where too few have answered."""
    if report.others is None:
        return None
    values = {figure.key: figure.others for figure in (*report.figures, report.total)}
    return {"others": report.others_are, "organisations": report.others.organisations, "values": values}


def _question(one: Answered, parts: tuple[float, ...]) -> dict[str, Any]:
    lines = [{"item": line.item, "text": line.text, "answer": line.answer} for line in one.lines]
    points = [round(part, 6) for part in parts]
    return {"key": one.question.key, "text": one.text, "state": one.state, "points": points, "lines": lines}
