"""Writing the frame of an agreement: title, parties, period, conditions."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dugnad.areas.agreements.library import standard_clauses
from dugnad.areas.agreements.models import Agreement, AgreementParty, AgreementState, Clause, ClauseKind
from dugnad.areas.agreements.rules import agreement_thing
from dugnad.areas.agreements.services.rows import members_among, parties_of, take_draft, thing_of, touch
from dugnad.areas.agreements.values import Head, check_head
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid


@transaction.atomic
def write_agreement(*, actor: Actor, head: Head, standard: bool = False) -> Agreement:
    """Begin a draft, with the standard clauses if wanted. Invalid at the fields of `Head`."""
    check_head(head, members=members_among(head.parties), own=actor.organisations)
    require(actor, "add", agreement_thing(UUID(int=0), head.parties))
    row = Agreement.objects.create(
        title=head.title.strip(),
        language=head.language,
        effective=head.effective,
        expiry=head.expiry,
        conditions=head.conditions.strip(),
        written_by_id=actor.person,
    )
    _set_parties(row, head.parties)
    if standard:
        _add_standard(row)
    record("agreements.written", actor=actor, thing=thing_of(row))
    return row


@transaction.atomic
def change_head(*, actor: Actor, agreement: UUID, seen: int, head: Head) -> Agreement:
    """Change the frame of a draft. `seen` is the `head_version` that the writer started from.

    Conflict with `theirs` (the stored frame) if someone else changed it meanwhile: nothing is overwritten.
    """
    row = take_draft(actor, agreement)
    if row.head_version != seen:
        raise Conflict(_("Someone else changed this while you were writing."), theirs=row)
    check_head(head, members=members_among(head.parties), own=actor.organisations)
    _check_clauses_keep_parties(row, head)
    _set_parties(row, head.parties)
    touch(
        row,
        title=head.title.strip(),
        language=head.language,
        effective=head.effective,
        expiry=head.expiry,
        conditions=head.conditions.strip(),
        head_version=row.head_version + 1,
    )
    record("agreements.changed", actor=actor, thing=thing_of(row))
    return row


@transaction.atomic
def discard(*, actor: Actor, agreement: UUID) -> None:
    """Throw a draft away; it is no longer shown, its entries in the log stay."""
    row = take_draft(actor, agreement, "send")
    touch(row, state=AgreementState.DISCARDED)
    record("agreements.discarded", actor=actor, thing=thing_of(row))


def _set_parties(row: Agreement, parties: tuple[UUID, ...]) -> None:
    if parties_of(row.id) == parties:
        return
    AgreementParty.objects.filter(agreement=row).delete()
    AgreementParty.objects.bulk_create(
        AgreementParty(agreement=row, organisation_id=party, position=position)
        for position, party in enumerate(parties, 1)
    )


def _add_standard(row: Agreement) -> None:
    Clause.objects.bulk_create(
        Clause(
            agreement=row, position=position, kind=ClauseKind.TEXT, heading=clause.heading, text=clause.text
        )
        for position, clause in enumerate(standard_clauses(row.language), 1)
    )


def _check_clauses_keep_parties(row: Agreement, head: Head) -> None:
    clauses = Clause.objects.filter(agreement=row, kind=ClauseKind.SHARING, removed=False)
    used = {org for clause in clauses.prefetch_related("givers", "receivers") for org in _sides(clause)}
    lost = used - set(head.parties)
    if lost:
        told = _("A clause on sharing names a party you take out. Change that clause first.")
        raise Invalid(fields={"parties": told})


def _sides(clause: Clause) -> set[UUID]:
    return {org.id for side in (clause.givers, clause.receivers) for org in side.all()}
