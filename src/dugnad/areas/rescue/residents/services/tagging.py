"""What sensors know a resident by: entered once, kept as a keyed hash."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.rescue.models import Tag
from dugnad.areas.rescue.residents.services.changing import _for_change
from dugnad.areas.rescue.residents.services.rows import tell
from dugnad.areas.rescue.sensing.tags import LONGEST_TAG, Sensor, digest
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.problems import Invalid, NotFound

# A door belongs to no one.
CARRIED = (Sensor.BADGE, Sensor.BED, Sensor.ALARM)


@transaction.atomic
def add_tag(*, actor: Actor, resident: UUID, sensor: str, tag: str) -> UUID:
    """Tie a badge, bed or safety alarm to a registration; only the digest of what it is called is kept.

    NotFound; Invalid at `sensor` or `tag`, also when it is tied to someone already.
    """
    row = _for_change(actor, resident, "change")
    if sensor not in CARRIED:
        raise Invalid(fields={"sensor": _("Choose one of these.")})
    if not 0 < len(tag.strip()) <= LONGEST_TAG:
        raise Invalid(
            fields={"tag": _("Write what stands on it, at most %(most)d characters.") % {"most": LONGEST_TAG}}
        )
    with wall.system():
        made, new = Tag.objects.get_or_create(
            sensor=sensor, digest=digest(sensor, tag), defaults={"resident_id": row.id}
        )
    if not new:
        raise Invalid(fields={"tag": _("This one is in use already.")})
    tell("rescue.tag_added", actor, row.id, row.service_id)
    return made.id


@transaction.atomic
def remove_tag(*, actor: Actor, resident: UUID, tag: UUID) -> None:
    """Untie it; NotFound if it is not the registration's."""
    row = _for_change(actor, resident, "change")
    with wall.system():
        gone, _rows = Tag.objects.filter(id=tag, resident=row).delete()
    if not gone:
        raise NotFound
    tell("rescue.tag_removed", actor, row.id, row.service_id)
