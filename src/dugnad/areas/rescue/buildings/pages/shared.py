"""What the pages of a building share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dugnad.areas.rescue.buildings import selectors
from dugnad.areas.rescue.buildings.forms import (
    PARTICULAR_LABELS,
)
from dugnad.areas.rescue.buildings.showing import Shown
from dugnad.areas.rescue.buildings.things import thing_of
from dugnad.areas.rescue.models import Building
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

form_page = require_http_methods(["GET", "POST"])


def status(form: Any) -> int:
    """422 for a form with errors."""
    return 422 if form.is_bound and form.errors else 200


def crumbs(row: Building | None = None) -> list[dict[str, str]]:
    """The way here."""
    found = [{"label": _("Buildings"), "url": reverse("rescue:buildings")}]
    if row is not None:
        found.append({"label": row.name, "url": reverse("rescue:building", args=[row.id])})
    return found


def building_page(
    request: Request, row: Building, *, wrong: Invalid | None = None, asked: QueryDict | None = None
) -> HttpResponse:
    """A building with its plan; `asked`: what was sent in, when it was `wrong`."""
    values = request.GET if asked is None else asked
    context = {
        "building": row,
        "crumbs": crumbs(),
        "particulars": [(PARTICULAR_LABELS.get(k, k), lines) for k, lines in row.particulars.items()],
        "wrong": " ".join(str(text) for text in wrong.fields.values()) if wrong else "",
        "wrong_kind": values.get("kind", "") if wrong else "",
        **_permitted(request, row),
        **_plan(row, values),
    }
    return render(request, "rescue/building.html", context, status=422 if wrong else 200)


def _permitted(request: Request, row: Building) -> dict[str, Any]:
    may_change = selectors.may_change(request.actor, row)
    return {
        "may_change": may_change,
        "may_fly": selectors.may_fly(request.actor, row),
        "versions": selectors.versions(row) if may_change else [],
    }


def _plan(row: Building, values: QueryDict) -> dict[str, Any]:
    count = selectors.detectors(row).count()
    if not row.plan:
        return {"shown": None, "watched": [], "detector_count": count}
    shown = Shown(row.plan, **{key: values.get(key, "") for key in ("storey", "pick", "show")})
    watched = [one for one in selectors.detectors(row) if one.space == shown.pick]
    return {"shown": shown, "watched": watched, "detector_count": count}


def changeable(request: Request, building: UUID) -> Building:
    """The building, which the reader may change."""
    row = selectors.building(request.actor, building)
    require(request.actor, "change", thing_of(row))
    return row


def plan_place(row: Building, form: QueryDict) -> str:
    """The address of the plan as it was looked at."""
    asked = {key: str(form[key]) for key in ("storey", "pick") if form.get(key)}
    return f"{reverse('rescue:building', args=[row.id])}?{urlencode(asked)}#plan"
