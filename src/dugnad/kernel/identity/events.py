"""What happens to accounts, written in the log without personal data. allauth tells of it by signals."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.identity import assurance, sessions
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.rules import NO_PERSON, person_thing
from dugnad.kernel.ledger.services import record

PLATFORM = Actor(operator=True)


def tell(name: str, person: Person, actor: Actor | None = None) -> None:
    """Write one event about the person's account; done by the person unless an actor is given."""
    with transaction.atomic():
        record(f"identity.{name}", actor=actor or Actor(person.id), thing=person_thing(person.id))


def tell_failed_sign_in(email: str) -> None:
    """Someone failed to sign in; the event names the account that was tried, if there is one."""
    person = Person.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()
    with transaction.atomic():
        record("identity.sign_in_failed", actor=NOBODY, thing=person_thing(person or NO_PERSON))


def _acting() -> Actor:
    """Who acts in the request that is handled now; the platform itself outside of one."""
    request = context.request
    return request.actor if request and getattr(request, "actor", None) else PLATFORM


@receiver(account.authentication_step_completed, dispatch_uid="identity.step")
def _on_step(sender: Any, request: HttpRequest, method: str, user: Person, **kwargs: Any) -> None:
    if method == "mfa":
        assurance.mark_two_steps(request.session, user)


@receiver(account.user_logged_in, dispatch_uid="identity.signed_in")
def _on_signed_in(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    login = kwargs.get("sociallogin")
    if login and login.account.extra_data.get("two_steps") is True:
        assurance.mark_two_steps(request.session, user)
    sessions.tell_signed_in(user)


@receiver(user_logged_out, dispatch_uid="identity.signed_out")
def _on_signed_out(sender: Any, request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    if user:
        tell("signed_out", user)


@receiver(mfa.authentication_failed, dispatch_uid="identity.second_step_failed")
def _on_second_step_failed(sender: Any, user: Person, **kwargs: Any) -> None:
    tell("second_step_failed", user, NOBODY)


@receiver(post_save, sender=Authenticator, dispatch_uid="identity.factor_added")
def _on_factor_saved(sender: Any, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    if created:
        codes = instance.type == Authenticator.Type.RECOVERY_CODES
        tell("codes_made" if codes else "factor_added", instance.user, _acting())


@receiver(post_delete, sender=Authenticator, dispatch_uid="identity.factor_removed")
def _on_factor_deleted(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    if instance.type != Authenticator.Type.RECOVERY_CODES:
        tell("factor_removed", instance.user, _acting())


@receiver([account.password_changed, account.password_set], dispatch_uid="identity.password_changed")
def _on_password_changed(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    tell("password_changed", user)
    # The session got a new key; the others no longer fit the password.
    sessions.note_sign_in(request, user)
    sessions.end_sessions(actor=Actor(user.id), person=user.id, keep=request.session.session_key)


@receiver(account.password_reset, dispatch_uid="identity.password_reset")
def _on_password_reset(sender: Any, request: HttpRequest, user: Person, **kwargs: Any) -> None:
    tell("password_changed", user)
    sessions.end_sessions(actor=Actor(user.id), person=user.id)
    # The link came by mail, so the address is the person's.
    EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)


@receiver(account.email_changed, dispatch_uid="identity.email_changed")
def _on_email_changed(sender: Any, user: Person, **kwargs: Any) -> None:
    tell("email_changed", user)


@receiver(social.social_account_added, dispatch_uid="identity.provider_linked")
def _on_linked(sender: Any, sociallogin: Any, **kwargs: Any) -> None:
    tell("provider_linked", sociallogin.user)


@receiver(social.social_account_removed, dispatch_uid="identity.provider_unlinked")
def _on_unlinked(sender: Any, socialaccount: Any, **kwargs: Any) -> None:
    tell("provider_unlinked", socialaccount.user)
