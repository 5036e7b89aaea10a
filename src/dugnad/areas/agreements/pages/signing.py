"""Signing, declining, handing on, reminding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.content import content_of
from dugnad.areas.agreements.forms import DelegateForm, ReasonForm, say
from dugnad.areas.agreements.models import RoundState, Signature, SignatureState
from dugnad.areas.agreements.notices import legal_notice
from dugnad.areas.agreements.presentation import crumb, crumbs, shares_of
from dugnad.areas.agreements.services.rows import find_signature
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid


def _context(row: Signature) -> dict[str, Any]:
    agreement = row.round.agreement
    content = content_of(agreement)
    return {
        "crumbs": crumbs(crumb(agreement)),
        "agreement": agreement,
        "parties": content.parties,
        "shares": shares_of(content),
        "signature": row,
        "legal_notice": legal_notice(),
    }


def _still_waiting(row: Signature) -> None:
    if row.state != SignatureState.WAITING or row.round.state != RoundState.OPEN:
        raise Conflict(_("This agreement is not being signed now."))


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def sign(request: Request, agreement: UUID, signature: UUID) -> HttpResponse:
    """What one is about to sign, and the button that does it."""
    if request.method == "POST":
        services.sign(actor=request.actor, agreement=agreement, signature=signature)
        messages.success(request, _("You have signed."))
        return redirect("agreements:agreement", agreement)
    row = find_signature(request.actor, agreement, signature, "sign")
    if row.state == SignatureState.SIGNED:
        return redirect("agreements:agreement", agreement)
    _still_waiting(row)
    context = _context(row) | {
        "your_turn": selectors.waiting_for(request.actor).filter(id=row.id).exists(),
        "second_factor": request.actor.second_factor or settings.DEMO,
        "heirs": services.heirs(row),
    }
    return render(request, "agreements/sign.html", context)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def decline(request: Request, agreement: UUID, signature: UUID) -> HttpResponse:
    row = find_signature(request.actor, agreement, signature, "sign")
    _still_waiting(row)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            services.decline(actor=request.actor, agreement=agreement, signature=signature, reason=reason)
        except Invalid as problem:
            say(form, problem)
        else:
            messages.info(request, _("You have declined. The agreement is a draft again."))
            return redirect("agreements:agreement", agreement)
    return render(
        request, "agreements/decline.html", _context(row) | {"form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def delegate(request: Request, agreement: UUID, signature: UUID) -> HttpResponse:
    row = find_signature(request.actor, agreement, signature, "delegate")
    _still_waiting(row)
    heirs = [(str(one.person_id), f"{one.person.name}, {one.authority}") for one in services.heirs(row)]
    form = DelegateForm(request.POST or None, heirs=heirs)
    if request.method == "POST" and form.is_valid():
        try:
            to = form.cleaned_data["to"]
            services.delegate(actor=request.actor, agreement=agreement, signature=signature, to=to)
        except Invalid as problem:
            say(form, problem)
        else:
            messages.success(request, _("Handed on. The other signatory gets an e-mail."))
            return redirect("agreements:agreement", agreement)
    context = _context(row) | {"form": form, "heirs": heirs}
    return render(request, "agreements/delegate.html", context, status=422 if form.errors else 200)


@require_POST
@authorised(PERSON)
def remind(request: Request, agreement: UUID, signature: UUID) -> HttpResponse:
    try:
        services.remind(actor=request.actor, agreement=agreement, signature=signature)
    except Conflict as problem:
        messages.warning(request, str(problem.detail))
    else:
        messages.success(request, _("A reminder is on its way."))
    return redirect("agreements:agreement", agreement)
