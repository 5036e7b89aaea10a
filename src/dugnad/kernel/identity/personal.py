"""What is stored about a person for signing in: given back, erased, and deleted when its time is past."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dugnad.kernel.access import Actor
from dugnad.kernel.areas.manifest import Download
from dugnad.kernel.identity.models import AccessToken, Person, SignIn
from dugnad.kernel.identity.rules import person_thing
from dugnad.kernel.ledger.services import record

NAMELESS = "–"
KEEP_SPENT_TOKENS = timedelta(days=365)


def export_account(person: UUID) -> Iterable[Download]:
    """The account: name, e-mail, language, second factors without their secrets, linked log-in providers."""
    yield _file("account", _account(person))


def export_sign_ins(person: UUID) -> Iterable[Download]:
    """Where the person is signed in."""
    yield _file("sign-ins", _rows(SignIn.objects.filter(person=person), "method", "agent", "began_at"))


def export_tokens(person: UUID) -> Iterable[Download]:
    """The tokens that the person made, without their secrets."""
    fields = (
        "name",
        "scope",
        "purposes",
        "organisation__name",
        "made_at",
        "expires_at",
        "last_used_on",
        "revoked_at",
    )
    yield _file("tokens", _rows(AccessToken.objects.filter(person=person), *fields))


def _account(person: UUID) -> dict[str, Any]:
    fields = (
        "id",
        "name",
        "email",
        "language",
        "joined_at",
        "last_login",
        "is_active",
        "operator",
        "invented",
    )
    row = Person.objects.filter(id=person).values(*fields).first() or {}
    return {
        **row,
        "email_addresses": _rows(EmailAddress.objects.filter(user=person), "email", "verified"),
        "second_factors": list(_factors(person)),
        "log_in_providers": _rows(
            SocialAccount.objects.filter(user=person),
            "provider",
            "uid",
            "extra_data",
            "date_joined",
            "last_login",
        ),
    }


def _factors(person: UUID) -> Iterator[dict[str, Any]]:
    for factor in Authenticator.objects.filter(user=person).order_by("created_at"):
        yield {
            "type": factor.type,
            "name": factor.data.get("name", ""),
            "created_at": factor.created_at,
            "last_used_at": factor.last_used_at,
        }


def _rows(queryset: QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    return list(queryset.order_by("pk").values(*fields))


def _file(name: str, content: object) -> Download:
    text = json.dumps(content, indent=2, ensure_ascii=False, cls=DjangoJSONEncoder)
    return f"identity/{name}.json", text.encode()


@transaction.atomic
def erase_account(person: UUID) -> int:
    """Make the account nameless and close it for good; what others signed or decided keeps its bare id."""
    nameless = {"name": NAMELESS, "email": None, "password": make_password(None), "last_login": None}
    closed = {"is_active": False, "operator": False, "erased_at": timezone.now()}
    changed = Person.objects.filter(id=person, erased_at=None).update(**nameless, **closed)
    gone = [_delete(model, person) for model in (EmailAddress, Authenticator, SocialAccount)]
    if changed:
        record("identity.person_erased", actor=Actor(operator=True), thing=person_thing(person))
    return changed + sum(gone)


def erase_sign_ins(person: UUID) -> int:
    """End every session."""
    going = Session.objects.filter(sign_in__person=person)
    count = going.count()
    going.delete()
    return count


def erase_tokens(person: UUID) -> int:
    """Delete every token that the person made."""
    return AccessToken.objects.filter(person=person).delete()[0]


def _delete(model: Any, person: UUID) -> int:
    count: int = model.objects.filter(user=person).delete()[0]
    return count


def expire_sign_ins(now: datetime) -> int:
    """Delete sessions that have run out, and the network addresses that were counted against guessing."""
    spent = Session.objects.filter(expire_date__lt=now)
    count = spent.count()
    spent.delete()
    return count + _clear_cache(now)


def _clear_cache(now: datetime) -> int:
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    at = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [at])  # noqa: S608
        return int(cursor.rowcount)


def expire_tokens(now: datetime) -> int:
    """Delete tokens that have been useless for a year."""
    before = now - KEEP_SPENT_TOKENS
    return AccessToken.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)).delete()[0]
