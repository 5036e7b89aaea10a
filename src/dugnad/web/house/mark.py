"""The mark at the address where browsers look for it by themselves, on answers that name no icon."""

from __future__ import annotations

from functools import cache

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from dugnad.kernel.areas import ANYONE, authorised

FILE = "images/mark.svg"


@require_GET
@authorised(ANYONE)
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_mark(), content_type="image/svg+xml")


@cache
def _mark() -> bytes:
    with open(str(finders.find(FILE)), "rb") as file:
        return file.read()
