"""Descriptions as open data."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dugnad.areas.services.catalogue import selectors
from dugnad.areas.services.catalogue.exchange import SUFFIXES, all_as_rdf, as_rdf
from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import NotFound


@require_safe
@authorised(ANYONE)
def open_data(request: Request, form: str) -> HttpResponse:
    return rdf(all_as_rdf(_root(request, form), form), form, "services")


@require_safe
@authorised(ANYONE)
def one_as_data(request: Request, slug: str, form: str) -> HttpResponse:
    root, rows = _root(request, form), list(selectors.everything().filter(slug=slug))
    if not rows:
        raise NotFound
    return rdf(as_rdf(rows, root, form), form, slug)


def _root(request: Request, form: str) -> str:
    """What addresses of this installation begin with; NotFound for a form that is not written."""
    if form not in SUFFIXES.values():
        raise NotFound
    return request.build_absolute_uri(reverse("services:door"))


def rdf(data: bytes, form: str, name: str) -> HttpResponse:
    """Descriptions as a file."""
    from dugnad.areas.services.catalogue.rdf.names import FORMATS

    response = HttpResponse(data, content_type=f"{FORMATS[form][1]}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.{form}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response
