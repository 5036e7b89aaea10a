"""How a session finds its person: one query brings the person and the roles held now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from dugnad.kernel.identity.models import Person

# Every signed-in request asks this; put together by the ORM it costs six times as much.
PERSON_WITH_ROLES = """
    SELECT person.*, held.organisation_id AS held_organisation, held.role AS held_role
    FROM identity_person person
    LEFT JOIN organisations_membership held ON held.person_id = person.id AND held.ended_at IS NULL
    WHERE person.id = %s AND person.is_active
"""


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's rules of who may sign in."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person with `held` filled in; None for a closed account, which ends its sessions at once."""
        return person_with_roles(user_id)


def person_with_roles(person: UUID | str) -> Person | None:
    """The open account with the roles held now, or None."""
    wanted = Person._meta.pk.get_db_prep_value(person, connection)
    rows: list[Any] = list(Person.objects.raw(PERSON_WITH_ROLES, [wanted]))
    if not rows:
        return None
    found: Person = rows[0]
    found.held = frozenset(
        (UUID(str(row.held_organisation)), row.held_role) for row in rows if row.held_organisation
    )
    return found
