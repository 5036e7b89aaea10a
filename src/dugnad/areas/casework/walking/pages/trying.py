"""Trying a way between two places. Nothing of it is kept: it may lead to a child's door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dugnad.areas.casework.walking import services, showing
from dugnad.areas.casework.walking.forms import TryForm
from dugnad.areas.casework.walking.pages.networks import up
from dugnad.areas.casework.walking.routing import NoWay, dangers, way
from dugnad.areas.casework.walking.stored import graph_of, in_use
from dugnad.areas.casework.walking.words import MISSING
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def try_way(request: Request, organisation: UUID) -> HttpResponse:
    row = services.begin(request.actor, organisation, "try")
    form = TryForm(request.POST) if request.method == "POST" else TryForm()
    found = _found(row.id, form) if form.is_bound and form.is_valid() else None
    shown = {
        "organisation": row,
        "form": form,
        "found": found,
        "shown": found or _nothing(row.id),
        "crumbs": up(row, (_("Try a way"), "")),
    }
    return render(request, "casework/walking_try.html", shown, status=422 if form.errors else 200)


def _found(owner: UUID, form: TryForm) -> dict[str, Any] | None:
    given = form.cleaned_data
    try:
        found = way(owner, given["home"], given["school"], on=given["on"])
    except NoWay as missing:
        form.add_error(None, str(MISSING[missing.reason]))
        return None
    judged = dangers(owner, found, grade=given["grade"], on=given["on"]) if given["grade"] else None
    return showing.way_shown(found, judged)


def _nothing(owner: UUID) -> dict[str, Any] | None:
    now = in_use(owner, timezone.localdate())
    return {"drawn": showing.bounds(graph_of(now))} if now else None
