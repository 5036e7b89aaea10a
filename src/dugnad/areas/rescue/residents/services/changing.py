"""Changing, confirming and withdrawing a registration, by account, by care service, or by code."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.rescue.incidents.withdrawing import forget_person
from dugnad.areas.rescue.models import Building, Resident
from dugnad.areas.rescue.residents import places
from dugnad.areas.rescue.residents.door import demand_two_steps
from dugnad.areas.rescue.residents.services.registering import _name
from dugnad.areas.rescue.residents.services.rows import by_code, keep_need, mine_or_served, tell
from dugnad.areas.rescue.residents.values import NeedValues
from dugnad.kernel.access import NOBODY, Actor, wall


@transaction.atomic
def change(*, actor: Actor, resident: UUID, space: str, need: NeedValues, name: str = "") -> None:
    """Put a new room and need in the place of the old. A care service gives the name anew: it cannot see the old one.

    NotFound, Invalid at the field; SecondFactorNeeded for a care service without two steps.
    """
    row = _for_change(actor, resident, "change")
    _put(row, space, need, _name(name) if row.service_id else "")
    tell("rescue.registration_changed", actor, row.id, row.service_id)


@transaction.atomic
def change_by_code(*, code: str, space: str, need: NeedValues) -> None:
    """The same for a blocked registration, by whoever has its code."""
    row = by_code(code)
    _put(row, space, need, "")
    tell("rescue.registration_changed", NOBODY, row.id, None)


@transaction.atomic
def confirm(*, actor: Actor, resident: UUID) -> None:
    """Say that a registration is still right."""
    row = _for_change(actor, resident, "change")
    with wall.system():
        Resident.objects.filter(id=row.id).update(confirmed_at=timezone.now(), asked_at=None)
    tell("rescue.registration_confirmed", actor, row.id, row.service_id)


@transaction.atomic
def withdraw(*, actor: Actor, resident: UUID) -> None:
    """Delete a registration at once, with its need, tags, frozen positions and looks. It cannot be undone."""
    row = _for_change(actor, resident, "withdraw")
    delete(row, actor)


@transaction.atomic
def withdraw_by_code(*, code: str) -> None:
    """The same for a blocked registration, by whoever has its code."""
    delete(by_code(code), NOBODY)


def delete(row: Resident, actor: Actor) -> None:
    """Everything of the person goes; an entry of the log that names nobody stays."""
    tell("rescue.withdrawn", actor, row.id, row.service_id)
    with wall.system():
        forget_person(row.id, row.building_id)
        row.delete()


def _for_change(actor: Actor, resident: UUID, action: str) -> Resident:
    row = mine_or_served(actor, resident, action)
    if row.service_id:
        demand_two_steps(actor)
    return row


def _put(row: Resident, space: str, need: NeedValues, name: str) -> None:
    with wall.system():
        building = Building.objects.select_related("plan").get(id=row.building_id)
        row.space, row.name = places.room(building, space), name
        keep_need(row, need.checked())
