"""Rules for tests, taken in, approved and adopted through the services, as the demo does it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from dugnad.areas.casework import library
from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.packages import adopting, approving, services
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.rulebook.reading import to_json
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people

SINCE = dt.date(2024, 8, 1)
_serial = count(1)


def document(slug: str = "") -> dict[str, Any]:
    """The kindergarten fee under an id of its own."""
    return to_json(replace(library.package("kindergarten_fee"), id=slug or f"fee-{next(_serial)}"))


def two(city: Organisation) -> dict[str, Person]:
    """A caseworker and a lawyer of the city."""
    return {role: people.person(f"Invented {next(_serial)}", city, role) for role in ("caseworker", "lawyer")}


def keeper(city: Organisation) -> Actor:
    """Somebody who may change the city's rules."""
    return Actor(roles=frozenset({(city.id, "administrator")}))


def draft(owner: Organisation, slug: str = "") -> PackageVersion:
    """A draft of the owner's."""
    return services.take(actor=keeper(owner), owner=owner.id, document=document(slug))


def asked(owner: Organisation) -> PackageVersion:
    """A draft that waits for approval."""
    return approving.ask(actor=keeper(owner), version=draft(owner).id)


def ready(owner: Organisation, row: PackageVersion | None = None) -> PackageVersion:
    """A version that two have approved."""
    row = approving.ask(actor=keeper(owner), version=row.id) if row else asked(owner)
    for role, person in two(owner).items():
        approving.approve(actor=people.acting(person), version=row.id, role=role, digest=row.digest)
    return row


def published(owner: Organisation) -> PackageVersion:
    """A published version."""
    return approving.publish(actor=keeper(owner), version=ready(owner).id)


def adopting_draft(city: Organisation, row: PackageVersion | None = None) -> Adoption:
    """An adoption that may be changed, with a first day."""
    row = row or published(city)
    made = adopting.adopt(actor=keeper(city), organisation=city.id, version=row.id)
    return adopting.set_overlay(actor=keeper(city), adoption=made.id, overlay={}, since=SINCE)


def adoption_asked(city: Organisation, row: PackageVersion | None = None) -> Adoption:
    """An adoption that waits for approval."""
    return adopting.ask(actor=keeper(city), adoption=adopting_draft(city, row).id)


def adoption_ready(
    city: Organisation, row: PackageVersion | None = None, since: dt.date = SINCE, **overlay: Any
) -> Adoption:
    """An adoption that two have approved."""
    made = adopting_draft(city, row)
    made = adopting.set_overlay(actor=keeper(city), adoption=made.id, overlay=overlay, since=since)
    adopting.ask(actor=keeper(city), adoption=made.id)
    for role, person in two(city).items():
        digest = adoption_digest(made)
        adopting.approve(
            actor=people.acting(person), adoption=made.id, role=role, digest=digest, reason="Eksempel"
        )
    return made


def adopted(
    city: Organisation, row: PackageVersion | None = None, since: dt.date = SINCE, **overlay: Any
) -> Adoption:
    """Rules in use in the city."""
    return adopting.start(actor=keeper(city), adoption=adoption_ready(city, row, since, **overlay).id)


def stopped(city: Organisation) -> Adoption:
    """Rules that were stopped."""
    return adopting.stop(actor=keeper(city), adoption=adopted(city).id, why="Eksempel")


Values = Mapping[str, Any]
