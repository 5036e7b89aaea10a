"""Nobody is left without an answer: reminders after 7, 14 and 21 days, and then a human."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dugnad.areas.competence.models import Contact, Side
from dugnad.areas.competence.needs import mail
from dugnad.areas.competence.needs.selectors import hub_for
from dugnad.areas.competence.needs.services.contacting import shut
from dugnad.areas.competence.needs.services.rows import need_of
from dugnad.areas.competence.needs.things import thing_of_contact
from dugnad.areas.competence.rules.needs import WAITING, Step, next_step
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record

PLATFORM = Actor(operator=True)


def follow_up(now: datetime) -> None:
    """The schedule: take the step that silence calls for, for each request that waits."""
    waiting = Contact.objects.filter(state__in=WAITING, escalated_at=None).values_list("id", flat=True)
    for id in list(waiting):
        _step(id, now)


@transaction.atomic
def _step(contact: UUID, now: datetime) -> None:
    row = Contact.objects.select_for_update(of=("self",)).select_related("expert", "offer").get(id=contact)
    if row.state not in WAITING or row.escalated_at:
        return
    promised = row.answer_by if row.turn == Side.RECEIVER else None
    due = next_step(row.moved_at, promised, row.reminded, row.reminded_at, now)
    if due and due[0] is Step.REMIND:
        _remind(row, due[1], now)
    elif due:
        _hand_over(row, now)


def _remind(row: Contact, rung: int, now: datetime) -> None:
    row.reminded, row.reminded_at = rung, now
    row.save(update_fields=["reminded", "reminded_at"])
    detail = {"days": (timezone.localdate(now) - timezone.localdate(row.moved_at)).days}
    record("competence.request_reminded", actor=PLATFORM, thing=thing_of_contact(row), detail=detail)
    mail.post("reminded", contact=row.id)


def _hand_over(row: Contact, now: datetime) -> None:
    """A human looks after it where the expert was silent; where the asker was, the request is closed."""
    if row.turn == Side.ASKER:
        shut(PLATFORM, row)
        return
    row.escalated_at, row.matcher = now, hub_for(need_of(row))
    if row.matcher_id == row.organisation_id:
        row.matcher = None
    row.save(update_fields=["escalated_at", "matcher"])
    record(
        "competence.request_silent",
        actor=PLATFORM,
        thing=thing_of_contact(row),
        concerns=[row.matcher_id],
    )
    mail.post("silent", contact=row.id)
