"""Who may do what with a maturity test: the organisation's own people, and nobody else."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Kind, Role, Thing
from dugnad.kernel.access.queries import Fields

ASSESSMENT = Kind(
    "lab.assessment",
    {
        "read": (Role(),),
        "answer": (Role("administrator", "signatory", "member"),),
        "remove": (Role("administrator"),),
    },
    secret=True,
)
ASSESSMENT_FIELDS = Fields(owner="organisation")


def assessment_thing(assessment: UUID | None, organisation: UUID) -> Thing:
    return Thing(ASSESSMENT, assessment, owner=organisation)
