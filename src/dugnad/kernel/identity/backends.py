"""How a session finds its person: one query brings the person and the roles held now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import FilteredRelation, Q

from dugnad.kernel.identity.models import Person

COLUMNS = [field.attname for field in Person._meta.concrete_fields]


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's rules of who may sign in."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person with `held` filled in; None for a closed account, which ends its sessions at once."""
        return person_with_roles(user_id)


def person_with_roles(person: UUID | str) -> Person | None:
    """The open account with the roles held now, or None."""
    rows = list(
        Person.objects.filter(id=person, is_active=True)
        .annotate(now=FilteredRelation("memberships", condition=Q(memberships__ended_at=None)))
        .values_list(*COLUMNS, "now__organisation_id", "now__role")
    )
    if not rows:
        return None
    found = Person.from_db("default", COLUMNS, rows[0][:-2])
    found.held = frozenset((organisation, role) for *_, organisation, role in rows if organisation)
    return found
