"""Who may do what with people's accounts and tokens."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Kind, Operator, Role, Self, Thing
from dugnad.kernel.access.queries import Fields

PERSON = Kind(
    "identity.person",
    {
        "read": (Self(), Operator()),
        "change": (Self(),),
        "add": (Operator(),),
        "close": (Operator(),),
    },
    secret=True,
)
TOKEN = Kind(
    "identity.token",
    {
        "read": (Self(), Role("administrator")),
        "make": (Self(), Role("administrator")),
        "revoke": (Self(), Role("administrator"), Operator()),
    },
    secret=True,
)
TOKEN_FIELDS = Fields(owner="organisation", person="person")

# The thing of an event when the person is unknown, as when someone tries an address that nobody has.
NO_PERSON = UUID(int=0)


def person_thing(person: UUID) -> Thing:
    return Thing(PERSON, person, person=person)


def token_thing(token: UUID | None, *, person: UUID | None, organisation: UUID | None) -> Thing:
    return Thing(TOKEN, token, owner=organisation, person=person)
