"""Every write to people's accounts."""

from __future__ import annotations

from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity import sessions
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.rules import person_thing
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Forbidden, Invalid, NotFound

LONGEST_NAME = 120


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    email: str,
    name: str,
    language: str = settings.LANGUAGE_CODE,
    password: str | None = None,
) -> Person:
    """Make an account for someone who has shown that the e-mail address is theirs (an invitation sent to it).

    Invalid at `email` if an account has it, at `name` or at `password` if they cannot be used. The caller
    has decided that there may be an account; without a password its person signs in by log-in provider,
    by the invitation, or after 'forgotten password'.
    """
    email = _clean_email(email)
    person = Person(email=email, name=_clean_name(name), language=_clean_language(language))
    if password is not None:
        _check_password(password, person)
    person.set_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    record("identity.person_added", actor=actor, thing=person_thing(person.id))
    return person


def person_of(email: str) -> Person | None:
    """The open account that has shown that this e-mail address is its own, or None."""
    address = EmailAddress.objects.filter(email=email.strip().lower(), verified=True, user__is_active=True)
    return next((found.user for found in address.select_related("user")), None)


@transaction.atomic
def change_person(*, actor: Actor, person: UUID, name: str, language: str) -> Person:
    """Change the name and language of one's own account. Invalid at `name` or `language`."""
    require(actor, "change", person_thing(person))
    row = find(person)
    row.name, row.language = _clean_name(name), _clean_language(language)
    row.save(update_fields=["name", "language"])
    record("identity.person_changed", actor=actor, thing=person_thing(person))
    return row


@transaction.atomic
def make_operator(*, actor: Actor, email: str, name: str) -> Person:
    """Let a person run the platform; makes their account when there is none. Only another operator may."""
    if not actor.operator:
        raise Forbidden
    person = person_of(email) or add_person(actor=actor, email=email, name=name)
    person.operator = True
    person.save(update_fields=["operator"])
    record("identity.operator_made", actor=actor, thing=person_thing(person.id))
    return person


@transaction.atomic
def close_account(*, actor: Actor, person: UUID) -> None:
    """Close an account: it cannot sign in, its sessions and tokens stop at once. It can be opened again."""
    require(actor, "close", person_thing(person))
    if not Person.objects.filter(id=person, is_active=True).update(is_active=False):
        raise NotFound
    sessions.end_sessions(actor=actor, person=person)
    record("identity.account_closed", actor=actor, thing=person_thing(person))


@transaction.atomic
def open_account(*, actor: Actor, person: UUID) -> None:
    """Open a closed account again; an erased one stays closed."""
    require(actor, "close", person_thing(person))
    if not Person.objects.filter(id=person, is_active=False, erased_at=None).update(is_active=True):
        raise NotFound
    record("identity.account_opened", actor=actor, thing=person_thing(person))


def find(person: UUID) -> Person:
    """The row, or NotFound."""
    row = Person.objects.filter(id=person).first()
    if row is None:
        raise NotFound
    return row


def printable(text: str) -> str:
    """The text on one line, without signs that cannot be shown (some databases refuse them)."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _clean_name(name: str) -> str:
    name = printable(name)
    if not name:
        raise Invalid(fields={"name": _("Write your name.")})
    if len(name) > LONGEST_NAME:
        raise Invalid(fields={"name": _("Use at most %(count)d characters.") % {"count": LONGEST_NAME}})
    return name


def _clean_language(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Invalid(fields={"language": _("Choose one of the languages.")})
    return language


def _clean_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as fault:
        raise Invalid(fields={"email": _("Write an e-mail address, as in name@example.org.")}) from fault
    if Person.objects.filter(email=email).exists() or person_of(email):
        raise Invalid(fields={"email": _("There is an account with this e-mail address already.")})
    return email


def _check_password(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as fault:
        raise Invalid(fields={"password": " ".join(fault.messages)}) from fault
