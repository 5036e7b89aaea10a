"""The owners' pages of one description: begin it, change it, bring a version back, withdraw it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.services.catalogue import selectors, services
from dugnad.areas.services.catalogue.areas import COUNTRY, name_of
from dugnad.areas.services.catalogue.content import Content, read, said
from dugnad.areas.services.catalogue.forms import LABELS, DescriptionForm, initial, saved, status
from dugnad.areas.services.door.presentation import text
from dugnad.areas.services.models import Service
from dugnad.areas.services.rules import catalogue_thing, service_thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation, OrganisationKind

form_page = require_http_methods(["GET", "POST"])


@form_page
@authorised(PERSON)
def add(request: Request, organisation: UUID) -> HttpResponse:
    row = selectors.organisation(organisation)
    require(request.actor, "add", catalogue_thing(organisation))
    base = _base(request)
    form = _form(request, row, base)
    if request.method == "POST":
        made = saved(form, lambda: services.add(
            actor=request.actor, owner=organisation, base=base.id if base else None, **form.values
        ))  # fmt: skip
        if made:
            messages.success(request, _("The service is described."))
            return redirect("services:own", organisation=organisation)
    shown = {"organisation": row, "form": form, "base": base, "crumbs": crumbs(row)}
    if base:
        shown["inherits"] = _inherits(read(base.content))
    elif not request.GET.get("own") and request.method != "POST":
        found = selectors.bases(organisation, request.GET.get("q", ""))
        titled = [(one, text(content.title)) for one, content in found]
        shown["bases"] = sorted(titled, key=lambda pair: pair[1].text.casefold())
        shown["q"] = request.GET.get("q", "")
        return render(request, "services/choose_base.html", shown)
    return render(request, "services/describe.html", shown, status=status(form))


def _base(request: Request) -> Service | None:
    wanted = request.GET.get("base", "")
    try:
        return Service.objects.filter(id=UUID(wanted), base=None).first() if wanted else None
    except ValueError:
        return None


@form_page
@authorised(PERSON)
def keep(request: Request, service: UUID) -> HttpResponse:
    row = selectors.service(request.actor, service)
    require(request.actor, "change", service_thing(row.id, row.owner_id))
    form = _form(request, row.owner, row.base, read(row.content))
    if request.method == "POST":
        version = _number(request.POST.get("version", ""))
        if saved(
            form, lambda: services.change(actor=request.actor, service=row.id, version=version, **form.values)
        ):
            messages.success(request, _("Saved. Earlier versions are kept."))
            return redirect("services:keep", service=row.id)
    shown = {
        "organisation": row.owner,
        "form": form,
        "row": row,
        "base": row.base,
        "crumbs": crumbs(row.owner),
    }
    shown["title"] = text(services.content_of(row).title)
    shown["inherits"] = _inherits(read(row.base.content)) if row.base else {}
    shown["base_changes"] = _told(selectors.base_changes(row))
    shown["versions"] = [(one, [_label(name) for name in names]) for one, names in selectors.changes(row)]
    return render(request, "services/describe.html", shown, status=status(form))


def _form(
    request: Request, owner: Organisation, base: Service | None, content: Content | None = None
) -> DescriptionForm:
    areas = [(one.area, name_of(one.area)) for one in selectors.territories(owner.id)]
    if owner.kind == OrganisationKind.STATE:
        areas = [(COUNTRY, name_of(COUNTRY)), *areas]
        if base is None:
            areas.append(("", _("Nowhere: a description that others build on")))
    given = request.POST if request.method == "POST" else None
    return DescriptionForm(
        given, areas=areas, has_base=base is not None, initial=initial(content) if content else None
    )


def _inherits(content: Content) -> dict[str, Any]:
    """What a base says, by the names of the form's fields."""
    return {name: words for name, words in initial(content).items() if words}


def _told(changes: list[tuple[str, Any, Any]]) -> list[tuple[Any, str, str]]:
    return [(_label(name), _plain(old), _plain(new)) for name, old, new in changes]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return said({k: v if isinstance(v, str) else ", ".join(v) for k, v in value.items()}, "nb")[0]
    return (
        ", ".join(getattr(one, "text", str(one)) for one in value)
        if isinstance(value, tuple)
        else str(value or "")
    )


def _label(name: str) -> Any:
    return LABELS.get(name) or {
        "words": _("What residents say"),
        "url": _("Web address"),
        "law": _("The law"),
    }.get(name, name)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


@require_POST
@authorised(PERSON)
def restore(request: Request, service: UUID, number: int) -> HttpResponse:
    services.restore(actor=request.actor, service=service, number=number)
    messages.success(request, _("The description is as it was in version %(number)d.") % {"number": number})
    return redirect("services:keep", service=service)


@require_POST
@authorised(PERSON)
def withdraw(request: Request, service: UUID) -> HttpResponse:
    if "back" in request.POST:
        services.put_back(actor=request.actor, service=service)
        messages.success(request, _("The service is shown again."))
    else:
        services.withdraw(actor=request.actor, service=service)
        messages.success(request, _("The service is withdrawn. You can put it back."))
    return redirect("services:keep", service=service)


@require_POST
@authorised(PERSON)
def confirm(request: Request, service: UUID) -> HttpResponse:
    services.confirm(actor=request.actor, service=service)
    messages.success(request, _("Confirmed. Residents are no longer told to check it with you."))
    return redirect("services:keep", service=service)


@require_POST
@authorised(PERSON)
def seen_base(request: Request, service: UUID) -> HttpResponse:
    services.seen_base(actor=request.actor, service=service)
    return redirect("services:keep", service=service)


def crumbs(organisation: Organisation | None = None) -> list[dict[str, str]]:
    """The way here: the door, and the organisation's list."""
    way = [(_("Services"), reverse("services:door"))]
    if organisation:
        way.append((organisation.name, reverse("services:own", args=[organisation.id])))
    return [{"label": label, "url": url} for label, url in way]
