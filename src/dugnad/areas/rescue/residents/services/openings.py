"""Opening the seal without an incident: one asks and says why, another of the same organisation allows it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.rescue.models import Building, District, Opening, Resident
from dugnad.areas.rescue.residents import mail
from dugnad.areas.rescue.residents.door import demand_two_steps
from dugnad.areas.rescue.residents.seal import OpeningState, OpeningValues, may_answer, state_of
from dugnad.areas.rescue.residents.values import reason as checked_reason
from dugnad.areas.rescue.rules import opening_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Forbidden, NotFound


@transaction.atomic
def ask(
    *,
    actor: Actor,
    organisation: UUID,
    role: str,
    reason: str,
    building: UUID | None = None,
    resident: UUID | None = None,
) -> Opening:
    """Ask to open a building's register (responder or carer) or one registration (carer) for a bounded time.

    A responder asks for buildings where their fire service answers; a carer for what their service registered.
    NotFound for anything else, Forbidden without the role, Invalid at `reason`, SecondFactorNeeded.
    """
    require(actor, "ask", opening_thing(None, organisation))
    held = role in ("carer", "responder") and actor.holds(organisation, frozenset({role}))
    if actor.person is None or not held:
        raise Forbidden(_("You do not have that role there."))
    demand_two_steps(actor)
    said = checked_reason(reason)
    place = _place(organisation, role, building, resident)
    made = Opening.objects.create(
        building_id=place,
        resident_id=resident,
        organisation_id=organisation,
        role=role,
        reason=said,
        asked_by_id=actor.person,
    )
    record("rescue.opening_asked", actor=actor, thing=opening_thing(made.id, organisation))
    mail.post("asked", opening=made.id)
    return made


def _place(organisation: UUID, role: str, building: UUID | None, resident: UUID | None) -> UUID:
    """The building that is asked for, if the organisation may ask; NotFound if not."""
    found = (
        _served(organisation, building, resident)
        if role == "carer"
        else _answered(organisation, building, resident)
    )
    if found is None:
        raise NotFound
    return found


def _served(service: UUID, building: UUID | None, resident: UUID | None) -> UUID | None:
    wanted = {"id": resident} if resident else {"building": building}
    with wall.system():
        rows = Resident.objects.filter(service=service, blocked=False, **wanted)
        return rows.values_list("building", flat=True).first()


def _answered(service: UUID, building: UUID | None, resident: UUID | None) -> UUID | None:
    if resident or building is None:
        return None
    municipalities = District.objects.filter(service=service).values("municipality")
    rows = Building.objects.filter(id=building, municipality__in=municipalities)
    return rows.values_list("id", flat=True).first()


@transaction.atomic
def answer(*, actor: Actor, opening: UUID, allow: bool) -> Opening:
    """Allow or refuse what another of the organisation asked for; from then on it is open to who asked.

    NotFound for other organisations; Forbidden for who asked and for other roles; Conflict when it is answered
    or has lapsed; SecondFactorNeeded.
    """
    row = Opening.objects.filter(id=opening).first()
    if row is None:
        raise NotFound
    thing = opening_thing(row.id, row.organisation_id)
    require(actor, "answer", thing)
    _demand_another(actor, row)
    demand_two_steps(actor)
    if not _answer(row, actor, allow):
        raise Conflict(_("This was answered already, or nobody answered in time."))
    record("rescue.opening_allowed" if allow else "rescue.opening_refused", actor=actor, thing=thing)
    row.refresh_from_db()
    return row


def _demand_another(actor: Actor, row: Opening) -> None:
    if actor.person == row.asked_by_id:
        raise Forbidden(_("Someone else must answer. You asked."))
    roles = {role for organisation, role in actor.roles if organisation == row.organisation_id}
    if not may_answer(roles, row.role):
        raise Forbidden(_("Only a colleague in the same role, or an administrator, can answer."))


def _answer(row: Opening, actor: Actor, allow: bool) -> bool:
    """Write the answer once; False when it is not waiting for one."""
    now = timezone.now()
    values = OpeningValues(row.asked_at, row.allowed_by_id, row.refused_at, row.until)
    if state_of(values, now) is not OpeningState.WAITING:
        return False
    waiting = Opening.objects.filter(id=row.id, allowed_by=None, refused_at=None)
    if not allow:
        return bool(waiting.update(refused_at=now))
    until = now + timedelta(minutes=settings.RESCUE_OPENING_MINUTES)
    return bool(waiting.update(allowed_by_id=actor.person, allowed_at=now, until=until))
