"""The first page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from dugnad.kernel.areas import ANYONE, areas, authorised


def cards(request: HttpRequest) -> list[dict[str, object]]:
    """One card for each choice in the menu, with its live number."""
    entries = [entry for area in areas() for entry in area.menu]
    return [
        {"entry": entry, "number": entry.live_number(request.actor) if entry.live_number else None}
        for entry in entries
    ]


def happening(request: HttpRequest) -> list[tuple[object, str]]:
    """What waits for the reader or goes on now: text and address."""
    return [item for area in areas() if area.happening for item in area.happening(request.actor)]


@require_GET
@authorised(ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"cards": cards(request), "happening": happening(request)})


@require_POST
@authorised(ANYONE)
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the reader's language and go back to where they were."""
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax", secure=settings.HTTPS
        )
    return response
