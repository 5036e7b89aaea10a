"""The result of a finished round, and its files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from dugnad.areas.lab.maturity import selectors
from dugnad.areas.lab.maturity.charts import Radar, radar
from dugnad.areas.lab.maturity.content import common, say
from dugnad.areas.lab.maturity.exporting import as_csv, as_json
from dugnad.areas.lab.maturity.pages.rounds import ANSWERERS, way
from dugnad.areas.lab.maturity.results import Report, finished, report
from dugnad.areas.lab.models import Assessment
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

KINDS = {"basic": "act", "average": "watch", "moderate": "info", "advanced": "fine"}


@require_GET
@authorised(PERSON)
def assessment(request: Request, assessment: UUID) -> HttpResponse:
    """The result; the review of answers while the round is open."""
    row = selectors.found(request.actor, assessment)
    if not row.finished_at:
        return redirect("lab:maturity_summary", row.id)
    found = report(row)
    held = {role for organisation, role in request.actor.roles if organisation == row.organisation_id}
    context = {
        "report": found,
        "row": row,
        "crumbs": way(),
        "picture": picture(found),
        "kinds": KINDS,
        "left_out": sum(not blank.item for blank in found.blanks),
        "may_start": bool(held.intersection(ANSWERERS)),
        "may_remove": "administrator" in held,
    }
    return render(request, "lab/maturity_result.html", context)


def picture(found: Report) -> Radar:
    """The radar: own points first, then the others' average if it is shown."""
    short = [say(common()["dimensions"][one.key]["short"]) for one in found.figures]
    rows = [[one.value for one in found.figures]]
    if found.others:
        rows.append([float(one.others or 0) for one in found.figures])
    return radar(short, *rows)


@require_GET
@authorised(PERSON)
def export_csv(request: Request, assessment: UUID) -> HttpResponse:
    return csv_file(finished(request.actor, assessment))


def csv_file(row: Assessment) -> HttpResponse:
    """The round as a CSV file to keep."""
    answer = HttpResponse(as_csv(report(row)), content_type="text/csv; charset=utf-8")
    return _named(answer, row, "csv")


@require_GET
@authorised(PERSON)
def export_json(request: Request, assessment: UUID) -> HttpResponse:
    row = finished(request.actor, assessment)
    options: dict[str, Any] = {"ensure_ascii": False, "indent": 2}
    return _named(JsonResponse(as_json(report(row)), json_dumps_params=options), row, "json")


def _named(answer: HttpResponse, row: Assessment, suffix: str) -> HttpResponse:
    name = f"{slugify(row.organisation.name) or 'maturity'}-t{row.number}.{suffix}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
