"""Where a resident is wont to be: said by themselves or their care service, a few lines at most."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.rescue.models import Building, Habit
from dugnad.areas.rescue.models.residents import Often
from dugnad.areas.rescue.residents import places
from dugnad.areas.rescue.residents.services.changing import _for_change
from dugnad.areas.rescue.residents.services.rows import tell
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.problems import Conflict, Invalid, NotFound

MOST = 12


@transaction.atomic
def add_habit(
    *, actor: Actor, resident: UUID, space: str, first_hour: int, last_hour: int, often: str
) -> UUID:
    """Say where the resident is wont to be between two hours of the day (0-23, 1-24).

    NotFound; Invalid at `space`, `first_hour`, `last_hour` or `often`; Conflict after twelve.
    """
    row = _for_change(actor, resident, "change")
    faults = _faults(first_hour, last_hour, often)
    if faults:
        raise Invalid(fields=faults)
    with wall.system():
        building = Building.objects.select_related("plan").get(id=row.building_id)
        places.room(building, space)
        if row.habits.count() >= MOST:
            raise Conflict(_("Twelve are enough. Remove one first."))
        made = Habit.objects.create(
            resident=row, space=space, first_hour=first_hour, last_hour=last_hour, often=often
        )
    tell("rescue.habit_added", actor, row.id, row.service_id)
    return made.id


def _faults(first_hour: int, last_hour: int, often: str) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not 0 <= first_hour <= 23:
        faults["first_hour"] = _("Write an hour from 0 to 23.")
    if not 1 <= last_hour <= 24:
        faults["last_hour"] = _("Write an hour from 1 to 24.")
    elif first_hour == last_hour:
        faults["last_hour"] = _("It ends when it begins. For the whole day, write 0 to 24.")
    if often not in Often.values:
        faults["often"] = _("Choose one of these.")
    return faults


@transaction.atomic
def remove_habit(*, actor: Actor, resident: UUID, habit: UUID) -> None:
    """Take it back; NotFound if it is not the registration's."""
    row = _for_change(actor, resident, "change")
    with wall.system():
        gone, _rows = Habit.objects.filter(id=habit, resident=row).delete()
    if not gone:
        raise NotFound
    tell("rescue.habit_removed", actor, row.id, row.service_id)
