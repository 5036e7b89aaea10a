"""What every write to needs and requests shares: finding the row, keeping what follows from it, telling."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from dugnad.areas.competence.models import Contact, ContactState, Expert, Need, NeedState, Offer
from dugnad.areas.competence.needs import mail
from dugnad.areas.competence.needs.things import thing_of_contact, thing_of_need
from dugnad.areas.competence.rules.needs import LIVE, need_state
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound

PARTIES = (*LIVE, ContactState.FINISHED)


def own_need(actor: Actor, need: UUID, action: str = "manage") -> Need:
    """The need, locked, if the actor may do this with it; NotFound where it may not be known."""
    row = Need.objects.select_for_update().filter(id=need).first()
    if row is None:
        raise NotFound
    require(actor, action, thing_of_need(row))
    return row


def contact_row(contact: UUID) -> Contact:
    """The request, locked, unchecked; NotFound where there is none."""
    found = (
        Contact.objects.select_for_update(of=("self",)).select_related("expert", "offer").filter(id=contact)
    )
    row = found.first()
    if row is None:
        raise NotFound
    return row


def new_contact(
    need: Need, organisation: UUID, *, expert: Expert | None = None, offer: Offer | None = None, **said: Any
) -> Contact:
    """A request that waits for an answer of the organisation; who may ask for it was asked elsewhere."""
    row = Contact(
        need=need,
        organisation_id=organisation,
        asker_id=need.organisation_id,
        expert=expert,
        offer=offer,
        **said,
    )
    with wall.system():
        row.save(force_insert=True)
    return row


def need_of(row: Contact) -> Need:
    """The request's need, whether or not the side that moves may read it just now."""
    with wall.system():
        return Need.objects.select_for_update().get(id=row.need_id)


def settle(need: Need, *, withdrawn: bool = False) -> None:
    """Keep who may read the need and what state it is in, as its requests have it."""
    with wall.system():
        rows = list(need.contacts.values_list("state", "organisation"))
        may_read = {organisation for state, organisation in rows if state in PARTIES}
        need.parties.set(Organisation.objects.filter(id__in=may_read))
        states = {state for state, _organisation in rows}
        need.state = need_state(
            states, sent=need.sent_at is not None, in_round=need.in_round, withdrawn=withdrawn
        )
        ended = need.state in (NeedState.DONE, NeedState.WITHDRAWN)
        need.closed_at = (need.closed_at or timezone.now()) if ended else None
        need.save(update_fields=["state", "closed_at"])


def tell(what: str, actor: Actor, row: Contact, **detail: Any) -> None:
    """One line in the log that both sides see, and a letter to the side that did not do it."""
    record(f"competence.request_{what}", actor=actor, thing=thing_of_contact(row), detail=detail or None)
    mail.post(what, contact=row.id)
