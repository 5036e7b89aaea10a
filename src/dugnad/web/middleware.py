"""Around every request: the reader's language, who acts, and problems told as a page or RFC 9457 details."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from dugnad.kernel.access import NOBODY, Actor, wall
from dugnad.kernel.areas.routes import to_sign_in
from dugnad.kernel.identity import assurance
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.backends import person_with_roles
from dugnad.kernel.identity.tokens import holder_of
from dugnad.kernel.problems import Forbidden, Invalid, NotFound, Problem, SignInNeeded

Handler = Callable[[HttpRequest], HttpResponseBase]
LANGUAGES = frozenset(dict(settings.LANGUAGES))
SAFE = ("GET", "HEAD", "OPTIONS")


class PolicyMiddleware(CSPMiddleware):
    """The one Content-Security-Policy of all answers, put together once; a page that uses its nonce adds it."""

    def __init__(self, handle: Handler) -> None:
        super().__init__(handle)
        self.plain = build_policy()
        self.before, _mark, self.after = build_policy(nonce="?").partition("?")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        nonce = getattr(request, "_csp_nonce", None)
        response.headers[HEADER] = f"{self.before}{nonce}{self.after}" if nonce else self.plain
        if not nonce:
            request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response


class LanguageMiddleware:
    """The language the reader chose, else the browser's, else bokmål."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = chosen_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.handle(request)
        response.headers.setdefault("Content-Language", language)
        return response


def chosen_language(request: HttpRequest) -> str:
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in LANGUAGES:
        return cookie
    for part in request.headers.get("Accept-Language", "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        code = {"no": "nb"}.get(code, code)
        if code in LANGUAGES:
            return code
    return settings.LANGUAGE_CODE


class ActorMiddleware:
    """Sets `request.actor` when first asked for."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: _let_in(request))  # type: ignore[attr-defined]
        with wall.closed():
            return self._refuse_token(request) or self.handle(request)

    @staticmethod
    def process_view(request: HttpRequest, *_view: object) -> None:
        """Open the wall before the view asks for its first row: what a route is sent by id is then found.

        Nobody is not kept: who signs in meanwhile is somebody.
        """
        if wall.stands() and type(request.actor) is SimpleLazyObject:  # type: ignore[attr-defined]
            actor = _let_in(request)
            if actor.person:
                request.actor = actor  # type: ignore[attr-defined]

    @staticmethod
    def _refuse_token(request: HttpRequest) -> HttpResponse | None:
        """A token that does not work is told at once, even where nobody need sign in."""
        if not presents_token(request):
            return None
        try:
            actor = _let_in(request)
        except Problem as problem:
            answer = problem_json(request, problem)
            if answer.status_code == 401:
                answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        request.actor = actor  # type: ignore[attr-defined]
        request.user = SimpleLazyObject(lambda: person_with_roles(str(actor.person)))  # type: ignore[assignment]
        return None


def _let_in(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    wall.open_for(actor)
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """Who acts: whom the token lets act, or the person whose session this is."""
    if presents_token(request):
        return _token_actor(request)
    if not request.user.is_authenticated or not assurance.may_go_on(request):
        return NOBODY
    return actor_for(request.user, second_factor=assurance.took_two_steps(request))


def presents_token(request: HttpRequest) -> bool:
    """True for a call of the API with a bearer token; its session, if any, then counts for nothing."""
    scheme = request.headers.get("Authorization", "").partition(" ")[0]
    return request.path.startswith("/api/") and scheme.lower() == "bearer"


def _token_actor(request: HttpRequest) -> Actor:
    holder = holder_of(request.headers["Authorization"].partition(" ")[2].strip())
    if request.method not in SAFE and not holder.writes:
        raise Forbidden(_("This token may only read."))
    return holder.actor


class ProblemMiddleware:
    """Turns a `Problem` into what its reader understands."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.handle(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        problem = error if isinstance(error, Problem) else nul_refused(request, error)
        if problem is None:
            return None
        if request.path.startswith("/api/"):
            return problem_json(request, problem)
        if isinstance(problem, SignInNeeded) and request.method == "GET":
            return to_sign_in(request)
        return problem_page(request, problem)


def nul_refused(request: HttpRequest, error: Exception) -> Problem | None:
    """What PostgreSQL would not take because an address or a form holds NUL, told at those names."""
    if not isinstance(error, DataError):
        return None
    if "\0" in request.path:
        return NotFound()
    given = [*request.GET.lists(), *request.POST.lists()]
    names = [name for name, values in given if any("\0" in str(value) for value in values)]
    return Invalid(fields=dict.fromkeys(names, ProhibitNullCharactersValidator.message)) if names else None


def problem_json(request: HttpRequest, problem: Problem) -> HttpResponse:
    """RFC 9457 problem details; `errors` follow its example of validation problems.

    What else a problem tells (`Problem.extra`, as the revision that stands now) are extension members (section 3.2).
    """
    body: dict[str, Any] = {
        **{name: value for name, value in problem.extra.items() if _is_json(value)},
        "type": f"/docs/problems#{problem.code}",
        "title": str(problem.title),
        "status": problem.status,
        "instance": request.path,
    }
    if problem.detail:
        body["detail"] = str(problem.detail)
    if problem.fields:
        body["errors"] = [{"pointer": f"#/{k}", "detail": str(v)} for k, v in problem.fields.items()]
    return JsonResponse(body, status=problem.status, content_type="application/problem+json")


def _is_json(value: Any) -> bool:
    """Whether a program can be told it: plain values, and lists and objects of them; ids and times as text."""
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_json(one) for name, one in value.items())
    if isinstance(value, list | tuple):
        return all(map(_is_json, value))
    return value is None or isinstance(value, str | int | float | UUID | datetime)


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    return render(request, "problem.html", {"problem": problem}, status=problem.status)
