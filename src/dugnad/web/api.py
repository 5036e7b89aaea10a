"""The API: one description, assembled from the areas, with problems as RFC 9457."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from dugnad.kernel.areas import manifests
from dugnad.kernel.problems import Forbidden, Invalid, NotFound, Problem
from dugnad.web.bodies import JsonParser
from dugnad.web.house.api import router as house
from dugnad.web.house.witnesses import router as witnesses
from dugnad.web.middleware import presents_token, problem_json
from dugnad.web.shapes import faults

SAFE = ("GET", "HEAD", "OPTIONS")


class Visitor(AuthBase):
    """Lets everyone reach the operation, which says itself whom it admits; guards cookies against forgery."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> bool:
        by_cookie = not presents_token(request)
        if by_cookie and request.method not in SAFE and check_csrf(request):
            raise Forbidden(_("The request lacks a valid CSRF token."))
        return True


class JsonRenderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return orjson.dumps(data, default=str)


class Api(NinjaAPI):
    """The API, whose description tells how every operation answers with a problem."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**options)
        for path in described["paths"].values():
            for operation in path.values():
                _tell_of_problems(operation["responses"])
        return described


PROBLEM = {
    "description": "What is not right, as problem details (RFC 9457)",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "errors": {"type": "array", "items": {"type": "object"}},
                },
            }
        }
    },
}


def _tell_of_problems(responses: dict[Any, Any]) -> None:
    for status in [status for status in responses if str(status).startswith("4")]:
        responses[status] = PROBLEM
    responses["4XX"] = PROBLEM


api = Api(
    title="Dugnad", version="1", auth=Visitor(), parser=JsonParser(), renderer=JsonRenderer(), docs_url=None
)
for manifest in manifests():
    if manifest.api:
        api.add_router("", import_string(manifest.api))
api.add_router("", house)
api.add_router("", witnesses)


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return problem_json(request, error)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem_json(request, Invalid(fields=faults(error.errors)))


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_json(request, NotFound())


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if isinstance(error.__cause__, Problem):
        return problem_json(request, error.__cause__)
    unread = error.status_code == HTTPStatus.BAD_REQUEST
    problem = Problem(_("The body cannot be read. Send it as JSON.") if unread else str(error))
    problem.status = error.status_code
    return problem_json(request, problem)


@api.exception_handler(AuthenticationError)
def on_unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_json(request, Forbidden())
