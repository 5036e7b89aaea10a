"""Where the reader lives: chosen by words, a point or a button, and kept in the browser alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from dugnad.areas.services.door.places import Found, Looked
from dugnad.areas.services.door.presentation import crumbs
from dugnad.areas.services.door.where import (
    map_is_here,
    named,
    place_of,
    present,
    remember,
    stood,
    told,
    told_of,
)
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid


@require_http_methods(["GET", "POST"])
@authorised(ANYONE)
def place(request: Request) -> HttpResponse:
    asked, back, wrong = request.POST.get("place", "").strip(), _back(request), ""
    missed, looked = request.method == "POST", Looked()
    try:
        looked = _looked(request, asked)
    except Invalid as problem:
        wrong = str(problem.fields["place"])
    if missed and (chosen := looked.one):
        if words := told_of(looked):
            messages.info(request, words)
        response = redirect(back)
        remember(response, chosen.place)
        return response
    shown: dict[str, Any] = {
        "asked": asked,
        "looked": looked,
        "found": [(one, told(one)) for one in looked.found],
        "pointed": "latitude" in request.POST,
        "wrong": wrong,
        "back": back,
        "crumbs": crumbs(),
        "map_here": map_is_here(),
        "points": [],
    }
    shown["place"] = place_of(request)
    return render(request, "services/place.html", shown | {"missed": missed}, status=422 if missed else 200)


def _looked(request: Request, asked: str) -> Looked:
    """What is meant: the municipality of a button, a point on the map, or what was typed."""
    given = request.POST
    if number := present(given.get("number", "")):
        return Looked((Found(number),))
    if given.get("latitude") and not asked:
        return stood(given["latitude"], given.get("longitude", ""))
    return named(asked)


@require_POST
@authorised(ANYONE)
def forget_place(request: Request) -> HttpResponse:
    response = redirect(_back(request))
    remember(response, None)
    return response


def _back(request: Request) -> str:
    back = request.POST.get("back") or request.GET.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if safe and back.startswith("/") else reverse("services:door")
