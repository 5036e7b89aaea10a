"""Pages of the report."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dugnad.areas.lab.business import selectors as business
from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.verdicts import asking, keeping, report, showing
from dugnad.areas.lab.verdicts.pages import crumbs, not_ready, patient
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@require_GET
@authorised(PERSON)
@patient
def report_page(request: Request, model: UUID) -> HttpResponse:
    """What the report will hold, and where to get it."""
    row = business.visible_model(request.actor, model)
    lacking = not_ready(request, row)
    if lacking:
        return lacking
    told = keeping.reckoned(row, "verdict")
    world = showing.world_in(told, request.GET.get("world", ""))
    wanted, floor = asking.wanted(request.GET), asking.floor(request.GET)
    deep = keeping.kept(row, "depth", world=world["key"], months=told["horizon"], wanted=wanted)
    strategies = keeping.kept(row, "strategies", world=world["key"], floor=floor)
    asked = {"world": world["key"], "wanted": f"{wanted * 100:.0f}", "floor": f"{floor:.0f}"}
    context = {
        "model": row,
        "crumbs": crumbs(row, verdict=True),
        "tabs": showing.tabs(told, world["key"]),
        "world": world["key"],
        "headline": showing.headline(told, world),
        "deep": bool(deep),
        "strategies": bool(strategies),
        "any": bool(row.document.get("strategies")),
        "query": urlencode(asked),
        "languages": [(code, NAMES[code], code == _language()) for code in report.LANGUAGES],
    }
    return render(request, "lab/verdicts_report.html", context)


def _language() -> str:
    active = (get_language() or "nb")[:2]
    return active if active in report.LANGUAGES else "nb"


@require_GET
@authorised(PERSON)
def report_pdf(request: Request, model: UUID) -> HttpResponse:
    """The report as PDF, in the language asked for (else the reader's own)."""
    row = business.visible_model(request.actor, model)
    return pdf_answer(row, request.GET)


def pdf_answer(row: BusinessModel, query: asking.Query) -> HttpResponse:
    """The report that a query asks for, as a download. Invalid at its fields."""
    if keeping.faults(row.document):
        raise Invalid(fields={"model": _("The model lacks something. Fill it in first.")})
    language = query.get("language") or _language()
    if language not in report.LANGUAGES:
        raise Invalid(fields={"language": _("The report can be had in nb, nn or en.")})
    world, wanted, floor = query.get("world", ""), asking.wanted(query), asking.floor(query)
    body = report.pdf(row, world, wanted, floor, language)
    name = f"{slugify(row.title) or 'report'}-{language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
