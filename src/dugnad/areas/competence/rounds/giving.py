"""What an approved round does: each share becomes an agreed request, and its hours are reserved."""

from __future__ import annotations

from django.utils import timezone

from dugnad.areas.competence.models import Attempt, Contact, ContactState, Need, Round, Share
from dugnad.areas.competence.needs.services.rows import settle
from dugnad.areas.competence.needs.things import thing_of_contact
from dugnad.areas.competence.pledges.hours import reserve_unasked
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record


def give_hours(round_: Round, attempt: Attempt, actor: Actor) -> int:
    """Make all shares of an attempt requests that are agreed, with hours reserved; returns how many.

    In a transaction, as system, in an order that keeps two rounds from waiting for one another. Raises
    `NotEnoughHours` where hours are gone.
    """
    rows = Share.objects.filter(placing__attempt=attempt).select_related("placing", "expert")
    shares = list(rows.order_by("expert", "placing"))
    for share in shares:
        contact = _agreed(share)
        reserve_unasked(share.expert_id, share.hours, round_.month, contact.id, actor)
        record(
            "competence.hours_given",
            actor=actor,
            thing=thing_of_contact(contact),
            detail={"hours": share.hours},
        )
    for need in Need.objects.select_for_update().filter(id__in={share.placing.need_id for share in shares}):
        settle(need)
    return len(shares)


def _agreed(share: Share) -> Contact:
    now = timezone.now()
    return Contact.objects.create(
        need_id=share.placing.need_id,
        expert=share.expert,
        organisation_id=share.organisation_id,
        asker_id=share.placing.organisation_id,
        by_round=True,
        hours=share.hours,
        state=ContactState.ACCEPTED,
        turn="",
        sent_at=now,
        answered_at=now,
        moved_at=now,
    )
