"""Beginning an agreement, changing its frame, throwing a draft away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.content import Content, content_of
from dugnad.areas.agreements.forms import HeadForm, NewForm, head_values, say
from dugnad.areas.agreements.models import AgreementState
from dugnad.areas.agreements.parties import label_of
from dugnad.areas.agreements.presentation import crumb, crumbs
from dugnad.areas.agreements.shared import names_and_numbers
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def new(request: Request) -> HttpResponse:
    own = [label_of(*one) for one in names_and_numbers(request.actor.organisations)[:1]]
    form = NewForm(request.POST or None, initial={"language": get_language(), "parties": own})
    if request.method == "POST" and form.is_valid():
        try:
            standard = form.cleaned_data["standard"]
            row = services.write_agreement(actor=request.actor, head=form.head, standard=standard)
        except Invalid as problem:
            say(form, problem)
        else:
            return redirect("agreements:agreement", row.id)
    context = {"crumbs": crumbs(), "form": form, "heading": _("New agreement")}
    return render(request, "agreements/head.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def head(request: Request, agreement: UUID) -> HttpResponse:
    content = content_of(selectors.full_agreement(request.actor, agreement))
    if content.row.state != AgreementState.DRAFT:
        raise Conflict(_("This agreement is no longer a draft. Its text is locked."))
    form = HeadForm(request.POST or None, initial=_shown(content))
    heading, status = _("Title, parties and period"), 200
    context: dict[str, Any] = {"crumbs": crumbs(crumb(content.row)), "form": form, "heading": heading}
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            services.change_head(actor=request.actor, agreement=agreement, seen=seen, head=form.head)
        except Invalid as problem:
            say(form, problem)
        except Conflict as problem:
            if "theirs" not in problem.extra:
                raise
            theirs = content_of(selectors.full_agreement(request.actor, agreement))
            form, status = _again(request, theirs), 409
            context |= {"form": form, "theirs": theirs}
        else:
            return redirect("agreements:agreement", agreement)
    return render(request, "agreements/head.html", context, status=422 if form.errors else status)


def _shown(content: Content) -> dict[str, Any]:
    return head_values(content.row, [label_of(party.name, party.number) for party in content.parties])


def _again(request: Request, theirs: Content) -> HeadForm:
    """The writer's own text once more, now starting from what the other one stored."""
    typed = request.POST.copy()
    typed["seen"] = str(theirs.row.head_version)
    return HeadForm(typed)


@require_POST
@authorised(PERSON)
def discard(request: Request, agreement: UUID) -> HttpResponse:
    services.discard(actor=request.actor, agreement=agreement)
    messages.success(request, _("The draft is thrown away."))
    return redirect("agreements:list")
