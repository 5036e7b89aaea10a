"""The demo's rules: the library's packages, published by Bergen, in use in Bergen and, with own values, in Oslo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from dugnad.areas.casework import library
from dugnad.areas.casework.models import Adoption, PackageVersion, RulePackage
from dugnad.areas.casework.packages import adopting, approving, services
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.rulebook.reading import to_json
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.organisations.models import Membership, Organisation

OWNER, OTHER = "Bergen kommune", "Oslo kommune"
SINCE = dt.date(2024, 8, 1)
TWO = ("caseworker", "lawyer")
# The first version of these rules lacks a value and the test of it, which the second one sets right.
MISTAKEN, PARAMETER, TESTED = "kindergarten-fee", "rabatt tredje barn", "  Scenario: Tredje barn er gratis"
OVERLAYS: Mapping[str, Mapping[str, Any]] = {
    "kindergarten-fee": {
        "values": {
            "grense gratis kjernetid": [["2024-08-01", "700000"]],
            "alder gratis kjernetid": [["2024-08-01", "1"]],
        },
        "says": {
            "nb": "Oslo kommune gir gratis kjernetid til flere enn staten krever (eksempel).",
            "nn": "Oslo kommune gir gratis kjernetid til fleire enn staten krev (døme).",
        },
    },
    "school-transport": {
        "values": {"farlig vei av regel": [["2024-08-01", "0"]]},
        "says": {
            "nb": "I Oslo gir farlig vei skyss bare unntaksvis, og rektor vurderer hver vei (eksempel).",
            "nn": "I Oslo gir farleg veg skyss berre unntaksvis, og rektor vurderer kvar veg (døme).",
        },
        "bodies": {
            "municipality": {"nb": "Rektor ved skolen", "nn": "Rektor ved skolen"},
            "county": {
                "nb": "Oslo kommune, som også er fylkeskommune,",
                "nn": "Oslo kommune, som også er fylkeskommune,",
            },
        },
    },
}


@transaction.atomic
def make_packages() -> None:
    """Each package of the library that is not there yet."""
    cities = {row.name: row for row in Organisation.objects.filter(name__in=(OWNER, OTHER))}
    people = {name: people_of(city) for name, city in cities.items()}
    if any(set(TWO) - set(people.get(name, {})) for name in (OWNER, OTHER)):
        return
    known = set(RulePackage.objects.values_list("slug", flat=True))
    for name in library.NAMES:
        package = library.package(name)
        if package.id in known:
            continue
        document = to_json(package)
        first = _mistaken(document) if package.id == MISTAKEN else document
        row = _published(people[OWNER], cities[OWNER], first)
        for city in (OWNER, OTHER):
            take_in_use(people[city], cities[city], row)


def _mistaken(document: dict[str, Any]) -> dict[str, Any]:
    """The same where the third child never became free of charge, and no test that says so."""
    changed = [
        one | {"values": one["values"][:1]} if one["name"] == PARAMETER else one
        for one in document["parameters"]
    ]
    return document | {"parameters": changed, "tests": document["tests"].partition(TESTED)[0]}


def is_mistaken(document: dict[str, Any]) -> bool:
    """Whether it has the mistake."""
    return _mistaken(document) == document


def corrected() -> dict[str, Any]:
    """The library's."""
    return to_json(library.package("kindergarten_fee"))


def people_of(city: Organisation) -> dict[str, Actor]:
    """The city's two who approve, by their roles."""
    rows = Membership.objects.filter(organisation=city, role__in=TWO, ended_at=None)
    rows = rows.select_related("person")
    return {row.role: actor_for(row.person) for row in rows}


def _published(people: dict[str, Actor], owner: Organisation, document: dict[str, Any]) -> PackageVersion:
    keeper = people["caseworker"]
    return approved(people, services.take(actor=keeper, owner=owner.id, document=document))


def approved(people: dict[str, Actor], row: PackageVersion, reason: str = "") -> PackageVersion:
    """A draft approved by the two and published."""
    keeper = people["caseworker"]
    approving.ask(actor=keeper, version=row.id)
    for role in TWO:
        approving.approve(actor=people[role], version=row.id, role=role, digest=row.digest, reason=reason)
    return approving.publish(actor=keeper, version=row.id)


def take_in_use(
    people: dict[str, Actor], city: Organisation, row: PackageVersion, reason: str = ""
) -> Adoption:
    """A version in use in a city, in Oslo with its own values."""
    keeper = people["caseworker"]
    overlay = OVERLAYS.get(row.package.slug, {}) if city.name == OTHER else {}
    made = adopting.adopt(actor=keeper, organisation=city.id, version=row.id)
    made = adopting.set_overlay(actor=keeper, adoption=made.id, overlay=overlay, since=SINCE)
    adopting.ask(actor=keeper, adoption=made.id)
    for role in TWO:
        digest = adoption_digest(made)
        adopting.approve(actor=people[role], adoption=made.id, role=role, digest=digest, reason=reason)
    return adopting.start(actor=keeper, adoption=made.id)
