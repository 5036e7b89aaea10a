"""Who may do what with a business model: the company's own people, and whom they ask to comment, nobody else.

Operators of the network are not among them.
"""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Kind, Party, Role, Self, Thing
from dugnad.kernel.access.queries import Fields

OWN = ("administrator", "signatory", "member")
MODEL = Kind(
    "lab.model",
    {
        "read": (Role(),),
        "change": (Role(*OWN),),
        "invite": (Role("administrator", "signatory"),),
        "remove": (Role("administrator", "signatory"),),
    },
    secret=True,
)
# Its parties and person are there only while it opens something: see `invitation_thing`.
INVITATION = Kind(
    "lab.comment_invitation",
    {
        "read": (Role(*OWN), Self(), Party(*OWN)),
        "answer": (Self(), Party("administrator", "signatory")),
        "withdraw": (Role("administrator", "signatory"),),
        "look": (Self(), Party(*OWN)),
    },
    secret=True,
)
MODEL_FIELDS = Fields(owner="organisation")
INVITATION_FIELDS = Fields(owner="owner", parties="organisation", person="person")


def model_thing(model: UUID | None, organisation: UUID) -> Thing:
    return Thing(MODEL, model, owner=organisation)


def invitation_thing(
    invitation: UUID | None, owner: UUID, organisation: UUID | None, person: UUID | None
) -> Thing:
    """`organisation` or `person`: who was asked."""
    asked = frozenset({organisation} if organisation else ())
    return Thing(INVITATION, invitation, owner=owner, parties=asked, person=person)
