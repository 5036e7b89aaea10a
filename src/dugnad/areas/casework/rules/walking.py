"""Who may do what with walking networks and assessments: the owner's case workers and administrators."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Kind, Operator, Role, Thing
from dugnad.kernel.access.queries import Fields

KEEPERS = Role("administrator", "caseworker")
# All networks and assessments of one organisation, by the organisation's id.
WALKING = Kind(
    "casework.walking",
    {
        "read": (Operator(), Role("administrator", "caseworker", "lawyer")),
        "import": (Operator(), KEEPERS),
        "try": (KEEPERS,),
        "assess": (KEEPERS,),
    },
    secret=True,
)
ASSESSMENT = Kind(
    "casework.assessment",
    {"read": (Operator(), Role("administrator", "caseworker", "lawyer")), "change": (KEEPERS,)},
    secret=True,
)
KINDS = (WALKING, ASSESSMENT)
FIELDS = Fields(owner="organisation")


def walking_thing(organisation: UUID) -> Thing:
    return Thing(WALKING, organisation, owner=organisation)


def assessment_thing(id: UUID, organisation: UUID) -> Thing:
    return Thing(ASSESSMENT, id, owner=organisation)
