"""Tokens that let other systems act for a person."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.identity.models import AccessToken, Scope
from dugnad.kernel.identity.rules import TOKEN, TOKEN_FIELDS, token_thing
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Invalid, NotFound, SecondFactorNeeded, SignInNeeded

PREFIX = "dugnad_"
LONGEST = timedelta(days=365)


class InvalidToken(SignInNeeded):
    """The token is not one of ours, has expired or was revoked; which of these is not told."""

    code = "invalid-token"
    title = gettext_lazy("This token does not work")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a token lets act, and whether it may change anything."""

    actor: Actor
    writes: bool


def digest(secret: str) -> str:
    """SHA-256 in hexadecimal. The secret has 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, actor: Actor, name: str, scope: str, last_day: date, organisation: UUID | None = None
) -> tuple[AccessToken, str]:
    """Make a token for the actor, or for an organisation that the actor administers; gives it and its secret.

    The secret is told this once. SecondFactorNeeded without two-step sign-in; Invalid at `name`, `scope`
    or `last_day` (the last day it works, at most a year ahead).
    """
    person = None if organisation else actor.person
    require(actor, "make", token_thing(None, person=person, organisation=organisation))
    if actor.person is None:
        raise SignInNeeded
    if not actor.second_factor:
        raise SecondFactorNeeded(_("Sign in with two steps to make a token."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        name=_clean_name(name),
        scope=_clean_scope(scope),
        expires_at=_clean_expiry(last_day),
        digest=digest(secret),
        person_id=actor.person,
        organisation_id=organisation,
    )
    record("identity.token_made", actor=actor, thing=_thing(token))
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Actor, token: UUID) -> None:
    """Make a token useless from now on; NotFound for one that the actor may not know or that is revoked."""
    row = AccessToken.objects.select_for_update().filter(id=token, revoked_at=None).first()
    if row is None:
        raise NotFound
    require(actor, "revoke", _thing(row))
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    record("identity.token_revoked", actor=actor, thing=_thing(row))


def tokens(actor: Actor) -> QuerySet[AccessToken]:
    """The tokens that are not revoked: the actor's own, and those of organisations that the actor administers."""
    rows = AccessToken.objects.filter(revoked_at=None).select_related("organisation", "person")
    return visible(rows, actor, TOKEN, TOKEN_FIELDS)


def holder_of(secret: str) -> Holder:
    """Whom the token lets act: its maker with the roles held now, within the token's limits; never an operator.

    InvalidToken if it does not work: unknown, expired, revoked, its maker's account closed, or its maker
    without a role in the organisation that it is limited to. One query; a second on the first use of a day.
    """
    now = timezone.now()
    rows = list(
        AccessToken.objects.filter(
            digest=digest(secret), revoked_at=None, expires_at__gt=now, person__is_active=True
        )
        .annotate(
            held=FilteredRelation("person__memberships", condition=Q(person__memberships__ended_at=None))
        )
        .values_list(
            "id",
            "scope",
            "last_used_on",
            "person_id",
            "organisation_id",
            "held__organisation_id",
            "held__role",
        )
    )
    if not rows:
        raise InvalidToken
    id_, scope, last_used_on, person, limit, *_ = rows[0]
    _note_use(id_, last_used_on, timezone.localdate(now))
    held = {(row[5], row[6]) for row in rows if row[5] and limit in (None, row[5])}
    if limit and not held:
        raise InvalidToken
    return Holder(Actor(person, frozenset(held)), scope == Scope.WRITE)


def _note_use(token: UUID, last_used_on: date | None, today: date) -> None:
    if last_used_on != today:
        AccessToken.objects.filter(id=token).update(last_used_on=today)


def _thing(token: AccessToken) -> Thing:
    return token_thing(token.id, person=token.person_id, organisation=token.organisation_id)


def _clean_name(name: str) -> str:
    name = name.strip()
    if not name:
        raise Invalid(fields={"name": _("Say what the token is for, so that you know it again.")})
    if len(name) > 80:
        raise Invalid(fields={"name": _("Use at most 80 characters.")})
    return name


def _clean_scope(scope: str) -> str:
    if scope not in Scope.values:
        raise Invalid(fields={"scope": _("Choose what the token may do.")})
    return scope


def _clean_expiry(last_day: date) -> datetime:
    today = timezone.localdate()
    if not today <= last_day <= today + LONGEST:
        raise Invalid(fields={"last_day": _("Choose a day from today and at most a year ahead.")})
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
