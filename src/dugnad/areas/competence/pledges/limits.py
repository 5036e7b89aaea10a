"""A person's own limit of hours a month, held for all the organisations that pledge them together."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import ngettext

from dugnad.areas.competence.models import Expert, PersonLimit, PersonMonth
from dugnad.kernel.access import wall
from dugnad.kernel.problems import Invalid


def limit_of(person: UUID) -> int:
    """The hours a month that the person gives at most; 0 where they have said nothing."""
    with wall.system():
        row = PersonLimit.objects.filter(person=person).first()
    return row.hours_month if row else 0


def standing(person: UUID, but: UUID) -> int:
    """The hours a month that the person's organisations pledge, without those of one expert."""
    with wall.system():
        rows = Expert.objects.filter(person=person, agreed_at__isnull=False, withdrawn_at=None).exclude(
            id=but
        )
        return rows.aggregate(sum=Sum("hours_month"))["sum"] or 0


def check_standing(row: Expert, hours: int, limit: int | None = None, field: str = "hours_month") -> None:
    """Raises Invalid where the person's organisations would together pledge more than the person gives."""
    if row.person_id is None:
        return
    most = limit_of(row.person_id) if limit is None else limit
    left = max(0, most - standing(row.person_id, row.id))
    if hours > left:
        raise Invalid(fields={field: _too_many(row.name, left)})


def take_of_person(row: Expert, month: date, more: int, *, clip: bool) -> int:
    """Count hours of a month on the person's limit; returns how many (fewer when `clip` and the limit is reached).

    Raises Invalid instead where they are not to be clipped. Takes a lock on the person's month.
    """
    if row.person_id is None or more == 0:
        return more
    with wall.system():
        most = limit_of(row.person_id)
        found, _made = PersonMonth.objects.get_or_create(
            person_id=row.person_id, month=month, defaults={"most": most}
        )
        kept = PersonMonth.objects.select_for_update().get(id=found.id)
        left = max(0, kept.most - kept.pledged)
        if more > left and not clip:
            raise Invalid(fields={"hours": _too_many(row.name, left)})
        taken = min(more, left)
        kept.pledged = max(0, kept.pledged + taken)
        kept.save(update_fields=["pledged"])
    return taken


def _too_many(name: str, left: int) -> str:
    words = ngettext(
        "%(left)d more hour a month can be pledged for %(name)s: more than one organisation may pledge a "
        "person, and no hour is promised twice.",
        "%(left)d more hours a month can be pledged for %(name)s: more than one organisation may pledge a "
        "person, and no hour is promised twice.",
        left,
    )
    return words % {"left": left, "name": name}
