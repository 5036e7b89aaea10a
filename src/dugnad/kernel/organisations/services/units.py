"""Writes to the units of an organisation."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.cleaning import UNIT, clean
from dugnad.kernel.organisations.models import Unit
from dugnad.kernel.organisations.rules import holds_cycle, organisation_thing
from dugnad.kernel.organisations.services.members import find
from dugnad.kernel.problems import Conflict, Invalid, NotFound


@transaction.atomic
def add_unit(*, actor: Actor, organisation: UUID, name: str, parent: UUID | None = None) -> Unit:
    """Add a unit, under another of the same organisation if `parent` is given."""
    require(actor, "change", organisation_thing(organisation))
    find(organisation)
    unit = Unit(organisation_id=organisation, **clean({"name": name}, UNIT))
    _put_under(unit, parent)
    _keep(unit)
    record("organisations.unit_added", actor=actor, thing=organisation_thing(organisation))
    return unit


@transaction.atomic
def change_unit(*, actor: Actor, organisation: UUID, unit: UUID, name: str, parent: UUID | None) -> Unit:
    """Rename a unit and put it under `parent`, or at the top when None."""
    require(actor, "change", organisation_thing(organisation))
    row = unit_of(organisation, unit)
    row.name = clean({"name": name}, UNIT)["name"]
    _put_under(row, parent)
    _keep(row)
    record("organisations.unit_changed", actor=actor, thing=organisation_thing(organisation))
    return row


@transaction.atomic
def remove_unit(*, actor: Actor, organisation: UUID, unit: UUID) -> None:
    """Remove a unit that no unit, person or other record belongs to now; else Conflict."""
    require(actor, "change", organisation_thing(organisation))
    row = unit_of(organisation, unit)
    row.memberships.exclude(ended_at=None).update(unit=None)
    try:
        row.delete()
    except ProtectedError as used:
        raise Conflict(_("Units or people belong to this unit. Move them first.")) from used
    record("organisations.unit_removed", actor=actor, thing=organisation_thing(organisation))


def unit_of(organisation: UUID, unit: UUID) -> Unit:
    """The unit if it is of that organisation, or NotFound."""
    row = Unit.objects.filter(id=unit, organisation=organisation).first()
    if row is None:
        raise NotFound
    return row


def require_unit(organisation: UUID, unit: UUID | None, field: str = "unit") -> None:
    """Invalid at `field` unless the unit is of that organisation; None is no unit and passes."""
    if unit and not Unit.objects.filter(id=unit, organisation=organisation).exists():
        raise Invalid(fields={field: _("Choose a unit of the same organisation.")})


def _put_under(unit: Unit, parent: UUID | None) -> None:
    others = Unit.objects.select_for_update().filter(organisation=unit.organisation_id)
    parents = dict(others.values_list("id", "parent_id"))
    if parent and parent not in parents:
        raise Invalid(fields={"parent": _("Choose a unit of the same organisation.")})
    if holds_cycle(parents, unit.id, parent):
        raise Invalid(fields={"parent": _("A unit cannot come under itself.")})
    unit.parent_id = parent


def _keep(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as taken:
        raise Invalid(fields={"name": _("There is a unit of this name already.")}) from taken
