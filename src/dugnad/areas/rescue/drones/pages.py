"""Pages of flights: planned at once around a building, kept, flown; zones; thermal pictures."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.rescue.drones import picturing, selectors, services
from dugnad.areas.rescue.drones.forms import MissionForm, NameForm, ThermalForm, ZonesForm, first_values
from dugnad.areas.rescue.drones.ports import drones
from dugnad.areas.rescue.drones.showing import flight_shown, shown
from dugnad.areas.rescue.drones.things import flown_building
from dugnad.areas.rescue.drones.values import Asked, asked_of
from dugnad.areas.rescue.drones.words import RESTRICTIONS
from dugnad.areas.rescue.drones.zones import LARGEST, replace_zones, too_large, zones_near
from dugnad.areas.rescue.drones.zones import zones as all_zones
from dugnad.areas.rescue.incidents.selectors import incident as incident_of
from dugnad.areas.rescue.incidents.selectors import title
from dugnad.areas.rescue.models import Building
from dugnad.areas.rescue.rules import zone_thing
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid, Problem

form_page = require_http_methods(["GET", "POST"])
ZONES_SHOWN = 100


def _status(*forms: Any) -> int:
    return 422 if any(form is not None and form.is_bound and form.errors for form in forms) else 200


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
    origin = scene.origin
    near = zones_near(origin.latitude, origin.longitude) if origin else []
    ask_first = [
        (one.identifier, one.name or one.identifier) for one in near if one.restriction == "REQ_AUTHORISATION"
    ]
    form = MissionForm(
        query,
        initial=first_values(asked or _asked({})),
        facades=picturing.facade_count(scene),
        profiles=drones().profiles,
        zones=dict(ask_first).items(),
    )
    wanted = asked or _asked({})
    planned = None
    try:
        if query is not None and form.is_valid():
            wanted = _asked(form.given)
        planned = selectors.planned(row, wanted, scene) if query is None or form.is_valid() else None
    except Invalid as wrong:
        if query is None:
            context["cannot"] = " ".join([str(wrong.detail), *map(str, wrong.fields.values())]).strip()
        else:
            form.tell(wrong)
    context |= {
        "form": form,
        "asked": json.dumps(wanted.to_json()),
        "incident": request.GET.get("incident", ""),
    }
    if planned is not None:
        context |= shown(planned.report, planned.points, url=picturing.facade_url(request.GET))
    return render(request, "rescue/drones_missions.html", context, status=_status(form, naming))


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


@require_POST
@authorised(PERSON)
def fly(request: Request, mission: UUID) -> HttpResponse:
    try:
        incident = picturing.uuid_or_none(request.POST.get("incident", ""))
        made = services.start_flight(actor=request.actor, mission=mission, incident=incident)
    except (Conflict, Invalid) as wrong:
        messages.error(request, str(wrong.detail or " ".join(map(str, wrong.fields.values()))))
        return redirect("rescue:mission", mission)
    messages.success(request, _("The drone is sent up."))
    return (
        redirect("rescue:incident", made.incident_id)
        if made.incident_id
        else redirect("rescue:mission", mission)
    )


@require_POST
@authorised(PERSON)
def call_home(request: Request, flight: UUID) -> HttpResponse:
    row = selectors.flight(request.actor, flight)
    try:
        services.call_home(actor=request.actor, flight=flight)
    except Conflict as late:
        messages.error(request, str(late.detail))
    else:
        messages.success(request, _("The drone is told to come home."))
    return (
        redirect("rescue:incident", row.incident_id)
        if row.incident_id
        else redirect("rescue:mission", row.mission_id)
    )


@form_page
@authorised(PERSON)
def thermal(request: Request, incident: UUID) -> HttpResponse:
    """A thermal picture: what is hot in it is put on the incident's screen."""
    row = incident_of(request.actor, incident)
    services.require_command(request.actor, row)
    form = ThermalForm(request.POST or None, request.FILES or None, initial=picturing.pose_now(row))
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            content = values.pop("file").read(picturing.LARGEST + 1)
            found, missed = picturing.add_picture(
                actor=request.actor, incident=row.id, content=content, **values
            )
        except Problem as wrong:
            form.tell(wrong)
        else:
            told = _("%(found)s hot places are on the screen; %(missed)s looked past the building.")
            messages.success(request, told % {"found": len(found), "missed": missed})
            return redirect("rescue:incident", row.id)
    crumbs = [{"label": title(row), "url": reverse("rescue:incident", args=[row.id])}]
    context = {"form": form, "incident": row, "crumbs": crumbs}
    return render(request, "rescue/drones_thermal.html", context, status=_status(form))


@form_page
@authorised(PERSON)
def zones(request: Request) -> HttpResponse:
    form = ZonesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > LARGEST:
                raise Invalid(fields={"file": too_large()})
            number = replace_zones(actor=request.actor, content=file.read())
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("%(number)s zones are in place.") % {"number": number})
            return redirect("rescue:zones")
    page = Paginator(all_zones(), ZONES_SHOWN).get_page(request.GET.get("page"))
    rows = [(one, RESTRICTIONS.get(one.restriction, one.restriction)) for one in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "may_change": bool(ask(request.actor, "change", zone_thing())),
    }
    return render(request, "rescue/drones_zones.html", context, status=_status(form))
