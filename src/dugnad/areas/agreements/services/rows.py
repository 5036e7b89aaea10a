"""Finding the rows that a service changes, locked and with access checked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.agreements.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    RoundState,
    Signature,
    SigningRound,
)
from dugnad.areas.agreements.rules import Period, agreement_thing, signature_thing
from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, NotFound


def parties_of(agreement: UUID) -> tuple[UUID, ...]:
    """The parties' ids, in the order of the document."""
    rows = AgreementParty.objects.filter(agreement=agreement).order_by("position")
    return tuple(rows.values_list("organisation_id", flat=True))


def members_among(organisations: Collection[UUID]) -> frozenset[UUID]:
    """Those that are members of the network now."""
    rows = Organisation.objects.filter(id__in=organisations, left_at=None)
    return frozenset(rows.values_list("id", flat=True))


def thing_of(row: Agreement) -> Thing:
    return agreement_thing(row.id, parties_of(row.id))


def period_of(row: Agreement) -> Period:
    return Period(row.effective, row.expiry)


def take(actor: Actor, agreement: UUID, action: str) -> Agreement:
    """The row, locked until the transaction ends, if the actor may do `action`. NotFound, Forbidden."""
    row = Agreement.objects.select_for_update().filter(id=agreement).first()
    if row is None:
        raise NotFound
    require(actor, action, thing_of(row))
    return row


def take_draft(actor: Actor, agreement: UUID, action: str = "change") -> Agreement:
    """The same, for a draft; Conflict once the text is locked."""
    row = take(actor, agreement, action)
    if row.state != AgreementState.DRAFT:
        raise Conflict(_("This agreement is no longer a draft. Its text is locked."))
    return row


def touch(row: Agreement, **changes: object) -> None:
    """Store changes; every one makes a new version of the agreement."""
    row.version += 1
    row.changed_at = timezone.now()
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["version", "changed_at", *changes])


def open_round(agreement: UUID) -> SigningRound:
    """The round that is being signed; Conflict if there is none."""
    found = SigningRound.objects.filter(agreement=agreement, state=RoundState.OPEN).first()
    if found is None:
        raise Conflict(_("This agreement is not being signed now."))
    return found


def find_signature(actor: Actor, agreement: UUID, signature: UUID, action: str) -> Signature:
    """A place for a signature in this agreement, if the actor may do `action` there. NotFound, Forbidden."""
    row = (
        Signature.objects.select_related("round__agreement", "organisation", "person")
        .filter(id=signature, round__agreement=agreement)
        .first()
    )
    if row is None:
        raise NotFound
    require(actor, action, thing_of_signature(row))
    return row


def place_in_text(row: Signature) -> dict[str, Any]:
    """What the locked text says of the one who is to sign here: name, role, field."""
    places = (person for party in row.round.content["parties"] for person in party["signatories"])
    found: dict[str, Any] = next(place for place in places if place["field"] == row.field)
    return found


def thing_of_signature(row: Signature) -> Thing:
    return signature_thing(row.id, row.organisation_id, row.person_id, parties_of(row.round.agreement_id))
