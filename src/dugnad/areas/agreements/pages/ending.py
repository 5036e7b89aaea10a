"""Revoking a signed agreement."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.content import content_of
from dugnad.areas.agreements.forms import RevokeForm, say
from dugnad.areas.agreements.presentation import crumb, crumbs, shares_of
from dugnad.areas.agreements.services.rows import thing_of
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def revoke(request: Request, agreement: UUID) -> HttpResponse:
    row = selectors.full_agreement(request.actor, agreement)
    require(request.actor, "revoke", thing_of(row))
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke(actor=request.actor, agreement=agreement, **form.cleaned_data)
        except Invalid as problem:
            say(form, problem)
        else:
            messages.success(request, _("The agreement is revoked."))
            return redirect("agreements:agreement", agreement)
    content = content_of(row)
    context = {"crumbs": crumbs(crumb(row)), "agreement": row, "form": form, "shares": shares_of(content)}
    return render(request, "agreements/revoke.html", context, status=422 if form.errors else 200)
