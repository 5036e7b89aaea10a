"""Every write to organisations, units and roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Membership, Organisation, RoleName, Unit
from dugnad.kernel.organisations.rules import (
    ORGANISATION,
    clean_number,
    membership_thing,
    organisation_thing,
)
from dugnad.kernel.problems import Conflict, Invalid, NotFound


@transaction.atomic
def add_organisation(*, actor: Actor, number: str, name: str, kind: str, **about: Any) -> Organisation:
    """Add a member of the network. Invalid at `number` if it is wrong or taken."""
    require(actor, "add", Thing(ORGANISATION))
    number = clean_number(number)
    if Organisation.objects.filter(number=number).exists():
        raise Invalid(fields={"number": _("This organisation is a member already.")})
    organisation = Organisation.objects.create(number=number, name=name, kind=kind, **about)
    record("organisations.added", actor=actor, thing=organisation_thing(organisation.id))
    return organisation


@transaction.atomic
def change_organisation(*, actor: Actor, organisation: UUID, **changes: Any) -> Organisation:
    """Change what the network shows of a member."""
    require(actor, "change", organisation_thing(organisation))
    row = find(organisation)
    for field, value in changes.items():
        setattr(row, field, value)
    row.save(update_fields=list(changes))
    record("organisations.changed", actor=actor, thing=organisation_thing(organisation))
    return row


@transaction.atomic
def add_unit(*, actor: Actor, organisation: UUID, name: str, parent: UUID | None = None) -> Unit:
    """Add a unit, under another of the same organisation if `parent` is given."""
    require(actor, "change", organisation_thing(organisation))
    if parent and not Unit.objects.filter(id=parent, organisation=organisation).exists():
        raise Invalid(fields={"parent": _("Choose a unit of the same organisation.")})
    try:
        with transaction.atomic():
            unit = Unit.objects.create(organisation_id=organisation, name=name, parent_id=parent)
    except IntegrityError as taken:
        raise Invalid(fields={"name": _("There is a unit of this name already.")}) from taken
    record("organisations.unit_added", actor=actor, thing=organisation_thing(organisation))
    return unit


@transaction.atomic
def give_role(
    *,
    actor: Actor,
    organisation: UUID,
    person: Person,
    role: str,
    authority: str = "",
    unit: UUID | None = None,
) -> Membership:
    """Give a person a role. A signatory needs an authority: on what ground they sign for the organisation."""
    require(actor, "manage_people", organisation_thing(organisation))
    return grant_role(
        actor=actor, organisation=organisation, person=person, role=role, authority=authority, unit=unit
    )


def grant_role(
    *,
    actor: Actor,
    organisation: UUID,
    person: Person,
    role: str,
    authority: str = "",
    unit: UUID | None = None,
) -> Membership:
    """Give a role that was decided already (an accepted invitation); in the caller's transaction."""
    if role == RoleName.SIGNATORY and not authority.strip():
        raise Invalid(fields={"authority": _("Say on what authority this person signs.")})
    values = {"authority": authority.strip(), "unit_id": unit}
    held, new = Membership.objects.get_or_create(
        person=person, organisation_id=organisation, role=role, ended_at=None, defaults=values
    )
    if not new:
        raise Conflict(_("This person has that role already."))
    record("organisations.role_given", actor=actor, thing=membership_thing(held.id, organisation, person.id))
    return held


@transaction.atomic
def end_role(*, actor: Actor, membership: UUID) -> None:
    """End a role now. The last administrator of an organisation stays."""
    held = Membership.objects.filter(id=membership, ended_at=None).first()
    if held is None:
        raise NotFound
    thing = membership_thing(held.id, held.organisation_id, held.person_id)
    require(actor, "change", thing)
    if held.role == RoleName.ADMINISTRATOR and _administrators(held.organisation_id) == 1:
        raise Conflict(_("An organisation needs an administrator. Give the role to another first."))
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    record("organisations.role_ended", actor=actor, thing=thing)


def _administrators(organisation: UUID) -> int:
    held = Membership.objects.select_for_update().filter(
        organisation=organisation, role=RoleName.ADMINISTRATOR, ended_at=None
    )
    return len(held)


def find(organisation: UUID) -> Organisation:
    """The row, or NotFound."""
    row = Organisation.objects.filter(id=organisation).first()
    if row is None:
        raise NotFound
    return row
