"""Pages of comments and of invitations to comment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.lab.business import commenting, selectors
from dugnad.areas.lab.business.forms import CommentForm, InviteForm, tell
from dugnad.areas.lab.business.pages.frame import changed, seen, status
from dugnad.areas.lab.business.revising import thing_of
from dugnad.areas.lab.business.terms import terms
from dugnad.areas.lab.business.things import thing_of_invitation
from dugnad.areas.lab.business.words import BLOCKS
from dugnad.areas.lab.models import BusinessModel, Comment, CommentInvitation
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.organisations.selectors import members_of_network
from dugnad.kernel.problems import Conflict, Problem

form_page = require_http_methods(["GET", "POST"])


@form_page
@authorised(PERSON)
def comments(request: Request, model: UUID) -> HttpResponse:
    """What was said of each block, and a field to say more; the owner's people see whom they asked."""
    row, shown = seen(request, model, "lab:comments")
    first = {"block": request.GET.get("block", "")}
    form = CommentForm(request.POST or None, blocks=list(BLOCKS.items()), initial=first)
    if form.is_valid():
        try:
            commenting.comment(actor=request.actor, model=row.id, **form.cleaned_data)
        except Problem as wrong:
            tell(form, wrong)
        else:
            messages.success(request, _("Your comment is there."))
            return redirect("lab:comments", row.id)
    shown |= {
        "form": form,
        "blocks": _by_block(list(selectors.comments(request.actor, row))),
        "invitations": [_told(one) for one in selectors.invitations_of(request.actor, row)],
        "may_invite": bool(ask(request.actor, "invite", thing_of(row))),
    }
    return render(request, "lab/business_comments.html", shown, status=status(form))


def _by_block(found: list[Comment]) -> list[dict[str, Any]]:
    return [
        {"name": name, "title": title, "comments": [one for one in found if one.block == name]}
        for name, title in BLOCKS.items()
        if any(one.block == name for one in found)
    ]


def _told(one: CommentInvitation) -> dict[str, Any]:
    """An invitation with its state in words."""
    kind, state = "watch", _("Waits for an answer")
    if one.withdrawn_at:
        kind, state = "unknown", _("Withdrawn")
    elif one.declined_at:
        kind, state = "unknown", _("Declined")
    elif one.over:
        kind, state = "unknown", _("Over")
    elif one.accepted_at:
        kind, state = "fine", _("Open")
    asked = one.organisation.name if one.organisation else one.person.name if one.person else ""
    return {"row": one, "asked": asked, "kind": kind, "state": state}


@form_page
@authorised(PERSON)
def invite(request: Request, model: UUID) -> HttpResponse:
    """Ask somebody to comment."""
    row, shown = changed(request, model)
    require(request.actor, "invite", thing_of(row))
    others = members_of_network(request.actor).exclude(id=row.organisation_id).values_list("id", "name")
    form = InviteForm(request.POST or None, organisations=[(str(id), name) for id, name in others])
    if form.is_valid():
        try:
            _invite(request, row, form.cleaned_data)
        except Problem as wrong:
            tell(form, wrong)
        else:
            messages.success(request, _("They are asked. The model opens when they promise confidence."))
            return redirect("lab:comments", row.id)
    context = shown | {"form": form, "terms": terms(get_language() or "nb")}
    return render(request, "lab/business_invite.html", context, status=status(form))


def _invite(request: Request, row: BusinessModel, values: dict[str, Any]) -> None:
    organisation = UUID(values["organisation"]) if values["organisation"] else None
    commenting.invite(
        actor=request.actor,
        model=row.id,
        email=values["email"],
        organisation=organisation,
        question=values["question"],
        days=values["days"],
    )


@form_page
@authorised(PERSON)
def invitation(request: Request, invitation: UUID) -> HttpResponse:
    """For those who were asked: the question, the terms, yes or no."""
    row = selectors.invitation(request.actor, invitation)
    if request.method == "POST":
        accepts = request.POST.get("answer") == "accept"
        try:
            commenting.answer(actor=request.actor, invitation=row.id, accepts=accepts)
        except Conflict as wrong:
            messages.error(request, str(wrong.detail))
        return redirect("lab:model", row.model_id) if accepts else redirect("lab:models")
    shown = {
        "invitation": row,
        "terms": terms(get_language() or "nb"),
        "may_answer": not row.accepted_at and bool(ask(request.actor, "answer", thing_of_invitation(row))),
        "may_withdraw": not row.over and bool(ask(request.actor, "withdraw", thing_of_invitation(row))),
        "crumbs": [{"label": _("Business models"), "url": reverse("lab:models")}],
    }
    return render(request, "lab/business_invitation.html", shown)


@require_POST
@authorised(PERSON)
def withdraw(request: Request, invitation: UUID) -> HttpResponse:
    """Close the model for those who were asked."""
    row = selectors.invitation(request.actor, invitation)
    try:
        commenting.withdraw(actor=request.actor, invitation=row.id)
    except Conflict as wrong:
        messages.error(request, str(wrong.detail))
    else:
        messages.success(request, _("The invitation is withdrawn. They see nothing any more."))
    return redirect("lab:comments", row.model_id)


@require_POST
@authorised(PERSON)
def settle(request: Request, comment: UUID) -> HttpResponse:
    """Mark a comment as dealt with, or open again."""
    row = commenting.settle(actor=request.actor, comment=comment)
    return redirect("lab:comments", row.model_id)
