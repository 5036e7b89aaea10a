"""A resident's own pages."""

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

from dugnad.areas.rescue.models import Building, Resident
from dugnad.areas.rescue.residents import consent, places, selectors, services
from dugnad.areas.rescue.residents.forms import HabitForm, NeedForm, OwnForm, SearchForm, TagForm, initial_of
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid

form_page = require_http_methods(["GET", "POST"])


@require_GET
@authorised(PERSON)
def registrations(request: Request) -> HttpResponse:
    """One's own registrations, or how to make the first."""
    rows = [shown(row) for row in selectors.own(request.actor)]
    return render(request, "rescue/residents_own.html", {"rows": rows, "serves": serves(request)})


def serves(request: Request) -> bool:
    """Whether the reader is a carer somewhere."""
    return any(role == "carer" for _organisation, role in request.actor.roles)


def shown(row: Resident) -> dict[str, Any]:
    """A registration in words."""
    return {"row": row, "need": row.need, "room": places.room_names(row.building).get(row.space, row.space)}


@require_GET
@authorised(PERSON)
def find(request: Request) -> HttpResponse:
    """First step: which building."""
    return render(request, "rescue/residents_find.html", searched(request, "rescue:register"))


def searched(request: Request, to: str, *before: UUID) -> dict[str, Any]:
    """The search form and the buildings it found, each with where it leads."""
    words = request.GET.get("q", "")[:100]
    found = places.search(request.actor, words)
    rows = [(row, reverse(to, args=[*before, row.id])) for row in found]
    crumbs = way()
    return {"form": SearchForm(initial={"q": words}), "words": words.strip(), "rows": rows, "crumbs": crumbs}


def way(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way here."""
    steps = [(_("Help in a fire"), reverse("rescue:registrations")), *more]
    return [{"label": label, "url": url} for label, url in steps]


@never_cache
@form_page
@authorised(PERSON)
def register(request: Request, building: UUID) -> HttpResponse:
    """Second step: room, need and consent."""
    place = places.place(request.actor, building)
    form = OwnForm(
        request.POST or None, floors=places.floors(place), initial={"aid": "none", "device": "none"}
    )
    if form.is_valid():
        made = _registered(request, place, form)
        if made and made.code:
            return render(request, "rescue/residents_code_given.html", {"code": made.code, "crumbs": way()})
        if made:
            messages.success(request, _("You are registered."))
            return redirect("rescue:registration", made.id)
    about = {"building": place, "form": form, "consent": consent.TEXT, "crumbs": way()}
    return render(request, "rescue/residents_register.html", about, status=status(form))


def _registered(request: Request, place: Building, form: OwnForm) -> services.Registered | None:
    try:
        return services.register(
            actor=request.actor,
            building=place.id,
            space=form.cleaned_data["space"],
            need=form.need,
            consent=form.version,
            blocked=form.cleaned_data["blocked"],
        )
    except (Invalid, Conflict) as wrong:
        form.tell(wrong)
        return None


def status(form: Any) -> int:
    return 422 if form and form.is_bound and form.errors else 200


@require_GET
@authorised(PERSON)
def registration(request: Request, resident: UUID) -> HttpResponse:
    """All that is kept of one registration, and every look."""
    row = selectors.own_one(request.actor, resident)
    return _page(request, row)


def _page(
    request: Request, row: Resident, form: TagForm | None = None, habit: HabitForm | None = None
) -> HttpResponse:
    names = places.room_names(row.building)
    about = {
        **shown(row),
        "looks": selectors.looks_at(row),
        "tags": row.tags.all(),
        "habits": [(one, names.get(one.space, one.space)) for one in row.habits.all()],
        "form": form or TagForm(),
        "habit_form": habit or HabitForm(floors=places.floors(row.building)),
        "crumbs": way(),
    }
    refused = 422 in (status(form), status(habit))
    return render(request, "rescue/residents_registration.html", about, status=422 if refused else 200)


@form_page
@authorised(PERSON)
def change(request: Request, resident: UUID) -> HttpResponse:
    """Change one's own room and need."""
    row = selectors.own_one(request.actor, resident)
    form = NeedForm(request.POST or None, floors=places.floors(row.building), initial=initial_of(row))
    if form.is_valid():
        try:
            services.change(
                actor=request.actor, resident=row.id, space=form.cleaned_data["space"], need=form.need
            )
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("rescue:registration", row.id)
    about = {"form": form, "building": row.building, "crumbs": way()}
    return render(request, "rescue/residents_change.html", about, status=status(form))


@require_POST
@authorised(PERSON)
def confirm(request: Request, resident: UUID) -> HttpResponse:
    services.confirm(actor=request.actor, resident=resident)
    messages.success(request, _("Thank you. It is kept for another year."))
    return redirect(after(request))


@require_POST
@authorised(PERSON)
def withdraw(request: Request, resident: UUID) -> HttpResponse:
    services.withdraw(actor=request.actor, resident=resident)
    messages.success(request, _("The registration is withdrawn. All of it is deleted."))
    return redirect(after(request))


def after(request: Request) -> str:
    """Back to the care service's list, when the form came from there, else to one's own registrations."""
    service = request.POST.get("service", "")
    held = {str(organisation) for organisation in request.actor.organisations}
    return reverse("rescue:care", args=[service]) if service in held else reverse("rescue:registrations")


@require_POST
@authorised(PERSON)
def add_tag(request: Request, resident: UUID) -> HttpResponse:
    row = selectors.own_one(request.actor, resident)
    form = TagForm(request.POST)
    if form.is_valid():
        try:
            services.add_tag(actor=request.actor, resident=resident, **form.cleaned_data)
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("rescue:registration", resident)
    return _page(request, row, form)


@require_POST
@authorised(PERSON)
def remove_tag(request: Request, resident: UUID, tag: UUID) -> HttpResponse:
    selectors.own_one(request.actor, resident)
    services.remove_tag(actor=request.actor, resident=resident, tag=tag)
    messages.success(request, _("Removed."))
    return redirect("rescue:registration", resident)


@require_POST
@authorised(PERSON)
def add_habit(request: Request, resident: UUID) -> HttpResponse:
    row = selectors.own_one(request.actor, resident)
    form = HabitForm(request.POST, floors=places.floors(row.building))
    if form.is_valid():
        try:
            services.add_habit(actor=request.actor, resident=resident, **form.cleaned_data)
        except (Invalid, Conflict) as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("rescue:registration", resident)
    return _page(request, row, habit=form)


@require_POST
@authorised(PERSON)
def remove_habit(request: Request, resident: UUID, habit: UUID) -> HttpResponse:
    selectors.own_one(request.actor, resident)
    services.remove_habit(actor=request.actor, resident=resident, habit=habit)
    messages.success(request, _("Removed."))
    return redirect("rescue:registration", resident)
