"""The owners' list: what an organisation describes, what there is to do, and what residents say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dugnad.areas.services.catalogue import selectors, services, territories
from dugnad.areas.services.catalogue.areas import name_of
from dugnad.areas.services.catalogue.exchange import LARGEST, form_of, take_rdf
from dugnad.areas.services.catalogue.forms import ContactForm, ImportForm, saved, status, tell
from dugnad.areas.services.catalogue.pages import crumbs
from dugnad.areas.services.door import feedback
from dugnad.areas.services.door.presentation import text
from dugnad.areas.services.models import Feedback, Territory
from dugnad.areas.services.rules import catalogue_thing, territory_thing
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Problem

form_page = require_http_methods(["GET", "POST"])
PAGE_SIZE = 25
GAPS_SHOWN = 30
FEEDBACK_SHOWN = 50


@require_safe
@authorised(PERSON)
def owners(request: Request) -> HttpResponse:
    found = list(selectors.own_organisations(request.actor))
    if len(found) == 1:
        return redirect("services:own", organisation=found[0].id)
    return render(request, "services/owners.html", {"organisations": found, "crumbs": crumbs()})


@require_safe
@authorised(PERSON)
def own(request: Request, organisation: UUID) -> HttpResponse:
    row = selectors.organisation(organisation)
    require(request.actor, "see_what_residents_say", catalogue_thing(organisation))
    items = sorted(selectors.owned(request.actor, organisation), key=_first_to_do)
    page = Paginator(items, PAGE_SIZE).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {"organisation": row, "crumbs": crumbs(), "page": page, "total": len(items)}
    shown["rows"] = [
        (item, text(item.content.title), name_of(item.row.area) if item.row.area else "") for item in page
    ]
    waiting = selectors.feedback_of(request.actor, organisation, settled=False)[:FEEDBACK_SHOWN]
    shown["feedback"] = [(one, text(services.content_of(one.service).title)) for one in waiting]
    gaps = selectors.gaps_of(request.actor, organisation)[:GAPS_SHOWN]
    shown["gaps"] = [(gap, name_of(gap.area)) for gap in gaps]
    shown["territories"] = [(one, name_of(one.area)) for one in selectors.territories(organisation)]
    shown["may_add"] = bool(ask(request.actor, "add", catalogue_thing(organisation)))
    return render(request, "services/own.html", shown)


def _first_to_do(item: selectors.Owned) -> tuple[int, str]:
    """Those with something to do before others, then by title."""
    waits = bool(item.feedback or item.base_changed or item.missing)
    return -waits, text(item.content.title).text.casefold()


@require_POST
@authorised(PERSON)
def settle(request: Request, feedback_id: UUID) -> HttpResponse:
    row = Feedback.objects.filter(id=feedback_id).first()
    feedback.settle(actor=request.actor, feedback=feedback_id)
    return redirect("services:own", organisation=row.owner_id) if row else redirect("services:owners")


@form_page
@authorised(PERSON)
def take(request: Request, organisation: UUID) -> HttpResponse:
    row = selectors.organisation(organisation)
    require(request.actor, "add", catalogue_thing(organisation))
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = take_rdf(
                actor=request.actor,
                owner=organisation,
                data=file.read(LARGEST + 1),
                form=form_of(file.name or ""),
                theme=form.cleaned_data["theme"],
            )
        except Problem as wrong:
            tell(form, dict(wrong.fields), wrong.detail or wrong.title)
        else:
            words = {"added": taken.added, "changed": taken.changed, "same": taken.same}
            messages.success(request, _("New: %(added)d. Changed: %(changed)d. As before: %(same)d.") % words)
            return redirect("services:own", organisation=organisation)
    shown = {"organisation": row, "form": form, "crumbs": crumbs(row)}
    return render(request, "services/take.html", shown, status=status(form))


@form_page
@authorised(PERSON)
def contact(request: Request, area: str) -> HttpResponse:
    row = selectors.territory(area)
    require(request.actor, "change", territory_thing(row.id, row.organisation_id))
    form = ContactForm(request.POST or None, initial=_contact(row))
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in form.fields}
        if saved(form, lambda: territories.change_contact(actor=request.actor, area=area, **given)):
            messages.success(request, _("Saved."))
            return (
                redirect("services:own", organisation=row.organisation_id)
                if row.organisation_id
                else redirect("services:door")
            )
    shown = {"territory": row, "area": name_of(row.area), "form": form, "crumbs": crumbs(row.organisation)}
    return render(request, "services/contact.html", shown, status=status(form))


def _contact(row: Territory) -> dict[str, str]:
    hours = {f"hours_{language}": text for language, text in row.hours.items()}
    return {"name": row.name, "phone": row.phone, "url": row.url, **hours}
