"""How many invitations an organisation may send in an hour, so that nobody floods others' mailboxes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import InvitationAsked, Organisation
from dugnad.kernel.organisations.rules import TooManyInvitations

HOUR = timedelta(hours=1)


def count_invitation(actor: Actor, organisation: UUID) -> None:
    """Count one more, new or sent again, in the caller's transaction; TooManyInvitations past the hour's number.

    Those who run the platform are not counted.
    """
    if actor.operator:
        return
    Organisation.objects.select_for_update().get(id=organisation)
    now, most = timezone.now(), settings.INVITATIONS_PER_HOUR
    asked = InvitationAsked.objects.filter(organisation=organisation)
    asked.filter(at__lte=now - HOUR).delete()
    times = list(asked.order_by("at").values_list("at", flat=True))
    if len(times) >= most:
        again = times[len(times) - most] + HOUR if most else now + HOUR
        raise TooManyInvitations(most, again)
    InvitationAsked.objects.create(organisation_id=organisation, at=now)
