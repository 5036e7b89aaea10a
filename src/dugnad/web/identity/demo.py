"""The demo, and only the demo: picking who to be."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dugnad.kernel.areas import ANYONE, authorised
from dugnad.kernel.identity import assurance, selectors, sessions
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.selectors import Persona
from dugnad.kernel.problems import Invalid, NotFound


def personas() -> list[Persona]:
    """The people to choose from, for `identity/personas.html`; nobody outside the demo."""
    return selectors.personas() if settings.DEMO else []


@never_cache
@require_http_methods(["GET", "POST"])
@authorised(ANYONE)
def demo(request: HttpRequest) -> HttpResponse:
    """Show the list, or become the person that was picked."""
    if not settings.DEMO:
        raise NotFound
    if request.method == "POST":
        _become(request, _picked(request.POST.get("person", "")))
        return redirect(_next(request))
    return render(request, "identity/demo.html", {"personas": personas()})


def _next(request: HttpRequest) -> str:
    """Where the person was going; only within the platform."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "home"


def _picked(text: str) -> Person:
    """An invented person with an open account; real people are never lent out."""
    try:
        wanted = UUID(text)
    except ValueError as fault:
        raise Invalid(_("Choose a person from the list.")) from fault
    person = Person.objects.filter(id=wanted, invented=True, is_active=True).first()
    if person is None:
        raise NotFound
    return person


def _become(request: HttpRequest, person: Person) -> None:
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    sessions.open_session(request, person, "demo")
    assurance.mark_demo(request.session, person)
    assurance.mark_two_steps(request.session, person)
