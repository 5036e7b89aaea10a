"""The owner's side: take a package in, make the next version, send it to the two, publish it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dugnad.areas.casework.models import PackageVersion
from dugnad.areas.casework.packages import approving, selectors, services
from dugnad.areas.casework.packages.editing import saving
from dugnad.areas.casework.packages.errors import PARTS
from dugnad.areas.casework.packages.forms import AddForm, EditForm
from dugnad.areas.casework.packages.pages import shared
from dugnad.areas.casework.packages.pages.rules import address
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rules.packages import rulebook_thing, version_thing
from dugnad.kernel.access.gate import ask as allowed
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Invalid, NotFound


def _organisation(organisation: UUID) -> Organisation:
    found = Organisation.objects.filter(id=organisation, left_at=None).first()
    if found is None:
        raise NotFound
    return found


@require_safe
@authorised(PERSON)
def rulebook(request: Request, organisation: UUID) -> HttpResponse:
    row = _organisation(organisation)
    require(request.actor, "read", rulebook_thing(organisation))
    versions = selectors.versions(request.actor).filter(package__owner=organisation)
    adoptions = selectors.adoptions(request.actor).filter(organisation=organisation)
    shown = {
        "organisation": row,
        "versions": [(one, said(one.package.title)) for one in versions.order_by("package__slug", "-number")],
        "adoptions": [(one, said(one.version.package.title)) for one in adoptions],
        "may_add": bool(allowed(request.actor, "add", rulebook_thing(organisation))),
        "crumbs": shared.crumbs((row.name, "")),
    }
    return render(request, "casework/rulebook.html", shown)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def add(request: Request, organisation: UUID) -> HttpResponse:
    row = _organisation(organisation)
    require(request.actor, "add", rulebook_thing(organisation))
    form = AddForm(request.POST, request.FILES) if request.method == "POST" else AddForm()
    if form.is_bound and form.is_valid():
        content = form.cleaned_data["document"].read()
        made = shared.saved(
            form, lambda: services.take(actor=request.actor, owner=organisation, document=content)
        )
        if made:
            return _kept(request, made, _("The rules are a draft now."))
    shown = {
        "organisation": row,
        "form": form,
        "crumbs": shared.crumbs((row.name, reverse("casework:rulebook", args=[organisation]))),
    }
    return render(request, "casework/add.html", shown, status=shared.status(form))


def _kept(request: Request, row: PackageVersion, success: str, place: str = "") -> HttpResponse:
    """The draft as it was kept; where rows cite nothing, at the first of them."""
    lacking = saving.uncited(selectors.document_of(row))
    if not lacking:
        messages.success(request, success)
        return redirect(address(row) + (f"#{place}" if place else ""))
    number = len(lacking)
    words = ngettext(
        "Saved, but one row cites no provision. The draft cannot be published so.",
        "Saved, but %(number)s rows cite no provision. The draft cannot be published so.",
        number,
    )
    messages.warning(request, words % {"number": number})
    return redirect(f"{address(row)}#{lacking[0].anchor}")


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def edit(request: Request, version: UUID) -> HttpResponse:
    row = selectors.version_by_id(request.actor, version)
    require(request.actor, "change", version_thing(row))
    if row.state not in services.OPEN:
        return redirect(address(row))
    held = {"revision": row.revision, "tests": row.document["tests"]}
    form = EditForm(request.POST, request.FILES) if request.method == "POST" else EditForm(initial=held)
    if form.is_bound and form.is_valid() and (given := form.given()):
        model = {"document": "model_file", "model": "model_file"}
        write = lambda: services.change(actor=request.actor, version=row.id, **given)  # noqa: E731
        if made := shared.saved(form, write, names=model):
            return _kept(request, made, _("Saved. The tests were run."), "tests")
    up = shared.crumbs(shared.version_crumb(row), (_("Change"), ""))
    lacking = saving.uncited(selectors.document_of(row))
    shown = {"row": row, "title": said(row.package.title), "form": form, "uncited": lacking, "crumbs": up}
    return render(request, "casework/edit.html", shown, status=shared.status(form))


@require_POST
@authorised(PERSON)
def draft(request: Request, version: UUID) -> HttpResponse:
    row = selectors.version_by_id(request.actor, version)
    made = services.new_draft(actor=request.actor, version=row.id)
    messages.success(request, _("The next version is a draft now."))
    return redirect(address(made))


@require_POST
@authorised(PERSON)
def ask(request: Request, version: UUID) -> HttpResponse:
    row = selectors.version_by_id(request.actor, version)
    return shared.done(
        request,
        lambda: approving.ask(actor=request.actor, version=version),
        _("It waits for a professional and a lawyer."),
        address(row),
    )


@require_POST
@authorised(PERSON)
def approve(request: Request, version: UUID) -> HttpResponse:
    row = selectors.version_by_id(request.actor, version)
    given = {name: request.POST.get(name, "") for name in ("role", "digest", "reason")}
    return shared.done(
        request,
        lambda: approving.approve(actor=request.actor, version=version, **given),
        _("You have approved it."),
        address(row),
    )


@require_POST
@authorised(PERSON)
def publish(request: Request, version: UUID) -> HttpResponse:
    row = selectors.version_by_id(request.actor, version)
    return shared.done(
        request,
        lambda: approving.publish(actor=request.actor, version=version),
        _("It is published. Cities can take it in use."),
        address(row),
    )


def _scope(request: Request) -> dict[str, Any]:
    names = {name: request.POST.getlist(name) for name in PARTS}
    return names | {name: parse_date_or_fail(request.POST.get(name, ""), name) for name in ("first", "last")}


def parse_date_or_fail(text: str, name: str) -> dt.date | None:
    """The day that was written, None for nothing; Invalid at the field."""
    try:
        return dt.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as wrong:
        raise Invalid(fields={name: _("There is no such date.")}) from wrong


@require_POST
@authorised(PERSON)
def report_error(request: Request, version: UUID) -> HttpResponse:
    row = selectors.version_by_id(request.actor, version)
    return shared.done(
        request,
        lambda: approving.report_error(
            actor=request.actor, version=version, why=request.POST.get("why", ""), scope=_scope(request)
        ),
        _("Stopped. All who use these rules are told, and people decide every case."),
        address(row),
    )


@require_POST
@authorised(PERSON)
def discard(request: Request, version: UUID) -> HttpResponse:
    row = selectors.version_by_id(request.actor, version)
    owner = row.package.owner_id
    return shared.done(
        request,
        lambda: services.discard(actor=request.actor, version=version),
        _("The draft is thrown away."),
        reverse("casework:rulebook", args=[owner]),
    )
