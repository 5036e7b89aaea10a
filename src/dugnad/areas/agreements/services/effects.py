"""What follows when all have signed, when the first day comes, and when the last day has passed.

Access asks grants for their period and `off` itself; the schedule here only writes the events, each once.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from dugnad.areas.agreements import mail
from dugnad.areas.agreements.content import content_of, grants_of
from dugnad.areas.agreements.models import Agreement, AgreementState, RoundState, SigningRound
from dugnad.areas.agreements.rules import NORWAY
from dugnad.areas.agreements.services.rows import period_of, thing_of, touch
from dugnad.areas.agreements.services.sending import close_round
from dugnad.kernel.access import Actor
from dugnad.kernel.agreements.services import switch_on
from dugnad.kernel.jobs.services import start
from dugnad.kernel.ledger.services import record

PLATFORM = Actor(operator=True)
IN_BATCHES = 200


def all_have_signed(actor: Actor, current: SigningRound) -> None:
    """Close the round, conclude the agreement, switch its grants on; in the last signature's transaction."""
    row = Agreement.objects.get(id=current.agreement_id)
    now = timezone.now()
    close_round(current, RoundState.SIGNED)
    touch(row, state=AgreementState.SIGNED, signed_at=now)
    record("agreements.concluded", actor=actor, thing=thing_of(row))
    switch_on(grants_of(content_of(row)))
    if period_of(row).begins <= now:
        _took_effect(row, now)
    start("agreements.finalise", actor=PLATFORM, key=current.id, round=str(current.id))
    mail.post("concluded", round=current.id)


def _took_effect(row: Agreement, now: datetime) -> None:
    if Agreement.objects.filter(id=row.id, took_effect_at=None).update(took_effect_at=now):
        record("agreements.took_effect", actor=PLATFORM, thing=thing_of(row))


def _expired(row: Agreement, now: datetime, name: str) -> None:
    if Agreement.objects.filter(id=row.id, expired_at=None).update(expired_at=now):
        record(name, actor=PLATFORM, thing=thing_of(row))


def tell_effects(now: datetime) -> None:
    """Write what has taken effect and what has ended since last time, each once."""
    today = now.astimezone(NORWAY).date()
    concluded = Agreement.objects.filter(state__in=(AgreementState.SIGNED, AgreementState.REVOKED))
    begun = concluded.filter(took_effect_at=None, expired_at=None, effective__lte=today)
    for row in begun.exclude(revoked_from__date__lte=F("effective")).order_by("effective")[:IN_BATCHES]:
        with transaction.atomic():
            _took_effect(row, now)
    over = Q(expiry__lt=today) | Q(revoked_from__lte=now)
    for row in concluded.filter(over, expired_at=None).order_by("expiry")[:IN_BATCHES]:
        revoked = row.revoked_from is not None and row.revoked_from <= min(now, period_of(row).ceases)
        with transaction.atomic():
            _expired(row, now, "agreements.notice_ran_out" if revoked else "agreements.expired")
