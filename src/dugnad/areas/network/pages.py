"""The network's pages."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from dugnad.areas.network import selectors
from dugnad.kernel.areas import ANYONE, authorised

PAGE_SIZE = 25


@require_GET
@authorised(ANYONE)
def members(request: HttpRequest) -> HttpResponse:
    found = selectors.members(
        request.actor, kind=request.GET.get("kind", ""), words=request.GET.get("q", "")
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "network/members.html", {"page": page})


app_name = "network"
urlpatterns = [
    path("", members, name="members"),
]
