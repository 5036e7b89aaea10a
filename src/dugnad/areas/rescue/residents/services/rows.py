"""Registrations as the services take them: found, checked, and told of without naming anyone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.utils import timezone

from dugnad.areas.rescue.models import Need, Resident
from dugnad.areas.rescue.residents.codes import digest_of
from dugnad.areas.rescue.residents.values import NeedValues
from dugnad.areas.rescue.rules import resident_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import NotFound

PLATFORM = Actor(operator=True)


def mine_or_served(actor: Actor, resident: UUID, action: str) -> Resident:
    """A registration on which the actor may do the action: their own, or their care service's. NotFound if not.

    The row came past the wall, so nothing of it may be shown to a care service but its reference and room.
    """
    with wall.system():
        row = Resident.objects.filter(id=resident, blocked=False).first()
    if row is None:
        raise NotFound
    require(actor, action, resident_thing(row.id, row.service_id, row.person_id))
    return row


def by_code(code: str) -> Resident:
    """The blocked registration with this code; NotFound if there is none."""
    with wall.system():
        row = (
            Resident.objects.select_related("building__plan", "need")
            .filter(code_digest=digest_of(code))
            .first()
        )
    if row is None:
        raise NotFound
    return row


def keep_need(row: Resident, need: NeedValues) -> None:
    """Write the need, and that it was right today."""
    now = timezone.now()
    Need.objects.update_or_create(resident=row, defaults={**asdict(need), "updated_at": now})
    row.confirmed_at, row.asked_at = now, None
    row.save(update_fields=["space", "name", "confirmed_at", "asked_at"])


def tell(name: str, actor: Actor, resident: UUID, service: UUID | None, **detail: Any) -> None:
    """Write in the log what happened to a registration: by whom in a care service, but never whose it is.

    What residents do themselves is told as the platform's own, so that no entry ties a person to a need.
    """
    by = actor if service else PLATFORM
    record(name, actor=by, thing=resident_thing(resident, service, None), detail=_detail(detail))


def _detail(values: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return values or None
