"""Corrections of a building's plan, and their undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.formats import sanitize_separators
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dugnad.areas.rescue.buildings import selectors, services
from dugnad.areas.rescue.buildings.pages.shared import (
    building_page,
    plan_place,
)
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid

NUMBERS = ("width", "length")


@require_POST
@authorised(PERSON)
def correct(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    seen = _seen(request)
    try:
        made = services.correct(
            actor=request.actor,
            building=row.id,
            seen=seen,
            kind=request.POST.get("kind", ""),
            values=_values(request.POST),
        )
    except Invalid as wrong:
        return building_page(request, row, wrong=wrong, asked=request.POST)
    except Conflict as changed:
        messages.error(request, str(changed.detail))
        return redirect(plan_place(row, request.POST))
    messages.success(request, _("Done: %(what)s.") % {"what": made.what})
    return redirect(plan_place(row, request.POST))


def _seen(request: Request) -> int:
    text = request.POST.get("seen", "")
    if not text.isdigit() or len(text) > 9:
        raise Invalid(_("Open the building's page again, and make the correction there."))
    return int(text)


def _values(form: QueryDict) -> dict[str, Any]:
    """What the form says, numbers as numbers; what is no number stays text and is refused by the service."""
    names = ("space", "a", "b", "way", "door", "name", "to")
    found: dict[str, Any] = {key: form[key] for key in names if form.get(key)}
    found["on"] = form.get("on") == "yes"
    for key in NUMBERS:
        if form.get(key, "").strip():
            found[key] = _number(str(form[key]))
    return found


def _number(text: str) -> float | str:
    try:
        return float(str(sanitize_separators(text.strip())).replace(",", "."))
    except ValueError:
        return text


@require_POST
@authorised(PERSON)
def undo(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    try:
        made = services.undo(actor=request.actor, building=row.id, seen=_seen(request))
    except Conflict as changed:
        messages.error(request, str(changed.detail))
    else:
        messages.success(request, made.what)
    return redirect(plan_place(row, request.POST))
