"""Residents are told of looks afterwards: those with an account by us, others by the care service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from dugnad.areas.rescue.models import Look
from dugnad.areas.rescue.residents import mail
from dugnad.areas.rescue.residents.services.changing import _for_change
from dugnad.areas.rescue.residents.services.rows import tell
from dugnad.kernel.access import Actor, wall


def over(now: datetime) -> QuerySet[Look]:
    """The looks that nobody has told of, in incidents that are closed and through openings that have ended."""
    ended = Q(incident__closed_at__lte=now) | Q(opening__until__lte=now) | Q(incident=None, opening=None)
    return Look.objects.filter(ended, told_at=None, resident__synthetic=False)


@transaction.atomic
def tell_looks(now: datetime) -> None:
    """The schedule: one letter to each resident with an account, however many looks there were."""
    waiting = over(now).filter(resident__person__isnull=False)
    for resident in list(waiting.values_list("resident", flat=True).distinct().order_by("resident")):
        over(now).filter(resident=resident).update(told_at=now)
        mail.post("looked", resident=resident)


@transaction.atomic
def mark_told(*, actor: Actor, resident: UUID) -> None:
    """A care service says that it has told its resident of the looks so far. NotFound, SecondFactorNeeded."""
    row = _for_change(actor, resident, "change")
    with wall.system():
        told = Look.objects.filter(resident=row, told_at=None).update(told_at=timezone.now())
    if told:
        tell("rescue.looks_told", actor, row.id, row.service_id)
