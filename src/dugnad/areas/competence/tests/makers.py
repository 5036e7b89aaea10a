"""Pledges for tests, all invented, made through the services."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from dugnad.areas.competence.models import Expert, Offer, Skill
from dugnad.areas.competence.pledges import consent, experts, offers
from dugnad.kernel.access import Actor
from dugnad.kernel.identity.models import Person
from tests.people import acting


def administrator(organisation: UUID) -> Actor:
    """Somebody without a name who administers the organisation."""
    return Actor(roles=frozenset({(organisation, "administrator")}))


def skill(label: str = "Datasjø", **more: Any) -> Skill:
    values = {
        "source": "own",
        "uri": f"test/{uuid4()}",
        "labels": {"nb": label},
        "search": label.lower(),
        **more,
    }
    return Skill.objects.create(**values)


def team(organisation: UUID, hours: int = 10, **said: Any) -> Expert:
    """An expert without a name, open to requests."""
    values = {"name": "Datalaget", "headline": "Hjelper med data", "hours_month": hours, **said}
    return experts.add_expert(actor=administrator(organisation), organisation=organisation, **values)


def pledged(organisation: UUID, person: Person, hours: int = 10, **said: Any) -> Expert:
    """A person who has not answered yet."""
    values = {"headline": "Hjelper med data", "hours_month": hours, **said}
    return experts.add_expert(
        actor=administrator(organisation), organisation=organisation, person=person.id, **values
    )


def agreed(
    organisation: UUID, person: Person, hours: int = 10, most: int | None = None, **said: Any
) -> Expert:
    """A person who agreed."""
    row = pledged(organisation, person, hours, **said)
    given = consent.own_pledges(acting(person))
    limit = consent.suggested_limit(row, given) if most is None else most
    return consent.agree(actor=acting(person), expert=row.id, most_hours=limit)


def offer(organisation: UUID, kind: str = "course", title: str = "Kurs i data", **said: Any) -> Offer:
    return offers.add_offer(
        actor=administrator(organisation), organisation=organisation, kind=kind, title=title, **said
    )
