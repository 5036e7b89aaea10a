"""What other parts of rescue may ask of the register without a look: ids, rooms and tags, never names or needs."""

from __future__ import annotations

from uuid import UUID

from dugnad.areas.rescue.models import Resident, Tag


def rooms_in(building: UUID, *, synthetic: bool = False) -> dict[UUID, str]:
    """By resident: the id of the registered room, '' when none was given. For those who work as the platform."""
    rows = Resident.objects.filter(building=building, synthetic=synthetic)
    return dict(rows.values_list("id", "space"))


def tags_in(building: UUID, *, synthetic: bool = False) -> dict[str, UUID]:
    """By digest (`sensing.tags.digest`): the resident whom the tag belongs to."""
    rows = Tag.objects.filter(resident__building=building, resident__synthetic=synthetic)
    return dict(rows.values_list("digest", "resident_id"))


def is_in(resident: UUID, building: UUID | None, *, synthetic: bool = False) -> bool:
    """Whether someone of this id is registered in the building."""
    return Resident.objects.filter(id=resident, building=building, synthetic=synthetic).exists()
