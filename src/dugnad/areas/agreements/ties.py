"""The agreements that keep an organisation in the network: in force, to come, or being signed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.agreements.models import Agreement, AgreementState
from dugnad.areas.agreements.rules import Status, agreement_thing, summary_thing
from dugnad.areas.agreements.selectors import status_of
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import ask
from dugnad.kernel.organisations.ties import Tie

BINDING = (Status.SIGNING, Status.UPCOMING, Status.IN_FORCE, Status.ENDING)
MAY_BIND = (AgreementState.SIGNING, AgreementState.SIGNED, AgreementState.REVOKED)


def binding_agreements(actor: Actor, organisation: UUID) -> Iterable[Tie]:
    """Those that name the organisation; one that the actor may not know of yet is told without its title."""
    now = timezone.now()
    rows = Agreement.objects.filter(party_rows__organisation=organisation, state__in=MAY_BIND)
    for row in rows.prefetch_related("party_rows"):
        if status_of(row, now) in BINDING:
            yield _told(actor, row)


def _told(actor: Actor, row: Agreement) -> Tie:
    concluded = row.state != AgreementState.SIGNING and ask(actor, "read", summary_thing(row.id))
    parties = [party.organisation_id for party in row.party_rows.all()]
    if concluded or ask(actor, "read", agreement_thing(row.id, parties)):
        return Tie(row.id, row.title, reverse("agreements:agreement", args=[row.id]))
    return Tie(row.id, _("An agreement that is being signed"))
