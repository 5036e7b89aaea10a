"""Opening the seal: ask, answer, look."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dugnad.areas.rescue.models.residents import Aid, Device, Stairs
from dugnad.areas.rescue.residents import places, selectors, services
from dugnad.areas.rescue.residents.forms import AskForm
from dugnad.areas.rescue.residents.pages.own import status, way
from dugnad.areas.rescue.residents.selectors import Choice
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid


@require_GET
@authorised(PERSON)
def openings(request: Request) -> HttpResponse:
    """What was asked for in the reader's organisations."""
    rows = selectors.openings(request.actor)
    about = {"rows": rows, "crumbs": way(), "may_ask": selectors.may_ask(request.actor)}
    return render(request, "rescue/residents_openings.html", about)


@require_http_methods(["GET", "POST"])
@authorised(PERSON)
def ask(request: Request) -> HttpResponse:
    """Ask for an opening of what the reader may ask for."""
    choices = {str(number): choice for number, choice in enumerate(selectors.openable(request.actor))}
    form = AskForm(request.POST or None, choices=[(key, choice.title) for key, choice in choices.items()])
    if form.is_valid():
        try:
            made = _ask(request, choices[form.cleaned_data["what"]], form.cleaned_data["reason"])
        except Invalid as wrong:
            form.tell(wrong)
        else:
            messages.success(request, _("Asked. A colleague must allow it; they get an e-mail."))
            return redirect("rescue:opening", made)
    return render(request, "rescue/residents_ask.html", {"form": form, "crumbs": _way()}, status=status(form))


def _ask(request: Request, what: Choice, reason: str) -> UUID:
    made = services.ask(
        actor=request.actor,
        organisation=what.organisation,
        role=what.role,
        building=what.building,
        resident=what.resident,
        reason=reason,
    )
    return made.id


def _way() -> list[dict[str, str]]:
    return way((_("Openings"), reverse("rescue:openings")))


@require_GET
@authorised(PERSON)
def opening(request: Request, opening: UUID) -> HttpResponse:
    """One question, with its answer."""
    row = selectors.opening(request.actor, opening)
    return render(request, "rescue/residents_opening.html", {"row": row, "crumbs": _way()})


@require_POST
@authorised(PERSON)
def answer(request: Request, opening: UUID) -> HttpResponse:
    allow = request.POST.get("answer") == "allow"
    services.answer(actor=request.actor, opening=opening, allow=allow)
    messages.success(request, _("Allowed. It is open to who asked, for a while.") if allow else _("Refused."))
    return redirect("rescue:opening", opening)


@never_cache
@require_GET
@authorised(PERSON)
def people(request: Request, opening: UUID) -> HttpResponse:
    """Look through an opening. Every look is kept and told of."""
    rows = list(_in_words(selectors.people_opened(request.actor, opening), opening))
    about = {"rows": rows, "row": selectors.opening(request.actor, opening), "crumbs": _way()}
    return render(request, "rescue/residents_people.html", about)


def _in_words(people: list[selectors.PersonSeen], opening: UUID) -> Iterator[dict[str, object]]:
    rooms = places.rooms_of_opening(opening)
    for one in people:
        yield {
            "person": one,
            "room": rooms.get(one.space, one.space),
            "stairs": Stairs(one.stairs).label,
            "aid": Aid(one.aid).label,
            "device": Device(one.device).label,
        }
