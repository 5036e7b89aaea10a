"""Hours of an accepted request in the expert's ledger: reserved, let go, used. Offers have no hours."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Contact, EntryKind, HourEntry, first_of
from dugnad.areas.competence.needs.finding import free_ahead
from dugnad.areas.competence.pledges.hours import (
    NotEnoughHours,
    months_ahead,
    reserve_unasked,
    reserved_for,
    settle_unasked,
)
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.problems import Invalid


def reserve(actor: Actor, row: Contact) -> None:
    """Reserve the request's hours in the month that was agreed, else in the first that has enough."""
    if row.expert_id is None:
        return
    with wall.system():
        reserve_unasked(row.expert_id, row.hours, _month(row, row.hours), row.id, actor)


def release(actor: Actor, row: Contact) -> None:
    """Let go of what is reserved for the request."""
    if row.expert_id is None:
        return
    for month, hours in held(row).items():
        settle_unasked(EntryKind.RELEASED, row.expert_id, hours, month, row.id, actor)


def use(actor: Actor, row: Contact) -> None:
    """Count the hours that were used, let go of the rest; what went beyond is reserved first. Invalid at the field."""
    if row.expert_id is None:
        return
    left = row.hours_used or 0
    kept = held(row)
    more = left - sum(kept.values())
    if more > 0:
        _reserve_more(actor, row, more)
        kept = held(row)
    for month, hours in kept.items():
        used = min(left, hours)
        if used:
            settle_unasked(EntryKind.USED, row.expert_id, used, month, row.id, actor)
        if hours > used:
            settle_unasked(EntryKind.RELEASED, row.expert_id, hours - used, month, row.id, actor)
        left -= used


def held(row: Contact) -> dict[date, int]:
    """What is reserved for the request and neither used nor let go, by month."""
    expert = _expert(row)
    with wall.system():
        months = HourEntry.objects.filter(request=row.id).order_by("month").values_list("month", flat=True)
        found = {month: reserved_for(expert, month, row.id) for month in dict.fromkeys(months)}
    return {month: hours for month, hours in found.items() if hours > 0}


def _reserve_more(actor: Actor, row: Contact, hours: int) -> None:
    try:
        with wall.system():
            reserve_unasked(_expert(row), hours, _month(row, hours), row.id, actor)
    except NotEnoughHours as short:
        told = _("So many hours were not promised, and no more are free.")
        raise Invalid(fields={"hours_used": told}) from short


def _month(row: Contact, hours: int) -> date:
    months = months_ahead(timezone.localdate())
    agreed = first_of(timezone.localtime(row.start).date()) if row.start else None
    if agreed in months:
        return agreed
    free = free_ahead([_expert(row)]).get(_expert(row), {})
    return next((month for month in months if free.get(month, 0) >= hours), months[0])


def _expert(row: Contact) -> UUID:
    assert row.expert_id is not None  # noqa: S101
    return row.expert_id
