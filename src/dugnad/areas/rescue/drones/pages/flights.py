"""A drone sent up and called home, and what its camera saw."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dugnad.areas.rescue.drones import picturing, selectors, services
from dugnad.areas.rescue.drones.forms import ThermalForm
from dugnad.areas.rescue.drones.pages.shared import form_page, status
from dugnad.areas.rescue.incidents.selectors import incident as incident_of
from dugnad.areas.rescue.incidents.selectors import title
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid, Problem


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
    return render(request, "rescue/drones_thermal.html", context, status=status(form))
