"""Writes to the roles that people hold in organisations."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.cleaning import ROLE, clean
from dugnad.kernel.organisations.models import Membership, RoleName
from dugnad.kernel.organisations.rules import membership_thing, organisation_thing
from dugnad.kernel.organisations.services.members import hold
from dugnad.kernel.organisations.services.units import require_unit
from dugnad.kernel.problems import Conflict, Invalid, NotFound

NOT_HERE = gettext_lazy("This person is not here yet. Invite them instead.")


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
    """Give a role to a person who has one there already; others are invited, unless by the operator.

    A signatory needs an authority: on what ground they sign for the organisation.
    """
    require(actor, "manage_people", organisation_thing(organisation))
    if not actor.operator and not _held(organisation, person.id).exists():
        raise Invalid(fields={"person": NOT_HERE})
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
    hold(organisation)
    values = role_values(role=role, authority=authority)
    require_unit(organisation, unit)
    held, new = Membership.objects.get_or_create(
        person=person,
        organisation_id=organisation,
        role=values["role"],
        ended_at=None,
        defaults={"authority": values["authority"], "unit_id": unit},
    )
    if not new:
        raise Conflict(_("This person has that role already."))
    thing = membership_thing(held.id, organisation, person.id)
    record("organisations.role_given", actor=actor, thing=thing, detail={"role": held.role})
    return held


def role_values(*, role: str, authority: str) -> dict[str, str]:
    """The clean role and authority; Invalid at `authority` when a signatory has none."""
    values = clean({"role": role, "authority": authority}, ROLE)
    if values["role"] != RoleName.SIGNATORY:
        return {**values, "authority": ""}
    if not values["authority"]:
        raise Invalid(fields={"authority": _("Say on what authority this person signs.")})
    return values


@transaction.atomic
def end_role(*, actor: Actor, membership: UUID) -> None:
    """End a role now; one may end one's own. The last administrator of an organisation stays."""
    held = _find(membership)
    thing = membership_thing(held.id, held.organisation_id, held.person_id)
    require(actor, "end", thing)
    if held.role == RoleName.ADMINISTRATOR and _administrators(held.organisation_id) == 1:
        raise Conflict(_("An organisation needs an administrator. Give the role to another first."))
    ended = Membership.objects.filter(id=held.id, ended_at=None).update(ended_at=timezone.now())
    if not ended:
        raise Conflict(_("This role has ended already."))
    record("organisations.role_ended", actor=actor, thing=thing, detail={"role": held.role})


@transaction.atomic
def change_authority(*, actor: Actor, membership: UUID, authority: str) -> Membership:
    """Say anew on what authority a signatory signs."""
    held = _find(membership)
    thing = membership_thing(held.id, held.organisation_id, held.person_id)
    require(actor, "change", thing)
    held.authority = role_values(role=held.role, authority=authority)["authority"]
    held.save(update_fields=["authority"])
    record("organisations.role_changed", actor=actor, thing=thing)
    return held


@transaction.atomic
def place_person(*, actor: Actor, organisation: UUID, person: UUID, unit: UUID | None) -> None:
    """Say which unit a person belongs to (None: the organisation as such), for every role held there."""
    require(actor, "manage_people", organisation_thing(organisation))
    require_unit(organisation, unit)
    held = list(_held(organisation, person))
    if not held:
        raise NotFound
    for membership in held:
        if membership.unit_id != unit:
            membership.unit_id = unit
            membership.save(update_fields=["unit"])
            thing = membership_thing(membership.id, organisation, person)
            record("organisations.role_changed", actor=actor, thing=thing)


def _held(organisation: UUID, person: UUID) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=organisation, person=person, ended_at=None)


def _find(membership: UUID) -> Membership:
    held = Membership.objects.filter(id=membership, ended_at=None).first()
    if held is None:
        raise NotFound
    return held


def _administrators(organisation: UUID) -> int:
    held = Membership.objects.select_for_update().filter(
        organisation=organisation, role=RoleName.ADMINISTRATOR, ended_at=None
    )
    return len(held)
