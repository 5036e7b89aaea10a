"""An organisation's number put right, its membership ended, and former members let back in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dugnad.areas.network import selectors
from dugnad.areas.network.forms import NumberForm
from dugnad.areas.network.pages.members import crumbs, spaced
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import OPERATOR, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.rules import organisation_thing
from dugnad.kernel.organisations.selectors import former_members
from dugnad.kernel.organisations.ties import ties_of
from dugnad.kernel.problems import Conflict, Invalid


@require_http_methods(["GET", "POST"])
@authorised(OPERATOR)
def number(request: Request, organisation: UUID) -> HttpResponse:
    """Correct the organisation number."""
    row = selectors.member(request.actor, organisation)
    require(request.actor, "correct_number", organisation_thing(row.id))
    form = NumberForm(request.POST or None, initial={"number": row.number})
    if form.is_valid():
        try:
            services.correct_number(actor=request.actor, organisation=row.id, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:member", row.id)
    shown = {"form": form, "organisation": row, "number": spaced(row.number), "crumbs": crumbs(row)}
    return render(request, "network/number.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def leave(request: Request, organisation: UUID) -> HttpResponse:
    """What leaving means and what stands in the way; then the end of the membership."""
    row = selectors.member(request.actor, organisation)
    require(request.actor, "leave", organisation_thing(row.id))
    if request.method == "POST":
        try:
            services.leave(actor=request.actor, organisation=row.id)
        except Conflict as bound:
            messages.error(request, str(bound.detail))
        else:
            messages.success(request, _("%(name)s has left the network.") % {"name": row.name})
            return redirect("network:members")
    shown = {"organisation": row, "ties": ties_of(request.actor, row.id), "crumbs": crumbs(row)}
    return render(request, "network/leave.html", shown, status=409 if request.method == "POST" else 200)


@require_safe
@authorised(OPERATOR)
def former(request: Request) -> HttpResponse:
    """Those who have left, to let them back in."""
    rows = [(row, spaced(row.number)) for row in former_members(request.actor)]
    return render(request, "network/former.html", {"rows": rows, "crumbs": crumbs()})


@require_POST
@authorised(OPERATOR)
def let_back(request: Request, organisation: UUID) -> HttpResponse:
    row = services.let_back(actor=request.actor, organisation=organisation)
    says = _("%(name)s is a member again. Invite its administrator.")
    messages.success(request, says % {"name": row.name})
    return redirect(reverse("network:invite", args=[row.id]))
