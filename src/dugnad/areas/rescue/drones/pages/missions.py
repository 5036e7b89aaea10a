"""Flights planned at once around a building, and those that are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dugnad.areas.rescue.drones import picturing, selectors, services
from dugnad.areas.rescue.drones.forms import MissionForm, NameForm, first_values
from dugnad.areas.rescue.drones.pages.shared import form_page, status
from dugnad.areas.rescue.drones.ports import drones
from dugnad.areas.rescue.drones.showing import flight_shown, shown
from dugnad.areas.rescue.drones.things import flown_building
from dugnad.areas.rescue.drones.values import Asked, asked_of
from dugnad.areas.rescue.drones.zones import zones_near
from dugnad.areas.rescue.models import Building
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid

if TYPE_CHECKING:
    from dugnad.areas.rescue.drones.scene import Scene


def _crumbs(building: Building, *, missions: bool = False) -> list[dict[str, str]]:
    found = [
        {"label": _("Buildings"), "url": reverse("rescue:buildings")},
        {"label": building.name, "url": reverse("rescue:building", args=[building.id])},
    ]
    if missions:
        found.append({"label": _("Drone flights"), "url": reverse("rescue:missions", args=[building.id])})
    return found


def _asked(values: dict[str, Any]) -> Asked:
    return asked_of(values, highest=float(settings.DRONE_MAX_HEIGHT), profiles=drones().profiles)


@form_page
@authorised(PERSON)
def missions(request: Request, building: UUID) -> HttpResponse:
    """A flight planned at once from what is asked in the address; sent in with a name, it is kept."""
    row = flown_building(request.actor, building)
    if request.method == "POST":
        return _keep(request, row)
    return _missions_page(request, row)


def _keep(request: Request, row: Building) -> HttpResponse:
    form = NameForm(request.POST)
    try:
        asked = _asked(json.loads(request.POST.get("asked") or "{}"))
    except (ValueError, TypeError, AttributeError) as fault:
        raise Invalid(_("Plan the flight again, and keep it then.")) from fault
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            made = services.save_mission(actor=request.actor, building=row.id, name=name, asked=asked)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("The flight is kept."))
            return redirect("rescue:mission", made.id)
    return _missions_page(request, row, asked=asked, naming=form)


def _missions_page(
    request: Request, row: Building, *, asked: Asked | None = None, naming: NameForm | None = None
) -> HttpResponse:
    query = request.GET if "kind" in request.GET and asked is None else None
    context: dict[str, Any] = {
        "building": row,
        "crumbs": _crumbs(row),
        "missions": list(selectors.missions(request.actor, row.id)),
        "naming": naming or NameForm(initial={"name": ""}),
    }
    try:
        scene = selectors.scene(row)
    except Invalid as reason:
        return render(request, "rescue/drones_missions.html", context | {"cannot": str(reason.detail)})
    wanted = asked or _asked({})
    form = _form(query, wanted, scene)
    try:
        if query is not None and form.is_valid():
            wanted = _asked(form.given)
        if query is None or form.is_valid():
            planned = selectors.planned(row, wanted, scene)
            context |= shown(planned.report, planned.points, url=picturing.facade_url(request.GET))
    except Invalid as wrong:
        if query is None:
            context["cannot"] = " ".join([str(wrong.detail), *map(str, wrong.fields.values())]).strip()
        else:
            form.tell(wrong)
    asked_again = {"asked": json.dumps(wanted.to_json()), "incident": request.GET.get("incident", "")}
    context |= {"form": form, **asked_again}
    return render(request, "rescue/drones_missions.html", context, status=status(form, naming))


def _form(query: QueryDict | None, first: Asked, scene: Scene) -> MissionForm:
    """What can be asked of a flight around this building, with the zones that one must ask to fly in."""
    origin = scene.origin
    near = zones_near(origin.latitude, origin.longitude) if origin else []
    ask_first = {
        one.identifier: one.name or one.identifier for one in near if one.restriction == "REQ_AUTHORISATION"
    }
    return MissionForm(
        query,
        initial=first_values(first),
        facades=picturing.facade_count(scene),
        profiles=drones().profiles,
        zones=ask_first.items(),
    )


@require_GET
@authorised(PERSON)
def mission(request: Request, mission: UUID) -> HttpResponse:
    row = selectors.mission(request.actor, mission)
    building = flown_building(request.actor, row.building_id)
    flights = [flight_shown(one) for one in selectors.flights(row)]
    now = flights[0]["row"].telemetry if flights and flights[0]["in_air"] else {}
    context = {
        "mission": row,
        "building": building,
        "crumbs": _crumbs(building, missions=True),
        "flights": flights,
        "busy": any(one["in_air"] for one in flights),
        "can_fly": selectors.can_fly(),
        "invented": not drones().link,
        "incidents": selectors.open_incidents(building),
        "profile": drones().profiles.get(row.asked.get("profile", ""), ""),
        **shown(row.report, row.points, craft=now.get("place"), shares=now.get("facades")),
    }
    return render(request, "rescue/drones_mission.html", context)


@require_GET
@authorised(PERSON)
def plan_file(request: Request, mission: UUID) -> HttpResponse:
    """The mission for QGroundControl."""
    row = selectors.mission(request.actor, mission)
    response = HttpResponse(selectors.plan_file(row), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{row.kind}-{str(row.id)[:8]}.plan"'
    return response


@require_POST
@authorised(PERSON)
def delete(request: Request, mission: UUID) -> HttpResponse:
    try:
        building = services.delete_mission(actor=request.actor, mission=mission)
    except Conflict as busy:
        messages.error(request, str(busy.detail))
        return redirect("rescue:mission", mission)
    messages.success(request, _("The flight was deleted."))
    return redirect("rescue:missions", building)
