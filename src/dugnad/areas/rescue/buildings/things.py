"""Buildings as access sees them: the owner, and the fire service that answers from the municipality."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.rescue.models import Building, District
from dugnad.areas.rescue.rules import BUILDING, building_thing
from dugnad.kernel.access import Thing
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.problems import NotFound

FIELDS = Fields(owner="owner", parties="service")


def with_service() -> QuerySet[Building]:
    """Buildings with `service`: the id of the fire service that answers there, None where none does."""
    service = District.objects.filter(municipality=OuterRef("municipality")).values("service")
    return Building.objects.annotate(service=Subquery(service, output_field=UUIDField()))


def thing_of(row: Building) -> Thing:
    """The thing of a row of `with_service`."""
    service: UUID | None = getattr(row, "service", None)
    return building_thing(row.id, row.owner_id, [service] if service else [])


def find_building(building: UUID, *, lock: bool = False) -> Building:
    """The row with its service and plan; NotFound when there is none. `lock` it to write."""
    if lock and not Building.objects.select_for_update().filter(id=building).exists():
        raise NotFound
    row = with_service().select_related("plan", "owner").filter(id=building).first()
    if row is None:
        raise NotFound
    return row


def _find(ids: Collection[UUID]) -> Iterable[Found]:
    for row in with_service().filter(id__in=ids):
        yield Found(thing_of(row), row.name, reverse("rescue:building", args=[row.id]))


THINGS = (
    ThingKind(
        BUILDING,
        _("Building"),
        _find,
        {
            "read": _("See its plan"),
            "change": _("Change its plan, its detectors and what is known of it"),
            "register": _("Register residents"),
            "drill": _("Start a drill"),
            "fly": _("Plan and fly drones around it"),
        },
    ),
)
