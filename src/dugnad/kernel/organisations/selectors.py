"""Reading members, their units, people and invitations; always what the actor may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, QuerySet

from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import visible
from dugnad.kernel.organisations.models import Invitation, Membership, Organisation, Unit
from dugnad.kernel.organisations.rules import (
    INVITATION,
    INVITATION_FIELDS,
    MEMBERSHIP,
    MEMBERSHIP_FIELDS,
    ORGANISATION,
    ORGANISATION_FIELDS,
)


def members_of_network(actor: Actor) -> QuerySet[Organisation]:
    """The present members that the actor may see, in the order of the Norwegian alphabet."""
    return visible(Organisation.objects.filter(left_at=None), actor, ORGANISATION, ORGANISATION_FIELDS)


def former_members(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that have left and that the actor may let back in, the latest first."""
    rows = Organisation.objects.exclude(left_at=None).order_by("-left_at", "id")
    return visible(rows, actor, ORGANISATION, ORGANISATION_FIELDS, action="let_back")


def units_of(organisation: UUID) -> QuerySet[Unit]:
    """The units of an organisation, by name."""
    return Unit.objects.filter(organisation=organisation)


def roles_in(actor: Actor, organisation: UUID) -> QuerySet[Membership]:
    """The roles held now in an organisation that the actor may see, with person and unit, by name."""
    rows = Membership.objects.filter(organisation=organisation, ended_at=None)
    found = visible(rows, actor, MEMBERSHIP, MEMBERSHIP_FIELDS)
    return found.select_related("person", "unit").order_by("person__name", "person_id", "role")


def invitations_of(actor: Actor, organisation: UUID) -> QuerySet[Invitation]:
    """Every invitation of an organisation that is still kept, if the actor may see them."""
    return visible(Invitation.objects.filter(organisation=organisation), actor, INVITATION, INVITATION_FIELDS)


def waiting_invitations(actor: Actor, organisation: UUID) -> QuerySet[Invitation]:
    """The invitations that nobody has accepted or withdrawn, expired ones included, newest first."""
    rows = invitations_of(actor, organisation).filter(accepted_at=None, withdrawn_at=None)
    return rows.select_related("unit").order_by(F("invited_at").desc(), "id")


def invitations_waiting_for(actor: Actor) -> QuerySet[Invitation]:
    """The invitations of every organisation that the actor administers and that wait for an answer."""
    rows = Invitation.objects.filter(
        organisation__in=[org for org, role in actor.roles if role == "administrator"],
        accepted_at=None,
        withdrawn_at=None,
    )
    return visible(rows, actor, INVITATION, INVITATION_FIELDS)
