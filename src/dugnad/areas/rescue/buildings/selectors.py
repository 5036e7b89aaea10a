"""Every read of buildings and their plans."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from dugnad.areas.rescue.buildings.drawing import drawing
from dugnad.areas.rescue.buildings.things import FIELDS, find_building, thing_of, with_service
from dugnad.areas.rescue.models import Building, Detector, PlanVersion
from dugnad.areas.rescue.rules import BUILDING
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import ask, require, visible
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.organisations.selectors import members_of_network
from dugnad.kernel.problems import NotFound

__all__ = [
    "building",
    "buildings",
    "detectors",
    "drawing",
    "may_change",
    "may_fly",
    "owners",
    "plan_of",
    "versions",
]
VERSIONS_SHOWN = 20


def buildings(actor: Actor) -> QuerySet[Building]:
    """The buildings that the actor may see, by name; their plans' contents are left out."""
    rows = visible(with_service(), actor, BUILDING, FIELDS)
    return rows.select_related("owner", "plan").defer("plan__plan").order_by("name", "id")


def building(actor: Actor, number: UUID) -> Building:
    """One building with its plan; NotFound for those who may not see it."""
    row = find_building(number)
    require(actor, "read", thing_of(row))
    return row


def may_change(actor: Actor, row: Building) -> bool:
    """True for those who keep the building's plan."""
    return bool(ask(actor, "change", thing_of(row)))


def may_fly(actor: Actor, row: Building) -> bool:
    """True for the fire service that answers there."""
    return bool(ask(actor, "fly", thing_of(row)))


def plan_of(actor: Actor, number: UUID) -> PlanVersion:
    """The version in use; NotFound where there is none."""
    row = building(actor, number)
    if row.plan is None:
        raise NotFound
    return row.plan


def versions(row: Building) -> QuerySet[PlanVersion]:
    """The latest versions of a building that was read through `building`, without their contents."""
    return row.versions.defer("plan", "report").select_related("by")[:VERSIONS_SHOWN]


def detectors(row: Building) -> QuerySet[Detector]:
    """The detectors of a building that was read through `building`."""
    return row.detectors.all()


def owners(actor: Actor) -> QuerySet[Organisation]:
    """The organisations for which the actor may add buildings."""
    ids = [organisation for organisation, role in actor.roles if role == "administrator"]
    return members_of_network(actor).filter(id__in=ids)
