"""The personal data kept here, roles and invitations: given back, deleted on request, let go in time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import Download, PersonalData
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Invitation, Membership

ROLES_KEPT = timedelta(days=5 * 365)
INVITATIONS_KEPT = timedelta(days=90)


def export_roles(person: UUID) -> Iterable[Download]:
    """Every role the person holds or held."""
    rows = Membership.objects.filter(person=person).values(
        "role",
        "authority",
        "since",
        "ended_at",
        in_organisation=F("organisation__name"),
        in_unit=F("unit__name"),
    )
    yield from _file("roles.json", rows)


def erase_roles(person: UUID) -> int:
    """End the person's roles now and forget on what authority they signed."""
    held = Membership.objects.filter(person=person)
    held.filter(ended_at=None).update(ended_at=timezone.now())
    return held.update(authority="", unit=None)


def expire_roles(now: datetime) -> int:
    """Delete roles that ended more than five years ago and that nothing else rests on."""
    return sum(_deleted(row) for row in Membership.objects.filter(ended_at__lt=now - ROLES_KEPT))


def _deleted(row: Membership) -> int:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return 0
    return 1


def _invitations(person: UUID) -> Q:
    email = Person.objects.filter(id=person).values_list("email", flat=True).first()
    sent_to = Q(email=email.lower()) if email else Q(pk__in=[])
    return Q(accepted_by=person) | sent_to


def export_invitations(person: UUID) -> Iterable[Download]:
    """Every invitation sent to the person that is still kept."""
    rows = Invitation.objects.filter(_invitations(person)).values(
        "email", "role", "authority", "invited_at", "expires_at", "accepted_at", "withdrawn_at",
        in_organisation=F("organisation__name"),
    )  # fmt: skip
    yield from _file("invitations.json", rows)


def erase_invitations(person: UUID) -> int:
    """Delete the invitations sent to the person."""
    return Invitation.objects.filter(_invitations(person)).delete()[0]


def expire_invitations(now: datetime) -> int:
    """Delete invitations 90 days after they were answered, withdrawn or ran out."""
    past = now - INVITATIONS_KEPT
    done = Q(accepted_at__lt=past) | Q(withdrawn_at__lt=past) | Q(expires_at__lt=past)
    return Invitation.objects.filter(done).delete()[0]


def _file(name: str, found: Iterable[Any]) -> Iterable[Download]:
    if rows := list(found):
        yield name, json.dumps(rows, ensure_ascii=False, indent=2, default=str).encode()


PERSONAL_DATA = (
    PersonalData(
        name="roles",
        what=_("Your roles in organisations, your unit there, and on what authority you sign"),
        why=_("To know what you may see and do for your organisation"),
        ground=_("The organisation's legitimate interest (GDPR article 6.1 f)"),
        keep=ROLES_KEPT,
        export=export_roles,
        erase=erase_roles,
        expire=expire_roles,
    ),
    PersonalData(
        name="invitations",
        what=_("Invitations sent to your e-mail address"),
        why=_("To let you join an organisation in the network"),
        ground=_("The organisation's legitimate interest (GDPR article 6.1 f)"),
        keep=INVITATIONS_KEPT,
        export=export_invitations,
        erase=erase_invitations,
        expire=expire_invitations,
    ),
)
