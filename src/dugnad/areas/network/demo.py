"""Fills the demo's network through the services. What is there already stays, so it may be run again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import count
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from stdnum.no import orgnr

from dugnad.areas.network.demo_data import (
    INVENTED,
    OPERATOR,
    PEOPLE,
    PLACES,
    REAL,
    UNITS,
    Invented,
    Real,
    Someone,
)
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.services import add_person
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Organisation, Unit

PLATFORM = Actor(operator=True)
FIRST_SYNTHETIC = 312_000_000


@transaction.atomic
def make() -> None:
    """The whole network: organisations, units, people and roles."""
    known = {
        key: id for id, *keys in Organisation.objects.values_list("id", "number", "name") for key in keys
    }
    ids: dict[str, UUID] = {}
    for real in REAL:
        ids[real.name] = known.get(real.number) or known.get(real.name) or _add_real(real)
    for example, number in zip(INVENTED, synthetic_numbers(), strict=False):
        ids[example.name] = known.get(number) or known.get(example.name) or _add_invented(example, number)
    _add_units(ids)
    for someone in (OPERATOR, *PEOPLE):
        _add_person(someone, ids)


def synthetic_numbers() -> Iterator[str]:
    """Numbers with a right check digit that no organisation has: they begin with 3, as in the register's test data."""
    return (number for number in map(str, count(FIRST_SYNTHETIC, 137)) if orgnr.is_valid(number))


def _add_real(real: Real) -> UUID:
    where = PLACES[real.place]
    made = services.add_organisation(actor=PLATFORM, **real._asdict(), **where._asdict())
    return _joined_before(made)


def _add_invented(example: Invented, number: str) -> UUID:
    where = PLACES[example.place]
    made = services.add_organisation(
        actor=PLATFORM,
        number=number,
        name=example.name,
        kind=example.kind,
        place=example.place,
        about=example.about,
        county=where.county,
        latitude=round(where.latitude + example.north, 4),
        longitude=round(where.longitude + example.east, 4),
        invented=True,
    )
    return _joined_before(made)


def _joined_before(made: Organisation) -> UUID:
    """The demo's members joined during the year before, each on a day of its own."""
    days = 20 + int(made.number[-4:-1]) % 300
    Organisation.objects.filter(id=made.id).update(joined_at=timezone.now() - timedelta(days=days))
    return made.id


def _add_units(ids: Mapping[str, UUID]) -> None:
    for name, tops in UNITS.items():
        organisation = ids[name]
        if Unit.objects.filter(organisation=organisation).exists():
            continue
        for top, below in tops.items():
            parent = services.add_unit(actor=PLATFORM, organisation=organisation, name=top)
            for unit in below:
                services.add_unit(actor=PLATFORM, organisation=organisation, name=unit, parent=parent.id)


def _add_person(someone: Someone, ids: Mapping[str, UUID]) -> None:
    if Person.objects.filter(email=someone.email).exists():
        return
    person = add_person(actor=PLATFORM, email=someone.email, name=someone.name)
    person.invented, person.operator = True, someone is OPERATOR
    person.save(update_fields=["invented", "operator"])
    for role, authority in someone.roles:
        organisation = ids[someone.organisation]
        unit = Unit.objects.filter(organisation=organisation, name=someone.unit).first()
        services.give_role(
            actor=PLATFORM,
            organisation=organisation,
            person=person,
            role=role,
            authority=authority,
            unit=unit.id if unit else None,
        )
