"""The verdict: the answer first, then what can be turned, then the evidence."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dugnad.areas.lab.business import selectors as business
from dugnad.areas.lab.models import BusinessModel
from dugnad.areas.lab.verdicts import asking, deeper, drawing, keeping, refusals, showing, work
from dugnad.areas.lab.verdicts.room import rooms
from dugnad.engines.foresight import reading
from dugnad.engines.foresight.model import Model, middle
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

Json = dict[str, Any]


def crumbs(row: BusinessModel, *, verdict: bool = False) -> list[dict[str, str]]:
    """The way here."""
    found = [
        {"label": _("Business models"), "url": reverse("lab:models")},
        {"label": row.title, "url": reverse("lab:model", args=[row.id])},
    ]
    if verdict:
        found.append({"label": _("Verdict"), "url": reverse("lab:verdict", args=[row.id])})
    return found


def not_ready(request: Request, row: BusinessModel) -> HttpResponse | None:
    """The page that says what the model lacks, or None when it can be reckoned with."""
    if not keeping.faults(row.document):
        return None
    return render(request, "lab/verdicts_empty.html", {"model": row, "crumbs": crumbs(row)})


View = Callable[..., HttpResponse]


def patient(view: View) -> View:
    """A page that waits for the engine: while that is being made ready, one that asks again by itself."""

    @wraps(view)
    def waited(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except refusals.Busy:
            answer = render(request, "lab/verdicts_waiting.html", status=503)
            answer["Retry-After"] = "4"
            return answer

    return waited


@require_GET
@authorised(PERSON)
@patient
def verdict(request: Request, model: UUID) -> HttpResponse:
    row = business.visible_model(request.actor, model)
    lacking = not_ready(request, row)
    if lacking:
        return lacking
    status, wrong, wanted = 200, {}, 0.8
    try:
        wanted = asking.wanted(request.GET)
        turns = asking.turns(request.GET)
    except Invalid as invalid:
        status, wrong, turns = 422, invalid.fields, {}
    context = _context(request, row, wanted, turns)
    rooms.quick.wake()
    return render(request, "lab/verdicts_verdict.html", context | {"wrong": wrong}, status=status)


def _context(request: Request, row: BusinessModel, wanted: float, turns: dict[str, float]) -> Json:
    told = keeping.reckoned(row, "verdict")
    world = showing.world_in(told, request.GET.get("world", ""))
    model = reading.from_json(row.document)
    levers = keeping.reckoned(row, "levers", world=world["key"], months=told["horizon"])["levers"]
    asked = {"world": world["key"], "months": told["horizon"], "wanted": wanted}
    deep = keeping.kept(row, "depth", **asked)
    overdraft = middle(model.business.funding.overdraft)
    sliders = showing.sliders(levers, model, turns)
    return {
        "model": row,
        "crumbs": crumbs(row),
        "told": told,
        "world": world["key"],
        "wanted": round(wanted * 100),
        "headline": showing.headline(told, world),
        "tabs": showing.tabs(told, world["key"]),
        "sliders": sliders,
        "lever_chart": drawing.levers(levers),
        "drawn": _drawn(row, model, told, world, turns, [one["name"] for one in sliders]),
        **_evidence(told, world, overdraft),
        "ninety": deeper.ninety_days(told["start"], world, told["horizon"], levers, deep, overdraft),
        "assumptions": showing.assumptions(model),
        **paths(row, "lab:verdict", {"world": world["key"], "wanted": round(wanted * 100)}),
        **waiting(request, row, "depth", asked, deep),
        "resting": "resting" in request.GET,
        **(_deep(deep, model, row) if deep else {}),
    }


def _evidence(told: Json, world: Json, overdraft: float) -> Json:
    start = told["start"]
    return {
        "cash_facts": showing.cash_facts(start, world, told["horizon"], overdraft),
        "cash_table": showing.cash_table(start, world),
        "survival": showing.survival(told),
        "revenue": drawing.revenue(start, world),
        "share": drawing.share(start, world),
        "convergence": drawing.convergence(world),
    }


def waiting(request: Request, row: BusinessModel, part: str, asked: Json, found: Json | None) -> Json:
    """How far the job is that reckons a long part, or why it failed; nothing of either once it is found."""
    return {
        "following": "following" in request.GET,
        "failed": "" if found else work.failure(request.actor, row, part, asked),
        "job": None if found else work.shown(work.running(request.actor, row, part, asked)),
    }


def paths(row: BusinessModel, page: str, query: Json) -> Json:
    """Where to look again while a job runs, and where to go when it is stopped: there it is not asked for anew."""
    again = f"?{urlencode(query)}"
    return {"again": again, "rest": f"{reverse(page, args=[row.id])}{again}&resting=1#deeper"}


def _deep(deep: Json, model: Model, row: BusinessModel) -> Json:
    return {
        "deep": deep,
        "thresholds": deeper.thresholds(deep["thresholds"], model),
        "canvas": deeper.canvas(deep["blocks"], row.canvas or {}),
        "sobol": deeper.sobol(deep["sobol"]),
        "laws": deeper.laws(deep["laws"]),
        "morris": deeper.morris(deep["morris"]),
    }


def _drawn(
    row: BusinessModel, model: Model, told: Json, world: Json, turns: dict[str, float], levers: list[str]
) -> Json:
    """The part that sliders change: kept figures while all are at rest."""
    moved = {name: one for name, one in turns.items() if one != 1.0}
    if not moved:
        found = {**world, "months": told["horizon"], "gain": 0.0, "turns": dict.fromkeys(levers, 1.0)}
    else:
        found = refusals.ask(
            rooms.quick,
            "redraw",
            document=row.document,
            seed=row.seed,
            turns=turns,
            world=world["key"],
            months=told["horizon"],
        )
    return showing.redrawn(told["start"], model, found)


@require_GET
@authorised(PERSON)
def drawn(request: Request, model: UUID) -> HttpResponse:
    """Only the part that sliders change."""
    row = business.visible_model(request.actor, model)
    if keeping.faults(row.document):
        raise Invalid(fields={"model": refusals.words_of("not_ready")})
    told = keeping.reckoned(row, "verdict")
    world = showing.world_in(told, request.GET.get("world", ""))
    turns = asking.turns(request.GET)
    shown = _drawn(row, reading.from_json(row.document), told, world, turns, list(turns))
    return render(request, "lab/_verdicts_drawn.html", {"drawn": shown, "swapped": True})


@require_POST
@authorised(PERSON)
def reckon(request: Request, model: UUID) -> HttpResponse:
    """Have the long part reckoned, and go back to where it will be shown."""
    row = business.visible_model(request.actor, model)
    part = request.POST.get("part", "")
    if part not in work.PARTS or keeping.faults(row.document):
        raise Invalid(fields={"part": refusals.words_of("not_ready")})
    told = keeping.reckoned(row, "verdict")
    key = showing.world_in(told, request.POST.get("world", ""))["key"]
    page, field = ("lab:verdict", "wanted") if part == "depth" else ("lab:strategies", "floor")
    back = {"world": key, field: request.POST.get(field, "")}
    # What is wrong is told at its field, on the page that has the field.
    with suppress(Invalid):
        work.ask(actor=request.actor, model=row.id, part=part, asked=_question(part, key, told, request.POST))
    return redirect(f"{reverse(page, args=[row.id])}?{urlencode(back)}#deeper")


def _question(part: str, key: str, told: Json, query: asking.Query) -> Json:
    if part == "depth":
        return {"world": key, "months": told["horizon"], "wanted": asking.wanted(query)}
    return {"world": key, "floor": asking.floor(query)}
