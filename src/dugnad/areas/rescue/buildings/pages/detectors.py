"""Pages of a building's detectors: which room each watches."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dugnad.areas.rescue.buildings import detecting, selectors
from dugnad.areas.rescue.buildings.forms import (
    DetectorsForm,
)
from dugnad.areas.rescue.buildings.pages.shared import (
    building_page,
    crumbs,
    form_page,
    plan_place,
    status,
)
from dugnad.areas.rescue.models import Building, Detector
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid


@form_page
@authorised(PERSON)
def detectors(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    may_change = selectors.may_change(request.actor, row)
    form = DetectorsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read(4_000_000)
        try:
            number = detecting.set_detectors(actor=request.actor, building=row.id, content=content)
        except (Invalid, Conflict) as wrong:
            _tell(form, wrong)
        else:
            messages.success(request, _("%(number)s detectors are in place.") % {"number": number})
            return redirect("rescue:building_detectors", row.id)
    page = Paginator(_with_rooms(row), 100).get_page(request.GET.get("page"))
    shown = {"form": form, "building": row, "page": page, "may_change": may_change, "crumbs": crumbs(row)}
    return render(request, "rescue/building_detectors.html", shown, status=status(form))


def _tell(form: DetectorsForm, wrong: Invalid | Conflict) -> None:
    """Each line that is wrong, or what is wrong with the whole file."""
    lines = wrong.extra.get("lines") or []
    for line in lines:
        form.add_error("file", str(line))
    if not lines:
        form.tell(wrong)


def _with_rooms(row: Building) -> list[tuple[Detector, str]]:
    names = {space["id"]: space["name"] for space in row.plan.plan["spaces"]} if row.plan else {}
    return [(one, names.get(one.space, "")) for one in selectors.detectors(row)]


@require_POST
@authorised(PERSON)
def set_detector(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    space = request.POST.get("space", "")
    try:
        detecting.set_detector(
            actor=request.actor,
            building=row.id,
            address=request.POST.get("address", ""),
            space=space,
            label=request.POST.get("label", ""),
        )
    except Invalid as wrong:
        asked = request.POST.copy()
        asked["kind"] = "detector"
        return building_page(request, row, wrong=wrong, asked=asked)
    messages.success(request, _("The detector is in place."))
    return redirect(plan_place(row, request.POST))


@require_POST
@authorised(PERSON)
def remove_detector(request: Request, building: UUID, detector: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    detecting.remove_detector(actor=request.actor, building=row.id, detector=detector)
    messages.success(request, _("The detector was removed."))
    return redirect("rescue:building_detectors", row.id)
