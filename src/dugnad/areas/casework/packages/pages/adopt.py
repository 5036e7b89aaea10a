"""A city's side: take rules in use with values of its own, approve, start, stop."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.casework.models import Adoption
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages import adopting, selectors
from dugnad.areas.casework.packages.approving import needed
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.packages.forms import OverlayForm
from dugnad.areas.casework.packages.pages import shared
from dugnad.areas.casework.packages.presentation import change_rows, own_bodies, own_rows
from dugnad.areas.casework.packages.services import OPEN
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rulebook.differences import between, own_changes
from dugnad.areas.casework.rules.packages import adoption_thing
from dugnad.areas.casework.trials import panel
from dugnad.kernel.access.gate import ask as allowed
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request


@require_POST
@authorised(PERSON)
def adopt(request: Request, version: UUID, organisation: UUID) -> HttpResponse:
    row = selectors.version_by_id(request.actor, version)
    made = adopting.adopt(actor=request.actor, organisation=organisation, version=row.id)
    return redirect("casework:adoption", adoption=made.id)


@require_http_methods(["GET", "HEAD", "POST"])
@authorised(ANYONE)
def adoption(request: Request, adoption: UUID) -> HttpResponse:
    row = selectors.adoption(request.actor, adoption)
    may_change = bool(allowed(request.actor, "change", adoption_thing(row)))
    form = _form(request, row) if may_change and row.state in OPEN else None
    if request.method == "POST":
        require(request.actor, "change", adoption_thing(row))
        if form and form.is_valid() and _save(request, row, form):
            messages.success(request, _("Saved."))
            return redirect("casework:adoption", adoption=row.id)
    shown = _shown(request, row) | {"form": form, "may_change": may_change}
    return render(request, "casework/adoption.html", shown, status=shared.status(form) if form else 200)


def _form(request: Request, row: Adoption) -> OverlayForm:
    given = request.POST if request.method == "POST" else None
    package = selectors.document_of(row.version)
    return OverlayForm(given, package=package, overlay=selectors.overlay_of(row), since=row.since)


def _save(request: Request, row: Adoption, form: OverlayForm) -> object:
    return form.saved(
        lambda: adopting.set_overlay(
            actor=request.actor, adoption=row.id, overlay=form.overlay, since=form.cleaned_data["since"]
        )
    )


def _shown(request: Request, row: Adoption) -> dict[str, object]:
    package, thing = selectors.document_of(row.version), adoption_thing(row)
    now = adoption_digest(row)
    return {
        "row": row,
        "title": said(package.title),
        "own": own_rows(package, selectors.overlay_of(row), (get_language() or "nb")[:2]),
        "says": said(selectors.overlay_of(row).says),
        "bodies": own_bodies(package, selectors.overlay_of(row)),
        "digest": now,
        "two": shared.two(request.actor, row, now),
        "approves": shared.may_approve(request.actor, row, thing, now),
        "ready": row.state == VersionState.ASKED and not needed(row, now),
        "may_stop": bool(allowed(request.actor, "stop", thing)),
        "kind": thing.kind.name,
        "shadow": panel.shadow(request.actor, row),
        **_changes(request, row),
        "crumbs": shared.crumbs(shared.version_crumb(row.version), (row.organisation.name, "")),
    }


def _changes(request: Request, row: Adoption) -> dict[str, object]:
    """What a draft would change in what the city uses now; nothing where it uses nothing."""
    before = selectors.replaced(request.actor, row) if row.state in OPEN else None
    if before is None:
        return {"before": None, "groups": []}
    package, found = selectors.document_of(row.version), []
    if before.version_id != row.version_id:
        found = between(selectors.document_of(before.version), package)
    found += own_changes(selectors.overlay_of(before), selectors.overlay_of(row))
    today = selectors.in_force(row.organisation_id, row.version.package.slug, timezone.localdate())
    return {"before": before, "in_force": today == before, "groups": change_rows(found, package)}


def _here(adoption: UUID) -> str:
    return reverse("casework:adoption", args=[adoption])


@require_POST
@authorised(PERSON)
def ask(request: Request, adoption: UUID) -> HttpResponse:
    selectors.adoption(request.actor, adoption)
    return shared.done(
        request,
        lambda: adopting.ask(actor=request.actor, adoption=adoption),
        _("It waits for a professional and a lawyer."),
        _here(adoption),
    )


@require_POST
@authorised(PERSON)
def approve(request: Request, adoption: UUID) -> HttpResponse:
    selectors.adoption(request.actor, adoption)
    told = {name: request.POST.get(name, "") for name in ("role", "digest", "reason")}
    return shared.done(
        request,
        lambda: adopting.approve(actor=request.actor, adoption=adoption, **told),
        _("You have approved it."),
        _here(adoption),
    )


@require_POST
@authorised(PERSON)
def start(request: Request, adoption: UUID) -> HttpResponse:
    selectors.adoption(request.actor, adoption)
    return shared.done(
        request,
        lambda: adopting.start(actor=request.actor, adoption=adoption),
        _("The rules are in use from the day you chose."),
        _here(adoption),
    )


@require_POST
@authorised(PERSON)
def stop(request: Request, adoption: UUID) -> HttpResponse:
    selectors.adoption(request.actor, adoption)
    return shared.done(
        request,
        lambda: adopting.stop(actor=request.actor, adoption=adoption, why=request.POST.get("why", "")),
        _("Stopped. People decide every case until you let the rules decide again."),
        _here(adoption),
    )


@require_POST
@authorised(PERSON)
def resume(request: Request, adoption: UUID) -> HttpResponse:
    selectors.adoption(request.actor, adoption)
    return shared.done(
        request,
        lambda: adopting.resume(actor=request.actor, adoption=adoption),
        _("The rules decide again."),
        _here(adoption),
    )


@require_POST
@authorised(PERSON)
def discard(request: Request, adoption: UUID) -> HttpResponse:
    row = selectors.adoption(request.actor, adoption)
    return shared.done(
        request,
        lambda: adopting.discard(actor=request.actor, adoption=adoption),
        _("The draft is thrown away."),
        reverse("casework:rulebook", args=[row.organisation_id]),
    )
