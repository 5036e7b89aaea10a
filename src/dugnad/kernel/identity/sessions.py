"""Opening, listing and ending sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from dugnad.kernel.access import Actor
from dugnad.kernel.identity.agents import agent_in_words
from dugnad.kernel.identity.models import Person, SignIn
from dugnad.kernel.identity.rules import person_thing
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import NotFound


def open_session(request: HttpRequest, person: Person, method: str) -> None:
    """Sign the person in without asking anything more; the caller has proof (an invitation by mail, the demo).

    NotFound if the account is closed.
    """
    if not person.is_active:
        raise NotFound
    record_authentication(request, person, method)
    get_adapter(request).login(request, person)
    request.user = person
    tell_signed_in(person)


def tell_signed_in(person: Person) -> None:
    """Write it in the log."""
    with transaction.atomic():
        record("identity.signed_in", actor=Actor(person.id), thing=person_thing(person.id))


@receiver(user_logged_in, dispatch_uid="identity.note_sign_in")
def _note_sign_in(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    note_sign_in(request, user)


def note_sign_in(request: HttpRequest, person: Person) -> None:
    """Remember where the person is signed in."""
    if request.session.session_key is None:
        request.session.save()
    SignIn.objects.update_or_create(
        session_id=request.session.session_key,
        defaults={
            "person": person,
            "method": _method(request, person),
            "agent": agent_in_words(request.META.get("HTTP_USER_AGENT", "")),
        },
    )


def _method(request: HttpRequest, person: Person) -> str:
    """What the person did first to get in: password, socialaccount, mfa (a passkey alone), demo, invitation."""
    records = get_authentication_records(request, person)
    return str(records[0]["method"])[:20] if records else ""


def sign_ins(person: UUID) -> QuerySet[SignIn]:
    """Where the person is signed in now, the latest first."""
    return SignIn.objects.filter(person=person, session__expire_date__gt=timezone.now()).order_by("-began_at")


@transaction.atomic
def end_sign_in(*, actor: Actor, sign_in: UUID) -> None:
    """End one of the actor's own sessions; NotFound for any other."""
    ended, _ = Session.objects.filter(sign_in__id=sign_in, sign_in__person=actor.person).delete()
    if not ended or actor.person is None:
        raise NotFound
    record("identity.sessions_ended", actor=actor, thing=person_thing(actor.person))


@transaction.atomic
def end_sessions(*, actor: Actor, person: UUID, keep: str | None = None) -> int:
    """End the person's sessions, but for the one whose key is `keep`; gives how many."""
    going = Session.objects.filter(sign_in__person=person).exclude(session_key=keep or "")
    count = going.count()
    if count:
        going.delete()
        record("identity.sessions_ended", actor=actor, thing=person_thing(person))
    return count
