"""The commander's screen and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dugnad.areas.rescue.buildings.selectors import buildings
from dugnad.areas.rescue.exercises.starting import may_drill
from dugnad.areas.rescue.incidents import closing, saying, selectors, teams
from dugnad.areas.rescue.incidents.forms import CloseForm, TeamForm
from dugnad.areas.rescue.incidents.picture import picture as picture_of
from dugnad.areas.rescue.incidents.screen import screen
from dugnad.areas.rescue.incidents.states import Kind
from dugnad.areas.rescue.incidents.things import thing_of
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.forms import Form
from dugnad.kernel.problems import Problem


@require_safe
@authorised(PERSON)
def incidents(request: Request) -> HttpResponse:
    """Open incidents first, then those that were."""
    rows = list(selectors.incidents(request.actor)[:60])
    opened = [row for row in rows if row.closed_at is None]
    closed = [row for row in rows if row.closed_at is not None]
    drills = [row for row in buildings(request.actor)[:20] if row.plan_id and may_drill(request.actor, row)]
    held = {role for _organisation, role in request.actor.roles}
    shown = {
        "opened": opened,
        "closed": closed,
        "drills": drills,
        "carer": "carer" in held,
        "responder": "responder" in held,
        "seal": bool(held & {"carer", "responder", "administrator"}),
    }
    return render(request, "rescue/incidents.html", shown)


@require_safe
@authorised(PERSON)
@never_cache
def incident(request: Request, incident: UUID) -> HttpResponse:
    return render(request, "rescue/incident.html", screen(picture_of(request.actor, incident)))


@require_safe
@authorised(PERSON)
@never_cache
def picture(request: Request, incident: UUID) -> HttpResponse:
    """The screen's parts, for a screen that is open."""
    return render(request, "rescue/_picture.html", screen(picture_of(request.actor, incident)))


@require_safe
@authorised(PERSON)
@never_cache
def paper(request: Request, incident: UUID) -> HttpResponse:
    """The picture for A4."""
    return render(request, "rescue/incident_print.html", screen(picture_of(request.actor, incident)))


@require_POST
@authorised(PERSON)
def note(request: Request, incident: UUID) -> HttpResponse:
    """A note from a screen without script."""
    words = request.POST.get("text", "").strip()
    now = timezone.now()
    said = saying.Saying(uuid4(), Kind.NOTE, str(uuid4()), {"state": "", "text": words}, now)
    if words:
        saying.say(actor=request.actor, incident=incident, sayings=[said])
    return redirect("rescue:incident", incident)


def _filled(
    request: Request, incident: UUID, form: Form, act: Callable[[], object], said: str, page: dict[str, Any]
) -> HttpResponse:
    """A form's page: shown, refused at its fields, or done and back to the screen."""
    row = selectors.incident(request.actor, incident)
    require(request.actor, "command", thing_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Problem as problem:
            form.tell(problem)
        else:
            messages.success(request, said)
            return redirect("rescue:incident", incident)
    context = {"incident": row, "title": selectors.title(row), "form": form, **page}
    return render(request, "rescue/incident_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@authorised(PERSON)
def team_comes(request: Request, incident: UUID) -> HttpResponse:
    form = TeamForm(request.POST or None)
    page = {"heading": _("A team has come"), "button": _("Add the team")}
    return _filled(
        request,
        incident,
        form,
        lambda: teams.add_team(actor=request.actor, incident=incident, **form.values),
        _("The team is in the plan."),
        page,
    )


@require_POST
@authorised(PERSON)
def team_leaves(request: Request, incident: UUID, team: UUID) -> HttpResponse:
    teams.let_go(actor=request.actor, incident=incident, team=team)
    return redirect("rescue:incident", incident)


@require_http_methods(["GET", "HEAD", "POST"])
@authorised(PERSON)
def close(request: Request, incident: UUID) -> HttpResponse:
    form = CloseForm(request.POST or None)
    page = {
        "heading": _("Close the incident"),
        "button": _("Close it"),
        "text": _("Everybody loses sight of who needs help at once. This cannot be undone."),
    }
    return _filled(
        request,
        incident,
        form,
        lambda: closing.close(actor=request.actor, incident=incident, outcome=form.cleaned_data["outcome"]),
        _("The incident is closed."),
        page,
    )


@require_safe
@authorised(ANYONE)
def worker(request: Request) -> HttpResponse:
    """The script that keeps an open screen for when the network is gone. It holds nothing of anyone."""
    shown = {"version": version("dugnad"), "static_url": settings.STATIC_URL}
    response = render(request, "rescue/worker.js", shown, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response
