"""Who may do what with rule packages: what is published is public; drafts are the owner's, and so is changing them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from dugnad.kernel.access import Anyone, Kind, Operator, Role, Thing
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.access.values import Rule

if TYPE_CHECKING:
    from dugnad.areas.casework.models import Adoption, PackageVersion

KEEPERS = Role("administrator", "caseworker")
APPROVING: dict[str, tuple[Rule, ...]] = {
    "approve_as_caseworker": (Role("caseworker"),),
    "approve_as_lawyer": (Role("lawyer"),),
}
OPEN: dict[str, tuple[Rule, ...]] = {"read": (Operator(), Role()), "change": (KEEPERS,), **APPROVING}

# All rules of one organisation, its own and those it adopted, by the organisation's id.
RULEBOOK = Kind("casework.rulebook", {"read": (Operator(), Role()), "add": (Operator(), KEEPERS)})
STOPPERS = Role("administrator", "caseworker", "lawyer")
VERSION = Kind("casework.version", {"read": (Anyone(),), "change": (KEEPERS,), "stop": (STOPPERS,)})
DRAFT = Kind("casework.draft", OPEN, secret=True)
ADOPTION = Kind(
    "casework.adoption",
    {"read": (Anyone(),), "change": (KEEPERS,), "stop": (STOPPERS,)},
)
ADOPTION_DRAFT = Kind("casework.adoption_draft", OPEN, secret=True)
KINDS = (RULEBOOK, VERSION, DRAFT, ADOPTION, ADOPTION_DRAFT)

DRAFT_FIELDS = Fields(owner="package__owner")
ADOPTION_FIELDS = Fields(owner="organisation")
PUBLIC = ("published", "stopped")


def rulebook_thing(organisation: UUID) -> Thing:
    return Thing(RULEBOOK, organisation, owner=organisation)


def version_thing(row: PackageVersion) -> Thing:
    """A draft until it is published; needs its package."""
    return Thing(VERSION if row.state in PUBLIC else DRAFT, row.id, owner=row.package.owner_id)


def adoption_thing(row: Adoption) -> Thing:
    """A draft until it is in force."""
    return Thing(ADOPTION if row.state in PUBLIC else ADOPTION_DRAFT, row.id, owner=row.organisation_id)
