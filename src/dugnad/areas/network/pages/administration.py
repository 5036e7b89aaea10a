"""Adding and changing members and their units."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.network import selectors
from dugnad.areas.network.forms import NewOrganisationForm, OrganisationForm, UnitForm, chosen_unit
from dugnad.areas.network.pages.members import crumbs
from dugnad.areas.network.tree import tree
from dugnad.kernel.access import Thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import OPERATOR, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.organisations.rules import ORGANISATION, organisation_thing
from dugnad.kernel.organisations.selectors import units_of
from dugnad.kernel.problems import Conflict, Invalid, NotFound

form_page = require_http_methods(["GET", "POST"])
SHOWN = ("name", "kind", "place", "county", "website", "about", "latitude", "longitude")


@form_page
@authorised(OPERATOR)
def add(request: Request) -> HttpResponse:
    require(request.actor, "add", Thing(ORGANISATION))
    form = NewOrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.add_organisation(actor=request.actor, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(
                request, _("%(name)s is a member now. Invite its first administrator.") % _named(made)
            )
            return redirect("network:invite", made.id)
    shown = {"form": form, "crumbs": crumbs()}
    return render(request, "network/add.html", shown, status=_status(form))


@form_page
@authorised(PERSON)
def edit(request: Request, organisation: UUID) -> HttpResponse:
    row = may_change(request, organisation)
    form = OrganisationForm(request.POST or None, initial={field: _shown(row, field) for field in SHOWN})
    if form.is_valid():
        try:
            services.change_organisation(actor=request.actor, organisation=row.id, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:member", row.id)
    shown = {"form": form, "organisation": row, "crumbs": crumbs(row)}
    return render(request, "network/edit.html", shown, status=_status(form))


@form_page
@authorised(PERSON)
def units(request: Request, organisation: UUID) -> HttpResponse:
    row = may_change(request, organisation)
    nodes = tree(units_of(row.id))
    form = UnitForm(request.POST or None, nodes=nodes)
    if form.is_valid():
        try:
            services.add_unit(
                actor=request.actor,
                organisation=row.id,
                name=form.cleaned_data["name"],
                parent=chosen_unit(form, "parent"),
            )
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("%(name)s was added.") % form.cleaned_data)
            return redirect("network:units", row.id)
    shown = {"form": form, "organisation": row, "units": nodes, "crumbs": crumbs(row)}
    return render(request, "network/units.html", shown, status=_status(form))


@form_page
@authorised(PERSON)
def unit(request: Request, organisation: UUID, unit: UUID) -> HttpResponse:
    row = may_change(request, organisation)
    rows = list(units_of(row.id))
    found = next((one for one in rows if one.id == unit), None)
    if found is None:
        raise NotFound
    nodes = tree(one for one in rows if one.id != unit)
    form = UnitForm(
        request.POST or None, nodes=nodes, initial={"name": found.name, "parent": found.parent_id}
    )
    if form.is_valid():
        try:
            services.change_unit(
                actor=request.actor,
                organisation=row.id,
                unit=unit,
                name=form.cleaned_data["name"],
                parent=chosen_unit(form, "parent"),
            )
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("network:units", row.id)
    way = crumbs(row, (_("Units"), reverse("network:units", args=[row.id])))
    shown = {"form": form, "organisation": row, "unit": found, "crumbs": way}
    return render(request, "network/unit.html", shown, status=_status(form))


@require_POST
@authorised(PERSON)
def remove_unit(request: Request, organisation: UUID, unit: UUID) -> HttpResponse:
    may_change(request, organisation)
    try:
        services.remove_unit(actor=request.actor, organisation=organisation, unit=unit)
    except Conflict as used:
        messages.error(request, str(used.detail))
        return redirect("network:unit", organisation, unit)
    messages.success(request, _("The unit was removed."))
    return redirect("network:units", organisation)


def may_change(request: Request, organisation: UUID) -> Organisation:
    """The member, if the actor may change it; else raises."""
    row = selectors.member(request.actor, organisation)
    require(request.actor, "change", organisation_thing(organisation))
    return row


def _shown(row: Organisation, field: str) -> Any:
    value = getattr(row, field)
    return f"{value:g}" if isinstance(value, float) else value


def _named(row: Organisation) -> dict[str, str]:
    return {"name": row.name}


def _status(form: OrganisationForm | UnitForm) -> int:
    return 422 if form.is_bound and form.errors else 200
