"""How surely a session knows its person. The marks name the person, so that they never count for another."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from dugnad.kernel.identity.models import Person

TWO_STEPS = "second_factor"
DEMO = "demo_person"


def mark_two_steps(session: SessionBase, person: Person) -> None:
    """This session has seen a second factor of the person, or a log-in provider that saw one."""
    session[TWO_STEPS] = str(person.id)


def mark_demo(session: SessionBase, person: Person) -> None:
    """This session was opened by picking the person from the demo's list."""
    session[DEMO] = str(person.id)


def took_two_steps(request: HttpRequest) -> bool:
    """True if the session that the request comes in was opened, or later confirmed, with a second factor."""
    return bool(request.session.get(TWO_STEPS) == str(request.user.pk))


def may_go_on(request: HttpRequest) -> bool:
    """False for a session that was picked in the demo once the installation is a demo no longer."""
    return settings.DEMO or DEMO not in request.session
