"""Tokens that let other systems act for a person."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.access.purposes import known_purposes
from dugnad.kernel.identity.models import AccessToken, Scope
from dugnad.kernel.identity.rules import TOKEN, TOKEN_FIELDS, token_thing
from dugnad.kernel.identity.services import printable
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Invalid, NotFound, SecondFactorNeeded, SignInNeeded

# Every call with a token asks this; put together by the ORM it costs thirty times as much.
ROLES_OF_BEARER = """
    SELECT token.id, token.scope, token.purposes, token.last_used_on, token.person_id, token.organisation_id,
           held.organisation_id, held.role
    FROM identity_accesstoken token
    JOIN identity_person person ON person.id = token.person_id AND person.is_active
    LEFT JOIN organisations_membership held ON held.person_id = token.person_id AND held.ended_at IS NULL
    WHERE token.digest = %s AND token.revoked_at IS NULL AND token.expires_at > %s
"""
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
    *,
    actor: Actor,
    name: str,
    scope: str,
    last_day: date,
    organisation: UUID | None = None,
    purposes: Collection[str] = (),
) -> tuple[AccessToken, str]:
    """Make a token for the actor, or for an organisation that the actor administers; gives it and its secret.

    It reads what others share for these purposes only; without any, only what needs no purpose. The secret is
    told this once. SecondFactorNeeded without two-step sign-in; Invalid at `name`, `scope`, `purposes` or
    `last_day` (the last day it works, at most a year ahead).
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
        purposes=_clean_purposes(purposes),
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
    rows = _rows(secret, now)
    if not rows:
        raise InvalidToken
    id_, scope, purposes, last_used_on, person, limit = rows[0][:6]
    held = {(UUID(str(row[6])), row[7]) for row in rows if row[6] and limit in (None, row[6])}
    if limit and not held:
        raise InvalidToken
    _note_use(id_, last_used_on, timezone.localdate(now))
    actor = Actor(UUID(str(person)), frozenset(held), purposes=frozenset(json.loads(purposes)))
    return Holder(actor, scope == Scope.WRITE)


def _rows(secret: str, now: datetime) -> list[tuple[Any, ...]]:
    """The token's row once for each role that its maker holds; none if it does not work."""
    with connection.cursor() as cursor:
        cursor.execute(ROLES_OF_BEARER, [digest(secret), connection.ops.adapt_datetimefield_value(now)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _note_use(token: UUID | str, last_used_on: date | str | None, today: date) -> None:
    if str(last_used_on) != today.isoformat():
        AccessToken.objects.filter(id=token).update(last_used_on=today)


def _thing(token: AccessToken) -> Thing:
    return token_thing(token.id, person=token.person_id, organisation=token.organisation_id)


def _clean_name(name: str) -> str:
    name = printable(name)
    if not name:
        raise Invalid(fields={"name": _("Say what the token is for, so that you know it again.")})
    if len(name) > 80:
        raise Invalid(fields={"name": _("Use at most 80 characters.")})
    return name


def _clean_scope(scope: str) -> str:
    if scope not in Scope.values:
        raise Invalid(fields={"scope": _("Choose what the token may do.")})
    return scope


def _clean_purposes(purposes: Collection[str]) -> list[str]:
    known = known_purposes()
    if not set(purposes) <= set(known):
        raise Invalid(fields={"purposes": _("Choose purposes of the list.")})
    return [name for name in known if name in purposes]


def _clean_expiry(last_day: date) -> datetime:
    today = timezone.localdate()
    if not today <= last_day <= today + LONGEST:
        raise Invalid(fields={"last_day": _("Choose a day from today and at most a year ahead.")})
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
