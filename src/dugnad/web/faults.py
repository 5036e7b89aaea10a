"""Faults that Django finds itself, told like every other problem: as a page, or as RFC 9457 details in the API."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dugnad.kernel.problems import Forbidden, NotFound, Problem
from dugnad.web.middleware import problem_json, problem_page


class Failure(Problem):
    """It went wrong here, not with the reader."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    code = "failure"
    title = gettext_lazy("Something failed here")


def tell(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem in the form that its reader understands."""
    if request.path.startswith("/api/"):
        return problem_json(request, problem)
    return problem_page(request, problem)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return HttpResponse("Unknown host", status=HTTPStatus.BAD_REQUEST, content_type="text/plain")
    return tell(request, Problem(_("The request cannot be read.")))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return tell(request, Forbidden())


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent without its token: most often one that was open for too long."""
    return tell(
        request, Forbidden(_("This page was open for too long. Load it again, then send the form once more."))
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return tell(request, NotFound())


def failed(request: HttpRequest) -> HttpResponse:
    """Needs nothing that may have failed: no database, no session."""
    if request.path.startswith("/api/"):
        return problem_json(request, Failure())
    page = get_template("failed.html").render({"language": get_language() or "nb"})
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
