"""A care service's pages: it registers, replaces and withdraws, and sees only its own reference and the room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.rescue.models import Building
from dugnad.areas.rescue.residents import consent, places, selectors, services
from dugnad.areas.rescue.residents.forms import ForOthersForm, ReplaceForTheirsForm, TagForm
from dugnad.areas.rescue.residents.pages.own import searched, status, way
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.organisations.selectors import members_of_network
from dugnad.kernel.problems import Conflict, Invalid, NotFound

form_page = require_http_methods(["GET", "POST"])


@require_GET
@authorised(PERSON)
def care_services(request: Request) -> HttpResponse:
    """The care services that the reader works for."""
    ids = [organisation for organisation, role in request.actor.roles if role == "carer"]
    rows = [
        (row.name, reverse("rescue:care", args=[row.id]))
        for row in members_of_network(request.actor).filter(id__in=ids)
    ]
    return render(request, "rescue/residents_services.html", {"rows": rows, "crumbs": way()})


@require_GET
@authorised(PERSON)
def care(request: Request, organisation: UUID) -> HttpResponse:
    """What the service registered, by reference."""
    rows = selectors.served(request.actor, organisation)
    about = {"rows": rows, "organisation": _service(request, organisation), "crumbs": _way()}
    return render(request, "rescue/residents_care.html", about)


def _service(request: Request, organisation: UUID) -> Organisation:
    row = members_of_network(request.actor).filter(id=organisation).first()
    if row is None:
        raise NotFound
    return row


def _way(*more: tuple[str, str]) -> list[dict[str, str]]:
    return way((_("Care service"), reverse("rescue:care_services")), *more)


@require_GET
@authorised(PERSON)
def find_for(request: Request, organisation: UUID) -> HttpResponse:
    """First step: which building."""
    selectors.served(request.actor, organisation)
    about = searched(request, "rescue:register_for", organisation)
    return render(request, "rescue/residents_find.html", {**about, "crumbs": _way()})


@never_cache
@form_page
@authorised(PERSON)
def register_for(request: Request, organisation: UUID, building: UUID) -> HttpResponse:
    """Second step: room, need and ground."""
    selectors.served(request.actor, organisation)
    place = places.place(request.actor, building)
    form = ForOthersForm(request.POST or None, floors=places.floors(place))
    if form.is_valid():
        made = _registered(request, organisation, place, form)
        if made and made.code:
            return render(request, "rescue/residents_code_given.html", {"code": made.code, "crumbs": _way()})
        if made:
            messages.success(request, _("Registered. From now on it is sealed, for you too."))
            return redirect("rescue:care", organisation)
    about = {"building": place, "form": form, "consent": consent.TEXT, "crumbs": _way()}
    return render(request, "rescue/residents_register.html", about, status=status(form))


def _registered(
    request: Request, organisation: UUID, place: Building, form: ForOthersForm
) -> services.Registered | None:
    told = ("space", "ground", "reason", "reference", "name", "blocked")
    values: dict[str, Any] = {name: form.cleaned_data[name] for name in told}
    try:
        return services.register_for(
            actor=request.actor, service=organisation, building=place.id, need=form.need, **values
        )
    except (Invalid, Conflict) as wrong:
        form.tell(wrong)
        return None


@form_page
@authorised(PERSON)
def replace(request: Request, organisation: UUID, resident: UUID) -> HttpResponse:
    """Put a new registration in the place of one that cannot be seen: the form starts empty."""
    row = _own(request, organisation, resident)
    place = places.place(request.actor, selectors.building_served(request.actor, organisation, resident))
    form = ReplaceForTheirsForm(request.POST or None, floors=places.floors(place))
    if form.is_valid():
        try:
            values = {"space": form.cleaned_data["space"], "name": form.cleaned_data["name"]}
            services.change(actor=request.actor, resident=resident, need=form.need, **values)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Replaced."))
            return redirect("rescue:care", organisation)
    about = {"form": form, "building": place, "reference": row.reference, "crumbs": _way()}
    return render(request, "rescue/residents_change.html", about, status=status(form))


def _own(request: Request, organisation: UUID, resident: UUID) -> selectors.Served:
    for row in selectors.served(request.actor, organisation):
        if row.id == resident:
            return row
    raise NotFound


@form_page
@authorised(PERSON)
def tag_for(request: Request, organisation: UUID, resident: UUID) -> HttpResponse:
    """Tie a badge, bed or alarm to a registration that the service made."""
    row = _own(request, organisation, resident)
    form = TagForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_tag(actor=request.actor, resident=resident, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("rescue:care", organisation)
    about = {"form": form, "reference": row.reference, "crumbs": _way()}
    return render(request, "rescue/residents_tag.html", about, status=status(form))


@require_POST
@authorised(PERSON)
def told(request: Request, organisation: UUID, resident: UUID) -> HttpResponse:
    _own(request, organisation, resident)
    services.mark_told(actor=request.actor, resident=resident)
    messages.success(request, _("Noted that the resident was told."))
    return redirect("rescue:care", organisation)
