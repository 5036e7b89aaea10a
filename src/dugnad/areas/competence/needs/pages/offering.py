"""Asking for a seat in a course, time in a lab, or a talk about a solution."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dugnad.areas.competence.needs import showing
from dugnad.areas.competence.needs.forms import AskForForm
from dugnad.areas.competence.needs.pages.asking import form_page, own_need, shown_form
from dugnad.areas.competence.needs.services import offering
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Conflict, Invalid


@form_page
@authorised(PERSON)
def ask_for(request: Request, need: UUID, offer: UUID) -> HttpResponse:
    row = own_need(request, need)
    wanted = offering.open_offer(request.actor, row, offer)
    possible = [(str(one.id), one.name) for one in offering.answerers(row, wanted)]
    form = AskForForm(request.POST or None, answerers=possible)
    if form.is_valid():
        said = form.cleaned_data
        chosen = UUID(said.pop("organisation"))
        try:
            offering.ask_for(actor=request.actor, need=row.id, offer=wanted.id, organisation=chosen, **said)
        except (Invalid, Conflict) as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Sent. You get an e-mail when they answer."))
            return redirect("competence:need", row.id)
    title = f"{showing.ask_words(wanted)}: {wanted.title}"
    return shown_form(request, row, form, title, _("Send"))
