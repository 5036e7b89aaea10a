"""Who answers for an area, and whom to call there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.services.catalogue.areas import is_area
from dugnad.areas.services.catalogue.content import LANGUAGES
from dugnad.areas.services.models import Territory
from dugnad.areas.services.rules import territory_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.cleaning import Fault, clean, line, website
from dugnad.kernel.problems import Invalid, NotFound

HOURS = {f"hours_{language}": line(160) for language in LANGUAGES}


def phone(value: Any) -> str:
    """A telephone number of 3 to 15 digits as it was written."""
    text = str(line(20)(value))
    digits = "".join(letter for letter in text if letter.isdigit())
    if text and (not 3 <= len(digits) <= 15 or not set(text) <= set("0123456789+ ()-")):
        raise Fault(_("This is no telephone number."))
    return text


CLEANERS = {"name": line(160, required=True), "phone": phone, "url": website, **HOURS}


@transaction.atomic
def assign(*, actor: Actor, area: str, organisation: UUID | None, **values: Any) -> Territory:
    """Say which organisation answers for an area; for those who run the platform."""
    require(actor, "assign", territory_thing(None, organisation))
    if not is_area(area):
        raise Invalid(fields={"area": _("No municipality or county has this number today.")})
    good = _values(values)
    row, _new = Territory.objects.update_or_create(
        area=area, defaults={"organisation_id": organisation, **good}
    )
    thing = territory_thing(row.id, organisation)
    record("services.territory_assigned", actor=actor, thing=thing, detail={"area": area})
    return row


@transaction.atomic
def change_contact(*, actor: Actor, area: str, **values: Any) -> Territory:
    """Whom to call: name, phone, web address, and the hours in three languages (`hours_nb`)."""
    row = Territory.objects.select_for_update().filter(area=area).first()
    if row is None:
        raise NotFound
    require(actor, "change", territory_thing(row.id, row.organisation_id))
    for name, value in _values(values).items():
        setattr(row, name, value)
    row.save()
    thing = territory_thing(row.id, row.organisation_id)
    record("services.contact_changed", actor=actor, thing=thing, detail={"area": area})
    return row


def _values(values: dict[str, Any]) -> dict[str, Any]:
    given = {name: values.get(name, "") for name in CLEANERS}
    good = clean(given, CLEANERS)
    hours = {language: good.pop(f"hours_{language}") for language in LANGUAGES}
    return {**good, "hours": {language: text for language, text in hours.items() if text}}
