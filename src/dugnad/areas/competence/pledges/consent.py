"""A person's own say: whether they are pledged, and for how many hours a month in all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Expert, PersonLimit, PersonMonth, first_of
from dugnad.areas.competence.pledges.experts import settle
from dugnad.areas.competence.pledges.hours import check_hours
from dugnad.areas.competence.pledges.limits import check_standing
from dugnad.areas.competence.pledges.things import expert_of, thing_of
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid


@transaction.atomic
def agree(*, actor: Actor, expert: UUID, most_hours: int) -> Expert:
    """The person agrees to be pledged, and to `most_hours` a month for all organisations together at most."""
    row = _own(actor, expert)
    if row.withdrawn_at:
        raise Conflict(_("The organisation has withdrawn this."))
    check_hours(most_hours, "most_hours", least=0)
    check_standing(row, row.hours_month, limit=most_hours, field="most_hours")
    _set_limit(row.person_id, most_hours)
    row.agreed_at, row.declined_at = timezone.now(), None
    settle(row, "agreed_at", "declined_at")
    record("competence.expert_agreed", actor=actor, thing=thing_of(row))
    return row


@transaction.atomic
def decline(*, actor: Actor, expert: UUID) -> Expert:
    """The person declines, or takes the consent back: they are found no more, from this moment."""
    row = _own(actor, expert)
    row.agreed_at, row.declined_at = None, timezone.now()
    settle(row, "agreed_at", "declined_at")
    record("competence.expert_declined", actor=actor, thing=thing_of(row))
    return row


@transaction.atomic
def set_limit(*, actor: Actor, hours: int) -> int:
    """Change one's own limit. Raises Invalid below what is pledged already."""
    rows = own_pledges(actor)
    check_hours(hours, "most_hours", least=0)
    agreed = [row for row in rows if row.agreed_at and row.withdrawn_at is None]
    if not agreed:
        raise Conflict(_("Nobody pledges you now."))
    if hours < sum(row.hours_month for row in agreed):
        raise Invalid(fields={"most_hours": _("More is pledged already. Take back one of them first.")})
    _set_limit(agreed[0].person_id, hours)
    record("competence.limit_changed", actor=actor, thing=thing_of(agreed[0]), detail={"hours": hours})
    return hours


def own_pledges(actor: Actor) -> list[Expert]:
    """The pledges of the actor's own hours, those that wait for an answer first."""
    if actor.person is None:
        return []
    rows = Expert.objects.filter(person=actor.person, withdrawn_at=None).select_related("organisation")
    return sorted(rows, key=lambda row: (bool(row.agreed_at or row.declined_at), row.organisation.name))


def waiting_for(actor: Actor) -> Iterable[Expert]:
    """The pledges that wait for the actor's answer."""
    return (row for row in own_pledges(actor) if not row.agreed_at and not row.declined_at)


def suggested_limit(row: Expert, pledges: Iterable[Expert]) -> int:
    """The hours a month that all pledges of the person would come to, this one included."""
    return sum(one.hours_month for one in pledges if one.agreed_at or one == row)


def _own(actor: Actor, expert: UUID) -> Expert:
    require(actor, "agree", thing_of(expert_of(expert)))
    return Expert.objects.select_for_update().get(id=expert)


def _set_limit(person: UUID | None, hours: int) -> None:
    if person is None:
        return
    with wall.system():
        PersonLimit.objects.update_or_create(person_id=person, defaults={"hours_month": hours})
        for kept in PersonMonth.objects.select_for_update().filter(
            person=person, month__gte=first_of(_today())
        ):
            kept.most = max(hours, kept.pledged)
            kept.save(update_fields=["most"])


def _today() -> date:
    return timezone.localdate()
