"""The list of rounds, starting one, saying whom it is about, deleting one."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.lab.maturity import selectors, services
from dugnad.areas.lab.maturity.content import edition
from dugnad.areas.lab.maturity.forms import TEST_WORDS, AboutForm
from dugnad.areas.lab.maturity.results import band_name
from dugnad.areas.lab.maturity.scoring import band
from dugnad.areas.lab.models import Assessment
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid

ANSWERERS = ("administrator", "signatory", "member")


def way(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here."""
    steps = [(_("Maturity test"), reverse("lab:maturity")), *more]
    return [{"label": label, "url": url} for label, url in steps]


def title_of(row: Assessment) -> str:
    return f"T{row.number}, {row.organisation.name}"


@require_GET
@authorised(PERSON)
def overview(request: Request) -> HttpResponse:
    """What one's own organisations have answered so far, and where to begin or go on."""
    rows = {key: list(found) for key, found in groupby(selectors.assessments(request.actor), _organisation)}
    cards = [_card(request, one, rows.get(one.id, [])) for one in selectors.own_organisations(request.actor)]
    return render(request, "lab/maturity_overview.html", {"cards": cards})


def _organisation(row: Assessment) -> UUID:
    return row.organisation_id


def _card(request: Request, organisation: Organisation, rows: list[Assessment]) -> dict[str, Any]:
    may = any(request.actor.holds(organisation.id, frozenset({role})) for role in ANSWERERS)
    return {
        "organisation": organisation,
        "open": [_open(row) for row in rows if not row.finished_at],
        "done": [_done(row) for row in rows if row.finished_at],
        "several": len({row.test for row in rows}) > 1,
        "may_start": may,
    }


def _open(row: Assessment) -> dict[str, Any]:
    return {
        "row": row,
        "answered": selectors.answered_in(row),
        "of": len(edition(row.test).questions),
        "test": TEST_WORDS[row.test],
    }


def _done(row: Assessment) -> dict[str, Any]:
    total = (row.scores or [0.0])[-1]
    return {"row": row, "total": total, "band": band_name(band(total)), "test": TEST_WORDS[row.test]}


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def start(request: Request, organisation: UUID) -> HttpResponse:
    """Whom the test is about; then the first question."""
    member = selectors.may_answer(request.actor, organisation)
    tests = selectors.editions_for(member.kind)
    form = AboutForm(request.POST or None, tests=tests, initial=_before(member, tests))
    if request.method == "POST" and form.is_valid():
        try:
            test = form.cleaned_data.get("test", "")
            row = services.start(actor=request.actor, organisation=organisation, about=form.about, test=test)
        except Invalid as problem:
            form.tell(problem)
        else:
            return redirect("lab:maturity_question", row.id, 1)
    context = {"form": form, "organisation": member, "crumbs": way()}
    return render(request, "lab/maturity_about.html", context, status=422 if form.errors else 200)


def _before(member: Organisation, tests: tuple[str, ...]) -> dict[str, Any]:
    """What was said the last time."""
    for test in tests:
        if last := selectors.last_round(member.id, test):
            return _initial(last)
    return {"test": tests[0]}


def _initial(row: Assessment) -> dict[str, Any]:
    return {"test": row.test, "size": row.size, "sector": row.sector, "second_sector": row.second_sector}


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def about(request: Request, assessment: UUID) -> HttpResponse:
    """Put right whom an open round is about."""
    row = open_round(request, assessment)
    form = AboutForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.describe(actor=request.actor, assessment=assessment, about=form.about)
        except Invalid as problem:
            form.tell(problem)
        else:
            return redirect("lab:maturity_summary", row.id)
    context = {"form": form, "organisation": row.organisation, "row": row, "crumbs": way(crumb(row))}
    return render(request, "lab/maturity_about.html", context, status=422 if form.errors else 200)


def open_round(request: Request, assessment: UUID) -> Assessment:
    """A round that the reader may answer; Conflict when it is finished."""
    row = selectors.found(request.actor, assessment)
    selectors.may_answer(request.actor, row.organisation_id)
    if row.finished_at:
        raise Conflict(_("This round is finished. Start a new round to answer again."))
    return row


def crumb(row: Assessment) -> tuple[str, str]:
    """The round itself, as a step of the way."""
    return title_of(row), reverse("lab:assessment", args=[row.id])


@require_POST
@authorised(PERSON)
def remove(request: Request, assessment: UUID) -> HttpResponse:
    services.remove(actor=request.actor, assessment=assessment)
    messages.success(request, _("The round is deleted."))
    return redirect("lab:maturity")
