"""Who may do what with cases: the applicant and the city's case workers; nobody else, not even those who operate."""

from __future__ import annotations

from uuid import UUID

from dugnad.areas.casework.models import Case
from dugnad.kernel.access import Kind, Role, Self, SignedIn, Thing
from dugnad.kernel.access.queries import Fields

WORKER = Role("caseworker")
ARCHIVE = Role("caseworker", "archivist")
CASE = Kind(
    "casework.case",
    {
        "read": (Self(), WORKER),
        "write": (Self(),),
        "withdraw": (Self(),),
        "appeal": (Self(),),
        "decide": (WORKER,),
        "journal": (ARCHIVE,),
    },
    secret=True,
)
# What a person may have decided in a city, by the city's id.
APPLYING = Kind("casework.applying", {"read": (SignedIn(),), "apply": (SignedIn(),)})
# The city's cases as a whole: who may see the hard ones, and who sees figures only.
DESK = Kind(
    "casework.desk",
    {
        "read": (WORKER,),
        "figures": (Role("caseworker", "lawyer"),),
        "sample": (Role("caseworker", "lawyer"),),
        "archive": (Role("archivist"),),
    },
    secret=True,
)
KINDS = (CASE, APPLYING, DESK)
CASE_FIELDS = Fields(owner="organisation", person="applicant")


def case_thing(row: Case) -> Thing:
    """A draft is the applicant's alone until it is sent."""
    owner = row.organisation_id if row.applied_at else None
    return Thing(CASE, row.id, owner=owner, person=row.applicant_id)


def applying_thing(organisation: UUID) -> Thing:
    return Thing(APPLYING, organisation, owner=organisation)


def desk_thing(organisation: UUID) -> Thing:
    return Thing(DESK, organisation, owner=organisation)
