"""For whoever buys: what was asked, found and answered in time, and what the network lacks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dugnad.areas.competence.needs import gaps, statistics
from dugnad.areas.competence.needs.pages.asking import crumbs
from dugnad.areas.competence.pledges.exporting import csv_response, table
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import County
from dugnad.kernel.organisations.selectors import members_of_network

GAP_COLUMNS = ("asked_for", "kind", "askers")


@require_GET
@authorised(PERSON)
def needs_statistics(request: Request) -> HttpResponse:
    own = list(members_of_network(request.actor).filter(id__in=request.actor.organisations))
    chosen = next((row for row in own if str(row.id) == request.GET.get("organisation")), None)
    one = chosen or (own[0] if own else None)
    shown: dict[str, Any] = {"own": own, "one": one, "missing": gaps.missing(), "crumbs": _crumbs()}
    if one:
        shown["numbers"] = statistics.numbers(request.actor, one.id)
        shown["bars"] = statistics.by_month(request.actor, one.id)
        shown["legend"] = statistics.LEGEND
    return render(request, "competence/needs_statistics.html", shown)


def _crumbs() -> list[dict[str, str]]:
    return crumbs((str(_("What we asked for")), reverse("competence:needs")))


@require_GET
@authorised(PERSON)
def needs_csv(request: Request, organisation: UUID) -> HttpResponse:
    found = statistics.rows(request.actor, organisation)
    return csv_response("needs.csv", table(statistics.COLUMNS, found))


@require_GET
@authorised(ANYONE)
def gaps_page(request: Request) -> HttpResponse:
    """What is missing, told to everybody: who has it may pledge it."""
    county = request.GET.get("county", "")
    county = county if county in County.values else ""
    shown = {
        "missing": gaps.missing(county),
        "county": county,
        "counties": County.choices,
        "crumbs": crumbs(),
    }
    return render(request, "competence/needs_gaps.html", shown)


@require_GET
@authorised(ANYONE)
def gaps_csv(request: Request) -> HttpResponse:
    found = [(one.what, "skill" if one.skill else "word", one.asked) for one in gaps.missing()]
    return csv_response("missing.csv", table(GAP_COLUMNS, found))
