"""The organisation's networks: the one in use on a map, all versions, and a file for the next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dugnad.areas.casework.packages.pages.shared import crumbs, saved, status
from dugnad.areas.casework.rules.walking import walking_thing
from dugnad.areas.casework.walking import selectors, services, showing, words
from dugnad.areas.casework.walking.forms import SendForm
from dugnad.areas.casework.walking.holding import standing
from dugnad.areas.casework.walking.stored import graph_of, in_use
from dugnad.engines.walking.graph import Graph
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid

FOUND = 50
FORM_AROUND = 64 * 1024


def up(row: Organisation, *more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here."""
    own = (_("Walking network"), reverse("casework:walking", args=[row.id]))
    return crumbs((row.name, reverse("casework:rulebook", args=[row.id])), own, *more)


@require_safe
@authorised(PERSON)
def walking(request: Request, organisation: UUID) -> HttpResponse:
    row = services.begin(request.actor, organisation)
    now = in_use(row.id, timezone.localdate())
    asked = " ".join(request.GET.get("q", "")[:80].split())
    graph = graph_of(now) if now else None
    shown = {
        "organisation": row,
        "now": now,
        "shown": {"drawn": showing.bounds(graph)} if graph else None,
        "asked": asked,
        "found": _named(graph, asked) if graph and asked else [],
        "assessments": list(selectors.assessments(request.actor, row.id)[:200]),
        "networks": list(selectors.networks(request.actor, row.id)[:20]),
        "numbers": words.numbers(now.report)[:2] if now else [],
        "crumbs": up(row)[:-1],
        **_may(request, row.id),
    }
    return render(request, "casework/walking.html", shown)


def _may(request: Request, organisation: UUID) -> dict[str, bool]:
    thing = walking_thing(organisation)
    return {f"may_{one}": bool(ask(request.actor, one, thing)) for one in ("import", "try", "assess")}


def _named(graph: Graph, asked: str) -> list[dict[str, str]]:
    """Sections whose name has the words."""
    wanted = asked.casefold()
    found = (one for one in graph.sections if wanted in one.name.casefold())
    rows = sorted(found, key=lambda one: (one.name, one.id))[:FOUND]
    return [{"id": one.id, "name": one.name, "length": showing.in_metres(one.length)} for one in rows]


@require_safe
@authorised(PERSON)
def lines(request: Request, organisation: UUID) -> HttpResponse:
    """The sections in a box (?box=west,south,east,north), as GeoJSON for the map."""
    row = services.begin(request.actor, organisation)
    now = in_use(row.id, timezone.localdate())
    if now is None:
        return JsonResponse(showing.collection([]))
    said = list(standing().filter(organisation=row.id))
    drawn = showing.lines_within(graph_of(now), said, _box(request.GET.get("box", "")))
    return JsonResponse(drawn, headers={"Cache-Control": "private, max-age=30"})


def _box(text: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Two corners; what is no box is the whole of Norway."""
    try:
        west, south, east, north = (min(180.0, max(-180.0, float(one))) for one in text.split(","))
    except ValueError:
        return (4.0, 57.0), (32.0, 81.0)
    return (west, south), (east, north)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def send(request: Request, organisation: UUID) -> HttpResponse:
    row = services.begin(request.actor, organisation, "import")
    _refuse_early(request)
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    if form.is_bound and form.is_valid():
        file, begins = form.cleaned_data["file"], form.cleaned_data["valid_from"]
        if file.size > settings.MAX_UPLOAD:
            form.add_error("file", services.too_large(file.size))
        elif job := saved(
            form,
            lambda: services.send(
                actor=request.actor, organisation=row.id, name=file.name, content=file.read(), valid_from=begins
            ),
        ):  # fmt: skip
            return redirect("job", job.id)
    shown = {"organisation": row, "form": form, "crumbs": up(row, (_("Take in a network"), ""))}
    return render(request, "casework/walking_send.html", shown, status=status(form))


def _refuse_early(request: Request) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > settings.MAX_UPLOAD + FORM_AROUND:
        raise Invalid(services.too_large(int(length)))


@require_safe
@authorised(PERSON)
def network(request: Request, network: UUID) -> HttpResponse:
    row = selectors.network(request.actor, network)
    shown: dict[str, Any] = {
        "network": row,
        "numbers": words.numbers(row.report),
        "left_out": words.left_out(row.report),
        "apart": words.apart(row.report),
        "crumbs": up(row.organisation, (_("Network %(number)s") % {"number": row.number}, "")),
    }
    return render(request, "casework/walking_network.html", shown)
