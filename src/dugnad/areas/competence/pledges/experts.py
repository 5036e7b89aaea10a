"""Pledging experts: adding, changing, pausing, withdrawing and undoing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Expert
from dugnad.areas.competence.pledges.cleaning import Cleaner, put, teach
from dugnad.areas.competence.pledges.hours import repledge
from dugnad.areas.competence.pledges.limits import check_standing
from dugnad.areas.competence.pledges.things import expert_of, member_of_network, thing_of
from dugnad.areas.competence.rules.pledges import expert_thing
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Membership
from dugnad.kernel.problems import Conflict, Invalid

SAID: dict[str, Any] = {
    "about": "",
    "hours_month": 0,
    "skills": (),
    "counties": (),
    "remote": True,
    "languages": ("nb",),
}


@transaction.atomic
def add_expert(
    *,
    actor: Actor,
    organisation: UUID,
    headline: str,
    name: str = "",
    person: UUID | None = None,
    invented: bool = False,
    **said: Any,
) -> Expert:
    """Pledge an expert; a person with an account is open to requests once they agree, a team at once.

    `said`: about, hours_month, skills (ids), counties, remote, languages. Raises Invalid at the fields.
    """
    member_of_network(organisation)
    require(actor, "add", expert_thing(None, organisation))
    member = _member(organisation, person) if person else None
    values = Cleaner({**SAID, **said, "headline": headline, "name": member.name if member else name}).done()
    skills = values.pop("skills")
    row = Expert(
        organisation_id=organisation, person=member, invented=invented, active=member is None, **values
    )
    row.save(force_insert=True)
    teach(row, skills)
    repledge(row, actor.person)
    record("competence.expert_pledged", actor=actor, thing=thing_of(row), detail={"hours": row.hours_month})
    return row


@transaction.atomic
def change_expert(*, actor: Actor, expert: UUID, **said: Any) -> Expert:
    """Change what is said of an expert, and the hours of this month and those after it."""
    row = _changeable(actor, expert)
    values = Cleaner(said).done()
    if row.person_id:
        values.pop("name", None)
    skills = values.pop("skills", None)
    if row.agreed_at and "hours_month" in values:
        check_standing(row, values["hours_month"])
    put(row, values)
    _save(row, *values)
    teach(row, skills)
    repledge(row, actor.person)
    record("competence.expert_changed", actor=actor, thing=thing_of(row), detail={"hours": row.hours_month})
    return row


@transaction.atomic
def pause_expert(*, actor: Actor, expert: UUID) -> Expert:
    """No requests for now; what is promised stays promised."""
    return _turn(actor, expert, "paused", paused_at=timezone.now())


@transaction.atomic
def resume_expert(*, actor: Actor, expert: UUID) -> Expert:
    """Open to requests again."""
    return _turn(actor, expert, "resumed", paused_at=None)


@transaction.atomic
def withdraw_expert(*, actor: Actor, expert: UUID) -> Expert:
    """Take the pledge back; hours that are promised stay promised."""
    return _turn(actor, expert, "withdrawn", withdrawn_at=timezone.now())


@transaction.atomic
def restore_expert(*, actor: Actor, expert: UUID) -> Expert:
    """Undo a withdrawal. Conflict where the person was pledged anew meanwhile."""
    row = _changeable(actor, expert)
    if row.person_id and _pledged(row.organisation_id, row.person_id):
        raise Conflict(_("%(name)s is pledged by your organisation already.") % {"name": row.name})
    if row.agreed_at:
        check_standing(row, row.hours_month)
    return _turn(actor, expert, "restored", withdrawn_at=None)


def is_open(row: Expert) -> bool:
    """Whether the expert takes requests: not paused, not withdrawn, and agreed to if it is a person."""
    named = row.person_id is None or row.agreed_at is not None
    return named and row.paused_at is None and row.withdrawn_at is None


def settle(row: Expert, *fields: str) -> None:
    """Keep the fields and what follows from them: whether it is open, and the hours of the months ahead."""
    _save(row, *fields)
    repledge(row, None)


def _turn(actor: Actor, expert: UUID, what: str, **times: Any) -> Expert:
    row = _changeable(actor, expert)
    put(row, times)
    settle(row, *times)
    record(f"competence.expert_{what}", actor=actor, thing=thing_of(row))
    return row


def _changeable(actor: Actor, expert: UUID) -> Expert:
    require(actor, "change", thing_of(expert_of(expert)))
    return Expert.objects.select_for_update().get(id=expert)


def _save(row: Expert, *fields: str) -> None:
    row.active, row.changed_at = is_open(row), timezone.now()
    row.save(update_fields=[*fields, "active", "changed_at"])


def _member(organisation: UUID, person: UUID) -> Person:
    held = Membership.objects.filter(organisation=organisation, person=person, ended_at=None)
    row = held.select_related("person").first()
    if row is None:
        raise Invalid(fields={"person": _("Choose somebody who has a role in your organisation.")})
    if _pledged(organisation, person):
        told = _("%(name)s is pledged by your organisation already.") % {"name": row.person.name}
        raise Invalid(fields={"person": told})
    return row.person


def _pledged(organisation: UUID, person: UUID) -> bool:
    with wall.system():
        return Expert.objects.filter(organisation=organisation, person=person, withdrawn_at=None).exists()
