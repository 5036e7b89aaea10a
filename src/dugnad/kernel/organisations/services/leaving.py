"""Ending an organisation's membership of the network, and taking it back in."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Invitation, Membership, Organisation
from dugnad.kernel.organisations.rules import invitation_thing, membership_thing, organisation_thing
from dugnad.kernel.organisations.ties import ties_of
from dugnad.kernel.problems import Conflict, NotFound


@transaction.atomic
def leave(*, actor: Actor, organisation: UUID) -> Organisation:
    """End the membership now: its page goes, its roles end and its open invitations are withdrawn.

    Conflict while agreements that are in force, to come or being signed name it; it says which.
    """
    thing = organisation_thing(organisation)
    require(actor, "leave", thing)
    row = _locked(organisation, left=False)
    if bound := ties_of(actor, organisation):
        titles = ", ".join(f"«{title}»" for title in dict.fromkeys(tie.title for tie in bound))
        raise Conflict(_("These agreements must end first: %(titles)s") % {"titles": titles})
    _withdraw_invitations(actor, organisation)
    _end_roles(actor, organisation)
    row.left_at = timezone.now()
    row.save(update_fields=["left_at"])
    record("organisations.left", actor=actor, thing=thing)
    return row


@transaction.atomic
def let_back(*, actor: Actor, organisation: UUID) -> Organisation:
    """Make a former member a member again, with its page and units; roles are given anew."""
    thing = organisation_thing(organisation)
    require(actor, "let_back", thing)
    row = _locked(organisation, left=True)
    row.left_at = None
    row.save(update_fields=["left_at"])
    record("organisations.returned", actor=actor, thing=thing)
    return row


def _locked(organisation: UUID, *, left: bool) -> Organisation:
    rows = Organisation.objects.select_for_update().filter(id=organisation)
    row = rows.exclude(left_at=None).first() if left else rows.filter(left_at=None).first()
    if row is None:
        raise NotFound
    return row


def _withdraw_invitations(actor: Actor, organisation: UUID) -> None:
    waiting = Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None)
    for row in waiting:
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
        thing = invitation_thing(row.id, organisation)
        record("organisations.invitation_withdrawn", actor=actor, thing=thing, detail={"role": row.role})


def _end_roles(actor: Actor, organisation: UUID) -> None:
    for held in Membership.objects.filter(organisation=organisation, ended_at=None):
        held.ended_at = timezone.now()
        held.save(update_fields=["ended_at"])
        thing = membership_thing(held.id, organisation, held.person_id)
        record("organisations.role_ended", actor=actor, thing=thing, detail={"role": held.role})
