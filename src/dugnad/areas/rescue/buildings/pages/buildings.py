"""The list of buildings, and one of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dugnad.areas.rescue.buildings import selectors, services
from dugnad.areas.rescue.buildings.forms import (
    ChangeForm,
    NewBuildingForm,
)
from dugnad.areas.rescue.buildings.pages.shared import (
    building_page,
    changeable,
    crumbs,
    form_page,
    status,
)
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Forbidden, Invalid

PER_PAGE = 30


@require_GET
@authorised(PERSON)
def buildings(request: Request) -> HttpResponse:
    page = Paginator(selectors.buildings(request.actor), PER_PAGE).get_page(request.GET.get("page"))
    owns = any(role == "administrator" for _organisation, role in request.actor.roles)
    return render(request, "rescue/buildings.html", {"page": page, "may_add": owns})


@form_page
@authorised(PERSON)
def add(request: Request) -> HttpResponse:
    owners = [(str(row.id), row.name) for row in selectors.owners(request.actor)]
    if not owners:
        raise Forbidden(_("Only an organisation's administrators add its buildings."))
    form = NewBuildingForm(request.POST or None, owners=owners)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = services.add_building(actor=request.actor, owner=UUID(values.pop("owner")), **values)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            return redirect("rescue:building_upload", made.id)
    shown = {"form": form, "crumbs": crumbs(), "title": _("Add a building")}
    return render(request, "rescue/building_form.html", shown, status=status(form))


@require_GET
@authorised(PERSON)
def building(request: Request, building: UUID) -> HttpResponse:
    row = selectors.building(request.actor, building)
    return building_page(request, row)


@form_page
@authorised(PERSON)
def edit(request: Request, building: UUID) -> HttpResponse:
    row = changeable(request, building)
    fields = ("name", "address", "municipality", "latitude", "longitude", "height")
    initial = {field: getattr(row, field) for field in fields}
    initial |= {key: "\n".join(lines) for key, lines in row.particulars.items()}
    form = ChangeForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.change_building(actor=request.actor, building=row.id, **form.changed)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("rescue:building", row.id)
    shown = {"form": form, "crumbs": crumbs(row), "title": _("Change %(name)s") % {"name": row.name}}
    return render(request, "rescue/building_form.html", shown, status=status(form))
