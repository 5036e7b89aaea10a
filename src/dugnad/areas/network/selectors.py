"""What the network shows of its members."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import visible
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.organisations.rules import ORGANISATION
from dugnad.kernel.problems import NotFound


def members(actor: Actor, *, kind: str = "", words: str = "") -> QuerySet[Organisation]:
    """The present members that the actor may see, by name; filtered by kind and by words in name or place."""
    rows = visible(Organisation.objects.filter(left_at=None), actor, ORGANISATION, Fields(owner="id"))
    if kind:
        rows = rows.filter(kind=kind)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(place__icontains=word) | Q(number=word))
    return rows.order_by("name", "id")


def live_number(actor: Actor) -> tuple[int, str]:
    """How many members there are, for the card on the first page."""
    return members(actor).count(), _("members")


def member(actor: Actor, organisation: UUID, fields: tuple[str, ...]) -> dict[str, Any]:
    """The fields of one member; NotFound if there is none."""
    row = members(actor).filter(id=organisation).values(*fields).first()
    if row is None:
        raise NotFound
    return row
