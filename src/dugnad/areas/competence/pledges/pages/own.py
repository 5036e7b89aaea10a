"""Pages of what an organisation pledges, and of one's own hours."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dugnad.areas.competence.pledges import (
    consent,
    selectors,
    showing,
)
from dugnad.areas.competence.pledges.forms import (
    LimitForm,
)
from dugnad.areas.competence.pledges.limits import limit_of
from dugnad.areas.competence.pledges.pages.common import (
    crumbs,
    owner_of,
)
from dugnad.areas.competence.rules.pledges import pledges_thing
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid, Problem


@require_GET
@authorised(PERSON)
def pledges(request: Request, organisation: UUID) -> HttpResponse:
    owner = owner_of(request, organisation)
    found = list(selectors.pledged_by(request.actor, organisation))
    month = showing.this_month()
    shown = {
        "owner": owner,
        "month": showing.month_words(month),
        "sums": showing.sums(selectors.pledged_by(request.actor, organisation), month),
        "bars": showing.bars_of_experts([row for row in found if row.active], month),
        "legend": showing.LEGEND,
        "experts": found,
        "offers": selectors.offered_by(request.actor, organisation),
        "may_add": bool(ask(request.actor, "add", pledges_thing(organisation))),
        "crumbs": crumbs(),
    }
    return render(request, "competence/pledges_own.html", shown)


@require_GET
@authorised(PERSON)
def yours(request: Request) -> HttpResponse:
    return _yours_page(request)


def _yours_page(request: Request, wrong: Problem | None = None, of: UUID | None = None) -> HttpResponse:
    pledges = consent.own_pledges(request.actor)
    rows = [(row, consent.suggested_limit(row, pledges)) for row in pledges]
    shown = {
        "rows": rows,
        "limit": limit_of(request.user.id),
        "form": LimitForm(),
        "wrong": " ".join(map(str, wrong.fields.values())) or str(wrong.detail or wrong.title)
        if wrong
        else "",
        "of": of,
        "crumbs": crumbs(),
    }
    return render(request, "competence/pledges_yours.html", shown, status=wrong.status if wrong else 200)


@require_POST
@authorised(PERSON)
def answer(request: Request, expert: UUID) -> HttpResponse:
    if request.POST.get("answer") != "agree":
        consent.decline(actor=request.actor, expert=expert)
        messages.success(request, _("Nobody finds you here any more."))
        return redirect("competence:yours")
    form = LimitForm(request.POST)
    try:
        most = form.cleaned_data["most_hours"] if form.is_valid() else _no_number(form)
        consent.agree(actor=request.actor, expert=expert, most_hours=most)
    except Invalid as wrong:
        return _yours_page(request, wrong, expert)
    messages.success(request, _("Thank you. You can take this back at any time."))
    return redirect("competence:yours")


@require_POST
@authorised(PERSON)
def change_limit(request: Request) -> HttpResponse:
    form = LimitForm(request.POST)
    try:
        most = form.cleaned_data["most_hours"] if form.is_valid() else _no_number(form)
        consent.set_limit(actor=request.actor, hours=most)
    except Problem as wrong:
        return _yours_page(request, wrong)
    messages.success(request, _("Saved."))
    return redirect("competence:yours")


def _no_number(form: LimitForm) -> int:
    raise Invalid(fields={"most_hours": " ".join(map(str, form.errors.get("most_hours", [])))})
