"""From a person to the actor that access is decided over."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Membership


def roles_of(person: UUID) -> frozenset[tuple[UUID, str]]:
    """The roles that the person holds now."""
    held = Membership.objects.filter(person=person, ended_at=None)
    return frozenset(held.values_list("organisation_id", "role"))


def actor_for(person: Person, *, second_factor: bool = False) -> Actor:
    """The person as an actor with the roles held now; nobody if the account is closed."""
    if not person.is_active:
        return NOBODY
    roles = roles_of(person.id) if person.held is None else person.held
    return Actor(person.id, roles, person.operator, second_factor)
