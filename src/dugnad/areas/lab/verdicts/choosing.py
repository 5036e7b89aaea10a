"""The page of strategies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dugnad.areas.lab.business import selectors as business
from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.verdicts import asking, comparing, keeping, showing, telling, words
from dugnad.areas.lab.verdicts.pages import crumbs, not_ready, paths, patient, waiting
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

Json = dict[str, Any]


@require_GET
@authorised(PERSON)
@patient
def strategies(request: Request, model: UUID) -> HttpResponse:
    """Strategies on the same futures; long, so reckoned by a job when asked for."""
    row = business.visible_model(request.actor, model)
    lacking = not_ready(request, row)
    if lacking:
        return lacking
    status, wrong, floor = 200, {}, 0.0
    try:
        floor = asking.floor(request.GET)
    except Invalid as invalid:
        status, wrong = 422, invalid.fields
    context = _context(request, row, floor) | {"wrong": wrong}
    return render(request, "lab/verdicts_strategies.html", context, status=status)


def _context(request: Request, row: BusinessModel, floor: float) -> Json:
    told = keeping.reckoned(row, "verdict")
    world = showing.world_in(told, request.GET.get("world", ""))
    asked = {"world": world["key"], "floor": floor}
    found = keeping.kept(row, "strategies", **asked)
    return {
        "model": row,
        "crumbs": crumbs(row, verdict=True),
        "told": told,
        "world": world["key"],
        "world_name": words.world(world),
        "tabs": showing.tabs(told, world["key"]),
        "floor": f"{floor:.0f}",
        "floor_said": telling.kroner(floor),
        "any": bool(row.document.get("strategies")),
        "found": found,
        **paths(row, "lab:strategies", {"world": world["key"], "floor": f"{floor:.0f}"}),
        **waiting(request, row, "strategies", asked, found),
        **(_found(found, told, world["key"]) if found else {}),
    }


def _found(found: Json, told: Json, key: str) -> Json:
    rows = found["tables"][key]
    return {
        "sentence": comparing.sentence(rows, found["floor"]),
        "rows": comparing.table(rows),
        "regrets": comparing.regrets(found, told["worlds"]),
        "boxes": comparing.boxes(found["boxes"]),
        "waiting": comparing.waiting(found["waiting"]),
        "futures": telling.number(found["futures"]),
    }
