"""A human who looks after needs sends one on to an expert."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Contact, Need
from dugnad.areas.competence.needs import selectors
from dugnad.areas.competence.needs.forms import PassOnForm
from dugnad.areas.competence.needs.pages.asking import crumbs, form_page
from dugnad.areas.competence.needs.services import passing
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid, NotFound


@form_page
@authorised(PERSON)
def pass_on_contact(request: Request, contact: UUID) -> HttpResponse:
    """A request that nobody answered."""
    row = next((one for one in selectors.silent(request.actor) if one.id == contact), None)
    if row is None:
        raise NotFound
    return _pass_on(request, row.need, partial(passing.pass_on_silent, contact=row.id))


@form_page
@authorised(PERSON)
def pass_on_need(request: Request, need: UUID) -> HttpResponse:
    """A need whose asker found nobody."""
    row = next((one for one in selectors.handed(request.actor) if one.id == need), None)
    if row is None:
        raise NotFound
    return _pass_on(request, row, partial(passing.pass_on_handed, need=row.id))


def _pass_on(request: Request, need: Need, service: Callable[..., Contact]) -> HttpResponse:
    hits = [
        (str(hit.expert.id), f"{hit.expert.name}, {hit.expert.organisation.name}: {hit.expert.headline}")
        for hit in passing.candidates(request.actor, need)
    ]
    form = PassOnForm(request.POST or None, hits=hits)
    if form.is_valid():
        said = form.cleaned_data
        try:
            service(actor=request.actor, expert=UUID(said["expert"]), message=said["message"])
        except (Invalid, Conflict) as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Sent on. Both sides are told."))
            return redirect("competence:queue")
    queue = (str(_("Needs a human")), reverse("competence:queue"))
    shown = {"row": need, "form": form, "crumbs": crumbs(queue)}
    return render(
        request, "competence/needs_pass_on.html", shown, status=422 if form.is_bound and form.errors else 200
    )
