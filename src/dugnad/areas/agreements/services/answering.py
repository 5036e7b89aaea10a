"""What a signatory does instead of signing, and how the others remind: decline, delegate, remind."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.agreements import mail
from dugnad.areas.agreements.models import (
    Agreement,
    AgreementState,
    Order,
    RoundState,
    Signature,
    SignatureState,
)
from dugnad.areas.agreements.rules import in_turn
from dugnad.areas.agreements.services.effects import PLATFORM
from dugnad.areas.agreements.services.rows import (
    find_signature,
    place_in_text,
    take,
    thing_of_signature,
    touch,
)
from dugnad.areas.agreements.services.sending import close_round, signatories_of
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Membership
from dugnad.kernel.problems import Conflict, Invalid

ONCE_A_DAY = timedelta(days=1)
REMIND_EVERY = timedelta(days=3)
REASON_LIMIT = 2000
IN_BATCHES = 200


@transaction.atomic
def decline(*, actor: Actor, agreement: UUID, signature: UUID, reason: str) -> None:
    """Decline to sign, with a reason. The round is over and the agreement is a draft again."""
    row = _waiting(actor, agreement, signature, "sign")
    reason = check_reason(reason)
    row.state, row.done_at, row.reason = SignatureState.DECLINED, timezone.now(), reason
    row.save(update_fields=["state", "done_at", "reason"])
    close_round(row.round, RoundState.DECLINED)
    touch(row.round.agreement, state=AgreementState.DRAFT)
    record("agreements.declined", actor=actor, thing=thing_of_signature(row), detail={"reason": reason})
    mail.post("declined", signature=row.id)


def check_reason(reason: str) -> str:
    """The reason without the blanks around it; Invalid at `reason` if there is none."""
    if not reason.strip():
        raise Invalid(fields={"reason": _("Say why, so that the others can act on it.")})
    if len(reason) > REASON_LIMIT:
        raise Invalid(fields={"reason": _("This text is too long.")})
    return reason.strip()


@transaction.atomic
def delegate(*, actor: Actor, agreement: UUID, signature: UUID, to: UUID) -> Signature:
    """Let another signatory of the same organisation sign in one's place. Invalid at `to`."""
    row = _waiting(actor, agreement, signature, "delegate")
    heir = _heir(row, to)
    before = {"from": str(row.person_id), "to": str(to)}
    row.delegated_from, row.delegated_at = row.name, timezone.now()
    row.person_id, row.name, row.authority = heir.person_id, heir.person.name, heir.authority
    row.asked_at = row.asked_at and timezone.now()
    row.reminded_at = None
    row.save()
    record("agreements.delegated", actor=actor, thing=thing_of_signature(row), concerns=[to], detail=before)
    if row.asked_at:
        mail.post("ask", signature=row.id)
    return row


def heirs(row: Signature) -> list[Membership]:
    """Those who may sign in this place instead: who is a signatory of the organisation now and signs nowhere else.

    A text that was locked before this was allowed binds its parties to those whom it names.
    """
    others = row.round.signatures.filter(organisation=row.organisation_id)
    taken = set(others.values_list("person_id", flat=True))
    able = [one for one in signatories_of([row.organisation_id]) if one.person_id not in taken]
    if row.round.content.get("substitutes"):
        return able
    place = place_in_text(row)
    named = {place["name"], *place.get("delegates", ())}
    return [one for one in able if one.person.name in named]


def _heir(row: Signature, to: UUID) -> Membership:
    found = next((one for one in heirs(row) if one.person_id == to), None)
    if found is None:
        raise Invalid(fields={"to": _("Choose another signatory of the same organisation.")})
    return found


def _waiting(actor: Actor, agreement: UUID, signature: UUID, action: str) -> Signature:
    Agreement.objects.select_for_update().filter(id=agreement).first()
    row = find_signature(actor, agreement, signature, action)
    if row.state != SignatureState.WAITING or row.round.state != RoundState.OPEN:
        raise Conflict(_("This agreement is not being signed now."))
    return row


@transaction.atomic
def remind(*, actor: Actor, agreement: UUID, signature: UUID) -> None:
    """Remind a signatory by mail; at most once a day each."""
    take(actor, agreement, "send")
    row = _waiting(actor, agreement, signature, "read")
    if not _has_turn(row):
        raise Conflict(_("It is not this person’s turn yet."))
    if not _may_remind(row, timezone.now(), ONCE_A_DAY):
        raise Conflict(_("This person was asked or reminded less than a day ago."))
    _remind(actor, row)


def remind_waiting(now: datetime) -> None:
    """Remind those who were asked three days ago or more, and again every three days."""
    long_ago = now - REMIND_EVERY
    waiting = Signature.objects.select_related("round__agreement").filter(
        Q(reminded_at=None) | Q(reminded_at__lte=long_ago),
        state=SignatureState.WAITING,
        round__state=RoundState.OPEN,
        asked_at__lte=long_ago,
    )
    for row in waiting.order_by("asked_at")[:IN_BATCHES]:
        with transaction.atomic():
            _remind(PLATFORM, row)


def _has_turn(row: Signature) -> bool:
    waiting = row.round.signatures.filter(state=SignatureState.WAITING).values_list("position", flat=True)
    return in_turn(row.round.order == Order.SEQUENTIAL, row.position, waiting)


def _may_remind(row: Signature, now: datetime, gap: timedelta) -> bool:
    last = max((at for at in (row.asked_at, row.reminded_at) if at), default=None)
    return last is None or now - last >= gap


def _remind(actor: Actor, row: Signature) -> None:
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    record("agreements.reminded", actor=actor, thing=thing_of_signature(row))
    mail.post("remind", signature=row.id)
