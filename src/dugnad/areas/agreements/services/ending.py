"""Revoking an agreement: its grants stop at once, or on the day that the notice names."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.agreements import mail
from dugnad.areas.agreements.models import Agreement, AgreementState
from dugnad.areas.agreements.rules import NORWAY
from dugnad.areas.agreements.services.answering import check_reason
from dugnad.areas.agreements.services.rows import parties_of, period_of, take, thing_of, touch
from dugnad.kernel.access import Actor
from dugnad.kernel.agreements.services import switch_off
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid

MAY_REVOKE = frozenset({"administrator", "signatory"})


@transaction.atomic
def revoke(*, actor: Actor, agreement: UUID, reason: str, last_day: date | None = None) -> Agreement:
    """End a signed agreement for all parties: now, or after `last_day`. Invalid at `reason` or `last_day`.

    One that was revoked with notice can be revoked again for an earlier day, never for a later one.
    """
    row = take(actor, agreement, "revoke")
    now = timezone.now()
    _check_running(row, now)
    reason, stops = check_reason(reason), _stops(row, last_day, now)
    switch_off(agreement, stops)
    at_once = stops <= now
    touch(
        row,
        state=AgreementState.REVOKED,
        revoked_at=now,
        revoked_from=stops,
        revoked_reason=reason,
        revoked_by_id=_for_whom(actor, agreement),
        expired_at=now if at_once else None,
    )
    detail = {"reason": reason, "from": stops.isoformat()}
    record("agreements.revoked", actor=actor, thing=thing_of(row), detail=detail)
    mail.post("revoked", agreement=agreement)
    return row


def _check_running(row: Agreement, now: datetime) -> None:
    if row.state not in (AgreementState.SIGNED, AgreementState.REVOKED):
        raise Conflict(_("Only an agreement that all have signed can be revoked."))
    if (row.revoked_from and row.revoked_from <= now) or period_of(row).ceases <= now:
        raise Conflict(_("This agreement has ended already."))


def _stops(row: Agreement, last_day: date | None, now: datetime) -> datetime:
    if last_day is None:
        return now
    if last_day > row.expiry:
        raise Invalid(fields={"last_day": _("The agreement ends before that day in any case.")})
    stops = datetime.combine(date.fromordinal(last_day.toordinal() + 1), time(), NORWAY)
    if stops <= now:
        raise Invalid(fields={"last_day": _("Choose today or a later day.")})
    if row.revoked_from and stops > row.revoked_from:
        raise Invalid(fields={"last_day": _("The agreement ends before that day in any case.")})
    return stops


def _for_whom(actor: Actor, agreement: UUID) -> UUID:
    return next(party for party in parties_of(agreement) if actor.holds(party, MAY_REVOKE))
