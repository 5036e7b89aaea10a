"""Signing. The document is signed outside any transaction and swapped in only if nobody was quicker.

So nobody holds the database's write lock while a signature is made, and of two who sign at the same moment
the slower one signs again on top of the other's signature.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dugnad.areas.agreements.document import stamp
from dugnad.areas.agreements.models import (
    Agreement,
    Document,
    Order,
    RoundState,
    Signature,
    SignatureState,
)
from dugnad.areas.agreements.ports import signing
from dugnad.areas.agreements.problems import told
from dugnad.areas.agreements.rules import NORWAY, in_turn
from dugnad.areas.agreements.services.effects import all_have_signed
from dugnad.areas.agreements.services.rows import find_signature, place_in_text, thing_of_signature
from dugnad.areas.agreements.services.sending import ask_next
from dugnad.engines.pades.authority import Person
from dugnad.engines.pades.errors import Fault, PadesError
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Membership, RoleName
from dugnad.kernel.problems import Conflict, Forbidden, SecondFactorNeeded

SIGNATORY = frozenset({RoleName.SIGNATORY.value})


@dataclass(frozen=True, slots=True)
class _Draft:
    """A signature made on one version of the document."""

    version: int
    pdf: bytes


def sign(*, actor: Actor, agreement: UUID, signature: UUID, today: date | None = None) -> Signature:
    """Sign at one's place in the document. Signing twice signs once and gives the same row.

    NotFound, Forbidden for others; SecondFactorNeeded; Conflict out of turn or when the round is closed;
    SigningUnavailable. `today` is the day that the period is held against.
    Each turn of the loop that does not succeed means that another signature did.
    """
    _check_session(actor)
    while True:
        row = find_signature(actor, agreement, signature, "sign")
        if row.state == SignatureState.SIGNED:
            return row
        _check_may_sign(actor, row, today or timezone.localdate())
        made = _signed(row, timezone.now().replace(microsecond=0))
        done = _swap(actor, row, made) if made else None
        if done:
            return done


def _check_session(actor: Actor) -> None:
    if not (actor.second_factor or settings.DEMO):
        raise SecondFactorNeeded(_("Sign in with two steps before you sign an agreement."))


def _check_may_sign(actor: Actor, row: Signature, today: date) -> None:
    if not actor.holds(row.organisation_id, SIGNATORY):
        raise Forbidden(_("You are no longer a signatory of this organisation."))
    if row.state != SignatureState.WAITING or row.round.state != RoundState.OPEN:
        raise Conflict(_("This agreement is not being signed now."))
    if row.round.agreement.expiry < today:
        raise Conflict(_("The agreement’s last day has passed. It must be taken back and given a later one."))
    waiting = row.round.signatures.filter(state=SignatureState.WAITING).values_list("position", flat=True)
    if not in_turn(row.round.order == Order.SEQUENTIAL, row.position, waiting):
        raise Conflict(_("It is not your turn yet. Those before you in the order sign first."))


def _signed(row: Signature, at: datetime) -> _Draft | None:
    """The document with this signature; None if the same person was quicker in another window."""
    document = Document.objects.get(round=row.round_id)
    person = Person(row.name, row.organisation.name, row.organisation.number, row.authority)
    language = row.round.agreement.language
    with translation.override(language):
        authority = _authority(row)
        lines = [authority, row.organisation.name, date_format(at.astimezone(NORWAY), "DATETIME_FORMAT")]
        reason = _("Signs for %(organisation)s: %(authority)s") % {
            "organisation": row.organisation.name,
            "authority": authority,
        }
    look = stamp(row.name, lines, language=language, at=at)
    try:
        with told():
            pdf = signing().sign(
                bytes(document.pdf), row.field, person, at=at, reason=reason, appearance=look
            )
    except PadesError as error:
        if error.fault is Fault.ALREADY_SIGNED:
            return None
        raise
    return _Draft(document.version, pdf)


def _authority(row: Signature) -> str:
    """On what authority, and in whose place, as the signature itself says it."""
    named = place_in_text(row)["name"]
    if row.name == named:
        return row.authority
    return _("%(authority)s, in place of %(name)s") % {"authority": row.authority, "name": named}


@transaction.atomic
def _swap(actor: Actor, row: Signature, draft: _Draft) -> Signature | None:
    """Store the signed document if it was made from the present one, else nothing."""
    Agreement.objects.select_for_update().get(id=row.round.agreement_id)
    current = Signature.objects.select_related("round__agreement").get(id=row.id)
    if current.state == SignatureState.SIGNED:
        return current
    if current.person_id != row.person_id or current.round.state != RoundState.OPEN:
        raise Conflict(_("This agreement is not being signed now."))
    if not _still_signatory(current):
        raise Forbidden(_("You are no longer a signatory of this organisation."))
    fresh = Document.objects.filter(round=current.round_id, version=draft.version)
    if not fresh.update(pdf=draft.pdf, version=draft.version + 1):
        return None
    current.state, current.done_at = SignatureState.SIGNED, timezone.now()
    current.save(update_fields=["state", "done_at"])
    record(
        "agreements.signed", actor=actor, thing=thing_of_signature(current), detail={"field": current.field}
    )
    _go_on(actor, current)
    return current


def _still_signatory(row: Signature) -> bool:
    held = Membership.objects.filter(person=row.person_id, organisation=row.organisation_id, ended_at=None)
    return held.filter(role=RoleName.SIGNATORY).exists()


def _go_on(actor: Actor, row: Signature) -> None:
    if row.round.signatures.filter(state=SignatureState.WAITING).exists():
        ask_next(row.round)
    else:
        all_have_signed(actor, row.round)
