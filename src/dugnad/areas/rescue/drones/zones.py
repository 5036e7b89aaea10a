"""Zones where drones may not fly, or only so: taken in from the authority's file, found near a building."""

from __future__ import annotations

from math import cos, radians
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dugnad.areas.rescue.drones.ports import ZONE_FIELDS, VolumePort, read_zones
from dugnad.areas.rescue.drones.words import unreadable_words
from dugnad.areas.rescue.models import GeoZone
from dugnad.areas.rescue.rules import zone_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Invalid

LARGEST = 20 * 1024 * 1024
# How far around a building zones are looked for.
AROUND = 1500.0


@transaction.atomic
def replace_zones(*, actor: Actor, content: bytes) -> int:
    """Put the zones of a file (ED-269) in the place of all that were; returns how many volumes. Invalid at `file`."""
    require(actor, "change", zone_thing())
    if len(content) > LARGEST:
        raise Invalid(fields={"file": too_large()})
    try:
        found = read_zones(content)
    except ValueError as fault:
        raise Invalid(fields={"file": unreadable_words(fault)}) from fault
    GeoZone.objects.all().delete()
    rows = GeoZone.objects.bulk_create([_row(volume) for volume in found], batch_size=500)
    record("rescue.zones_replaced", actor=actor, thing=zone_thing(rows[0].id), detail={"zones": len(rows)})
    return len(rows)


def too_large() -> str:
    """That a file of zones is too large."""
    return _("The file is too large: 20 MB at most.")


def _row(volume: VolumePort) -> GeoZone:
    values: dict[str, Any] = {field: getattr(volume, field) for field in ZONE_FIELDS}
    across, up = zip(*volume.ring, strict=True)
    values |= {"ring": [list(corner) for corner in volume.ring], "applies": list(values["applies"])}
    return GeoZone(**values, south=min(up), north=max(up), west=min(across), east=max(across))


def zones() -> QuerySet[GeoZone]:
    """All of them; authorities publish them, so everybody may see them."""
    return GeoZone.objects.all()


def zones_near(latitude: float | None, longitude: float | None) -> list[GeoZone]:
    """Those whose bounds come within a kilometre and a half of a place; none when the place is not known."""
    if latitude is None or longitude is None:
        return []
    north = AROUND / 111_000
    east = north / max(0.05, cos(radians(latitude)))
    return list(
        GeoZone.objects.filter(
            south__lte=latitude + north,
            north__gte=latitude - north,
            west__lte=longitude + east,
            east__gte=longitude - east,
        ).exclude(restriction="NO_RESTRICTION")
    )
