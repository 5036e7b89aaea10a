"""The first page."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from dugnad.kernel.areas import ANYONE, areas, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.identity.selectors import Persona
from dugnad.web.identity.demo import personas

LONGEST_QUESTION = 200
ANSWERS_AT_MOST = 12


def cards(request: Request, people: Sequence[Persona] = ()) -> list[dict[str, object]]:
    """One card for each choice in the menu, with its live number and, of `people`, the one who shows it."""
    guides = {one.email: one for one in people}
    return [
        {
            "entry": entry,
            "url": reverse(entry.url_name),
            "number": entry.live_number(request.actor) if entry.live_number else None,
            "guide": guides.get(area.guide),
        }
        for area in areas()
        for entry in area.menu
    ]


def happening(request: Request) -> list[tuple[object, str]]:
    """What waits for the reader or goes on now: text and address."""
    return [item for area in areas() if area.happening for item in area.happening(request.actor)]


@require_GET
@authorised(ANYONE)
def home(request: Request) -> HttpResponse:
    people = [] if request.actor.person else personas()
    context = {"cards": cards(request, people), "happening": happening(request), "personas": people}
    return render(request, "home.html", context)


@require_GET
@authorised(ANYONE)
def ask(request: Request) -> HttpResponse:
    """What the areas answer to a person's own words, the best first."""
    words = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_QUESTION]
    found = [a for area in areas() if area.answers and words for a in area.answers(request.actor, words)]
    answers = sorted(found, key=lambda answer: -answer.score)[:ANSWERS_AT_MOST]
    return render(request, "ask.html", {"words": words, "answers": answers, "areas": cards(request)})


@require_POST
@authorised(ANYONE)
def set_language(request: Request) -> HttpResponse:
    """Remember the reader's language and go back to where they were."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.HTTPS,
        )
    return response
