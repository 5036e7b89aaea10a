"""Asking for a seat in a course, time in a lab, or a talk about a solution with who has it or who uses it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.competence.models import Contact, Need, NeedState, Offer, OfferKind
from dugnad.areas.competence.needs import cleaning
from dugnad.areas.competence.needs.hiding import hidden_from
from dugnad.areas.competence.needs.services.contacting import require_room
from dugnad.areas.competence.needs.services.rows import new_contact, own_need, settle, tell
from dugnad.areas.competence.pledges.selectors import offers_open_to
from dugnad.areas.competence.rules.needs import LIVE
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid, NotFound

MOST_PEOPLE = 50


def open_offer(actor: Actor, need: Need, offer: UUID) -> Offer:
    """An offer that the need may be sent to; NotFound where there is none, or it is the asker's own business."""
    row = offers_open_to(actor).filter(id=offer).first()
    if row is None or not answerers(need, row):
        raise NotFound
    return row


def answerers(need: Need, offer: Offer) -> list[Organisation]:
    """Who can be asked about an offer: who has it first; for a solution also the members that use it."""
    ids = [offer.organisation_id]
    if offer.kind == OfferKind.SOLUTION:
        ids += offer.reuses.order_by("since", "id").values_list("organisation", flat=True)
    rows = Organisation.objects.in_bulk(set(ids) - hidden_from(need) - {need.organisation_id})
    return [rows[id] for id in ids if id in rows and rows[id].left_at is None]


@transaction.atomic
def ask_for(
    *,
    actor: Actor,
    need: UUID,
    offer: UUID,
    organisation: UUID | None = None,
    people: int = 1,
    message: str = "",
) -> Contact:
    """Ask for an offer; `organisation`: who is to answer, who has it when left out. It may read the need from now on.

    Raises NotFound where the need or the offer may not be known, Invalid at the fields, Conflict where it is closed.
    """
    row = own_need(actor, need)
    if row.state in (NeedState.WITHDRAWN, NeedState.DONE) or row.forgotten_at:
        raise Conflict(_("This need is closed. Ask anew."))
    wanted = open_offer(actor, row, offer)
    chosen = _chosen(row, wanted, organisation)
    said = cleaning.note(message, "message")
    if not isinstance(people, int) or not 1 <= people <= MOST_PEOPLE:
        told = _("Give a number from %(least)d to %(most)d.") % {"least": 1, "most": MOST_PEOPLE}
        raise Invalid(fields={"people": told})
    contact = new_contact(row, chosen, offer=wanted, people=people, message=said, hours=0)
    row.sent_at = row.sent_at or timezone.now()
    row.save(update_fields=["sent_at"])
    settle(row)
    tell("sent", actor, contact, people=people)
    return contact


def _chosen(need: Need, offer: Offer, organisation: UUID | None) -> UUID:
    possible = [row.id for row in answerers(need, offer)]
    chosen = organisation or possible[0]
    if chosen not in possible:
        raise Invalid(fields={"organisation": _("Choose one of the list.")})
    if need.contacts.filter(offer=offer, organisation=chosen, state__in=LIVE).exists():
        told = _("%(name)s has been asked already.") % {"name": offer.title}
        raise Invalid(fields={"organisation": told})
    require_room(need, 1, "organisation")
    return chosen
