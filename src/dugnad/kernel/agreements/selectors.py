"""Reading grants."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from dugnad.kernel.access import Actor, GrantValue
from dugnad.kernel.agreements.models import Grant


def grants_received(actor: Actor, at: datetime) -> tuple[GrantValue, ...]:
    """The active grants to the actor's organisations."""
    return active_grants(Q(receiver__in=actor.organisations), at) if actor.organisations else ()


def grants_between(organisation: UUID, at: datetime) -> tuple[GrantValue, ...]:
    """The active grants that the organisation gives or receives."""
    return active_grants(Q(giver=organisation) | Q(receiver=organisation), at)


def active_grants(where: Q, at: datetime) -> tuple[GrantValue, ...]:
    """The grants that fulfil `where` and are switched on at the time `at`."""
    on = Q(start__lte=at, end__gt=at) & (Q(off=None) | Q(off__gt=at))
    rows: Iterable[Grant] = Grant.objects.filter(where & on)
    return tuple(row.value for row in rows)
