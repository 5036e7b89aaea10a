"""Sending a draft for signature, which locks its text, and taking it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.agreements import mail
from dugnad.areas.agreements.content import Content, content_of, missing
from dugnad.areas.agreements.document import Place, Prepared, prepare
from dugnad.areas.agreements.models import (
    Agreement,
    AgreementState,
    Document,
    Order,
    RoundState,
    Signature,
    SigningRound,
)
from dugnad.areas.agreements.notices import trust_notice
from dugnad.areas.agreements.ports import signing
from dugnad.areas.agreements.problems import told
from dugnad.areas.agreements.services.rows import open_round, take, take_draft, thing_of, touch
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Membership, RoleName
from dugnad.kernel.problems import Conflict, Invalid

MOST_SIGNATORIES = 40
MESSAGE_LIMIT = 2000
LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Sending:
    """How a draft is sent: `signatories` are (organisation, person) in the order in which they are to sign."""

    signatories: tuple[tuple[UUID, UUID], ...]
    order: str = Order.PARALLEL
    message: str = ""


def send(
    *, actor: Actor, agreement: UUID, seen: int, sending: Sending, today: date | None = None
) -> SigningRound:
    """Lock the text, typeset the document and ask the signatories. `seen` is the `version` the sender read.

    Invalid at `signatories`, `message` or `order`; Conflict if the text has changed or is not ready.
    The database is not locked while the document is typeset. `today` is the day that its period is held against.
    """
    with transaction.atomic():
        content = _checked(actor, agreement, seen, today)
        places = _places(content, sending)
    at = timezone.now().replace(microsecond=0)
    with told():
        notice, seal = trust_notice(content.row.language), signing().seal
    made = prepare(content, places, number=_number(content.row, at), notice=notice, at=at, seal=seal)
    with transaction.atomic():
        row = _checked(actor, agreement, seen, today).row
        started = _start(actor, row, sending, made, at)
        _ask(started, places, made)
        touch(row, state=AgreementState.SIGNING)
        record("agreements.sent", actor=actor, thing=thing_of(row), detail={"round": started.number})
    return started


def _checked(actor: Actor, agreement: UUID, seen: int, today: date | None) -> Content:
    row = take_draft(actor, agreement, "send")
    if row.version != seen:
        raise Conflict(_("The text has changed since you read it. Read it again before you send it."))
    content = content_of(row)
    if faults := missing(content, today):
        raise Conflict(" ".join(faults))
    return content


def _places(content: Content, sending: Sending) -> tuple[Place, ...]:
    _check_sending(content, sending)
    held = {(one.organisation_id, one.person_id): one for one in signatories_of(content.names)}
    unknown = [pair for pair in sending.signatories if pair not in held]
    if unknown:
        raise Invalid(fields={"signatories": _("One of these people is not a signatory of that party.")})
    return tuple(_place(held[pair]) for pair in sending.signatories)


def _check_sending(content: Content, sending: Sending) -> None:
    chosen, faults = sending.signatories, {}
    without = set(content.names) - {organisation for organisation, person in chosen}
    if without:
        faults["signatories"] = _("Choose at least one signatory for each party.")
    elif len(chosen) > MOST_SIGNATORIES:
        faults["signatories"] = _("At most 40 people can sign one agreement.")
    elif max(Counter(chosen).values()) > 1:
        faults["signatories"] = _("A person is named twice for the same party.")
    if len(sending.message) > MESSAGE_LIMIT:
        faults["message"] = _("This text is too long.")
    if sending.order not in Order.values:
        faults["order"] = _("Choose an order.")
    if faults:
        raise Invalid(fields=faults)


def signatories_of(parties: Iterable[UUID]) -> list[Membership]:
    """Who may sign for the parties now. A name that is too long for a certificate cannot sign."""
    held = Membership.objects.select_related("person").filter(
        organisation__in=list(parties), role=RoleName.SIGNATORY, ended_at=None, person__is_active=True
    )
    return [one for one in held if len(one.person.name) <= LONGEST_NAME]


def _place(chosen: Membership) -> Place:
    return Place(chosen.organisation_id, chosen.person_id, chosen.person.name, chosen.authority)


def _number(row: Agreement, at: datetime) -> str:
    return f"{at.year}-{row.id.hex[:8].upper()}"


def _start(actor: Actor, row: Agreement, sending: Sending, made: Prepared, at: datetime) -> SigningRound:
    started = SigningRound.objects.create(
        agreement=row,
        number=SigningRound.objects.filter(agreement=row).count() + 1,
        order=sending.order,
        message=sending.message.strip(),
        content=made.content,
        digest=made.digest,
        sent_by_id=actor.person,
        sent_at=at,
    )
    Document.objects.create(round=started, pdf=made.pdf)
    return started


def _ask(started: SigningRound, places: Sequence[Place], made: Prepared) -> None:
    rows = [
        Signature(
            round=started,
            organisation_id=place.organisation,
            person_id=place.person,
            name=place.name,
            authority=place.authority,
            field=field,
            position=position,
        )
        for position, (place, field) in enumerate(zip(places, made.fields, strict=True), 1)
    ]
    Signature.objects.bulk_create(rows)
    ask_next(started)


def ask_next(current: SigningRound) -> None:
    """Ask by mail those whose turn it is now and who were not asked before; in the caller's transaction."""
    waiting = current.signatures.filter(state="waiting").order_by("position")
    turn = waiting if current.order == Order.PARALLEL else waiting[:1]
    for signature in turn:
        if signature.asked_at is None:
            signature.asked_at = timezone.now()
            signature.save(update_fields=["asked_at"])
            mail.post("ask", signature=signature.id)


@transaction.atomic
def withdraw(*, actor: Actor, agreement: UUID, reason: str = "") -> None:
    """Take an agreement back from signing; it is a draft again, and what was signed stays in its history."""
    row = take(actor, agreement, "send")
    current = open_round(agreement)
    close_round(current, RoundState.WITHDRAWN)
    touch(row, state=AgreementState.DRAFT)
    detail = {"round": current.number, "reason": reason.strip()}
    record("agreements.taken_back", actor=actor, thing=thing_of(row), detail=detail)


def close_round(current: SigningRound, state: str) -> None:
    current.state, current.closed_at = state, timezone.now()
    current.save(update_fields=["state", "closed_at"])
