"""Who may try rules: its case workers and lawyers over past cases, an organisation's own over a population."""

from __future__ import annotations

from uuid import UUID

from dugnad.areas.casework.models import Consequence, ShadowRun
from dugnad.kernel.access import Kind, Operator, Role, Thing
from dugnad.kernel.access.queries import Fields

READERS = Role("caseworker", "lawyer")
MAKERS = Role("administrator", "caseworker", "lawyer")
# A run over past cases: the cases themselves only for those who decide and judge; how many for the organisation.
SHADOW = Kind(
    "casework.shadow",
    {"read": (READERS,), "run": (READERS,), "count": (Operator(), Role())},
    secret=True,
)
# Consequences of rules, by organisation, and one analysis.
CONSEQUENCES = Kind("casework.consequences", {"read": (Role(),), "add": (MAKERS,)}, secret=True)
CONSEQUENCE = Kind("casework.consequence", {"read": (Role(),), "delete": (MAKERS,)}, secret=True)
KINDS = (SHADOW, CONSEQUENCES, CONSEQUENCE)
CONSEQUENCE_FIELDS = Fields(owner="organisation")


def shadow_thing(run: ShadowRun) -> Thing:
    """Needs its adoption, or its version's package."""
    owner = run.adoption.organisation_id if run.adoption else run.version.package.owner_id
    return Thing(SHADOW, run.id, owner=owner)


def shadows_thing(tried: UUID, owner: UUID) -> Thing:
    """All runs of a version or an adoption."""
    return Thing(SHADOW, tried, owner=owner)


def consequences_thing(organisation: UUID) -> Thing:
    return Thing(CONSEQUENCES, organisation, owner=organisation)


def consequence_thing(row: Consequence) -> Thing:
    return Thing(CONSEQUENCE, row.id, owner=row.organisation_id)
