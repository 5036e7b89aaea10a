"""Writes to the members of the network themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.cleaning import organisation_values
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.organisations.rules import ORGANISATION, organisation_thing
from dugnad.kernel.problems import Invalid, NotFound

CHANGEABLE = frozenset({"name", "kind", "about", "website", "place", "county", "latitude", "longitude"})


@transaction.atomic
def add_organisation(*, actor: Actor, number: str, name: str, kind: str, **about: Any) -> Organisation:
    """Add a member of the network; `about` may hold any other field of `cleaning.ORGANISATION`.

    Invalid at each field that is wrong, and at `number` if the organisation is a member already.
    """
    require(actor, "add", Thing(ORGANISATION))
    values = organisation_values({"number": number, "name": name, "kind": kind, **about})
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(**values)
    except IntegrityError as taken:
        raise Invalid(fields={"number": _taken(values["number"])}) from taken
    record("organisations.added", actor=actor, thing=organisation_thing(organisation.id))
    return organisation


@transaction.atomic
def correct_number(*, actor: Actor, organisation: UUID, number: str) -> Organisation:
    """Put right a number that was typed wrong or that the register has changed. Invalid at `number`."""
    thing = organisation_thing(organisation)
    require(actor, "correct_number", thing)
    row = find(organisation)
    before, values = row.number, organisation_values({"number": number}, before=row)
    if values["number"] == before:
        return row
    try:
        with transaction.atomic():
            Organisation.objects.filter(id=organisation).update(**values)
    except IntegrityError as taken:
        raise Invalid(fields={"number": _taken(values["number"])}) from taken
    row.refresh_from_db()
    detail = {"before": before, "after": row.number}
    record("organisations.number_corrected", actor=actor, thing=thing, detail=detail)
    return row


def _taken(number: str) -> str:
    if Organisation.objects.filter(number=number).exclude(left_at=None).exists():
        return _("This organisation was a member before. Let it back in from the list of former members.")
    return _("This organisation is a member already.")


@transaction.atomic
def change_organisation(*, actor: Actor, organisation: UUID, **changes: Any) -> Organisation:
    """Change what the network shows of a member: any of the fields in `CHANGEABLE`."""
    require(actor, "change", organisation_thing(organisation))
    row = find(organisation)
    if unknown := set(changes) - CHANGEABLE:
        raise Invalid(fields={field: _("This cannot be changed.") for field in unknown})
    values = organisation_values(changes, before=row)
    changed = sorted(field for field in changes if getattr(row, field) != values[field])
    if not changed:
        return row
    for field, value in values.items():
        setattr(row, field, value)
    row.save(update_fields=list(values))
    record(
        "organisations.changed",
        actor=actor,
        thing=organisation_thing(organisation),
        detail={"fields": changed},
    )
    return row


def find(organisation: UUID) -> Organisation:
    """The row of a present member, or NotFound."""
    row = Organisation.objects.filter(id=organisation, left_at=None).first()
    if row is None:
        raise NotFound
    return row


def hold(organisation: UUID) -> Organisation:
    """The row of a present member, which cannot leave before the transaction has ended; or NotFound."""
    row = Organisation.objects.select_for_update().filter(id=organisation, left_at=None).first()
    if row is None:
        raise NotFound
    return row
