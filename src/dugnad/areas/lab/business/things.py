"""Models and invitations to comment, as the house finds them by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.lab.business.revising import thing_of
from dugnad.areas.lab.models import BusinessModel, CommentInvitation
from dugnad.areas.lab.rules.business import INVITATION, MODEL, invitation_thing
from dugnad.kernel.access import Thing
from dugnad.kernel.areas.manifest import Found, ThingKind


def thing_of_invitation(row: CommentInvitation) -> Thing:
    """The invitation with whom it asked; with nobody once it is over."""
    if row.over:
        return invitation_thing(row.id, row.owner_id, None, None)
    return invitation_thing(row.id, row.owner_id, row.organisation_id, row.person_id)


def _models(ids: Collection[UUID]) -> Iterable[Found]:
    for row in BusinessModel.objects.filter(id__in=ids):
        yield Found(thing_of(row), row.title, reverse("lab:model", args=[row.id]))


def _invitations(ids: Collection[UUID]) -> Iterable[Found]:
    for row in CommentInvitation.objects.filter(id__in=ids).select_related("owner"):
        yield Found(thing_of_invitation(row), row.owner.name, reverse("lab:model", args=[row.model_id]))


THINGS = (
    ThingKind(
        MODEL,
        _("Business model"),
        _models,
        {
            "read": _("See it and reckon with it"),
            "change": _("Change it"),
            "invite": _("Ask others to comment"),
            "remove": _("Delete it"),
        },
    ),
    ThingKind(
        INVITATION,
        _("Invitation to comment"),
        _invitations,
        {
            "read": _("See the invitation"),
            "answer": _("Accept or decline it"),
            "withdraw": _("Withdraw it"),
            "look": _("See the model and comment on it"),
        },
    ),
)
