"""Months roll over: what was not used lapses, and the months ahead are opened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dugnad.areas.competence.models import EntryKind, Expert, HourEntry, HourMonth, first_of
from dugnad.areas.competence.pledges.hours import lapse, open_months, reserved_for, settle_unasked
from dugnad.kernel.access import Actor

GRACE = timedelta(days=45)
PLATFORM = Actor(operator=True)


def turn_months(now: datetime) -> None:
    """Hours of past months lapse, promised ones after 45 days; months ahead are opened. May be repeated."""
    today = timezone.localdate(now)
    for row in Expert.objects.filter(active=True).iterator():
        open_months(row, today)
    past = HourMonth.objects.filter(month__lt=first_of(today)).select_related("expert")
    for kept in past.iterator():
        if kept.reserved and today - _end(kept.month) > GRACE:
            _let_go(kept)
        if kept.pledged > kept.used + kept.lapsed:
            lapse(kept.expert, kept.month)


def _end(month: date) -> date:
    return first_of(month + timedelta(days=31)) - timedelta(days=1)


@transaction.atomic
def _let_go(kept: HourMonth) -> None:
    """Nobody has told how these went: they are let go, and lapse with the rest."""
    rows = HourEntry.objects.filter(expert=kept.expert_id, month=kept.month).exclude(request=None).order_by()
    for request in set(rows.values_list("request", flat=True)):
        held = reserved_for(kept.expert_id, kept.month, request) if request else 0
        if held and request:
            settle_unasked(EntryKind.RELEASED, kept.expert_id, held, kept.month, request, PLATFORM)
