"""Every read of business models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.lab.business.document import State
from dugnad.areas.lab.business.revising import state_of
from dugnad.areas.lab.business.things import thing_of_invitation
from dugnad.areas.lab.business.words import SCENARIOS
from dugnad.areas.lab.models import BusinessModel, Comment, CommentInvitation, ModelRevision
from dugnad.areas.lab.rules.business import (
    INVITATION,
    INVITATION_FIELDS,
    MODEL,
    MODEL_FIELDS,
    OWN,
    model_thing,
)
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import ask, require, visible
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound


def own_models(actor: Actor) -> QuerySet[BusinessModel]:
    """The models of the actor's organisations, the latest changed first."""
    rows = BusinessModel.objects.select_related("organisation", "changed_by")
    return visible(rows, actor, MODEL, MODEL_FIELDS)


def opened(actor: Actor) -> QuerySet[CommentInvitation]:
    """The invitations that open a model to the actor now: accepted, not withdrawn, not past their end."""
    now = timezone.now()
    rows = CommentInvitation.objects.filter(
        accepted_at__lte=now, withdrawn_at=None, declined_at=None, until__gt=now
    )
    return visible(rows, actor, INVITATION, INVITATION_FIELDS, action="look")


def visible_model(actor: Actor, model: UUID) -> BusinessModel:
    """One model, for its owner's people and for those whom an open invitation lets look. NotFound for all others."""
    mine = visible(BusinessModel.objects.all(), actor, MODEL, MODEL_FIELDS)
    either = Q(id__in=mine.values("id")) | Q(id__in=opened(actor).values("model"))
    row = BusinessModel.objects.filter(either, id=model).select_related("organisation", "changed_by").first()
    if row is None:
        raise NotFound
    return row


def may_change(actor: Actor, row: BusinessModel) -> bool:
    """True for those who may change the model; false for those who were asked to comment."""
    return bool(ask(actor, "change", model_thing(row.id, row.organisation_id)))


def document_of(row: BusinessModel) -> dict[str, Any]:
    """The document as the engine reads it: `reading.from_json` tells what it still lacks."""
    document: dict[str, Any] = row.document
    return document


def owners(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that the actor may make models for, by name."""
    ids = [organisation for organisation in actor.organisations if actor.holds(organisation, frozenset(OWN))]
    return Organisation.objects.filter(id__in=ids, left_at=None)


def state_at(row: BusinessModel, number: int) -> State:
    """The model as it was at a revision; as it is now when that one is not kept."""
    if number == row.revision:
        return state_of(row)
    old = ModelRevision.objects.filter(model=row, number=number).first()
    return state_of(old or row)


def revisions(row: BusinessModel) -> QuerySet[ModelRevision]:
    """The revisions of a model that was read here, newest first, without their documents."""
    return row.revisions.select_related("by").defer("document", "canvas")


def comment_counts(actor: Actor, row: BusinessModel) -> dict[str, int]:
    """How many comments that the actor may see wait in each block of a model that was read here."""
    found = comments(actor, row).filter(settled_at=None).order_by().values_list("block")
    return dict(found.annotate(number=Count("id")))


def why(actor: Actor, row: BusinessModel) -> str:
    """The address that tells why the actor may see the model."""
    invitation = (
        None if actor.holds(row.organisation_id, frozenset()) else opened(actor).filter(model=row).first()
    )
    kind, id = (INVITATION, invitation.id) if invitation else (MODEL, row.id)
    return reverse("why", args=[kind.name, id])


def invitations_to(actor: Actor) -> QuerySet[CommentInvitation]:
    """The invitations that somebody else sent the actor or the actor's organisations, and that are not over."""
    going = CommentInvitation.objects.filter(withdrawn_at=None, declined_at=None, until__gt=timezone.now())
    rows = visible(going, actor, INVITATION, INVITATION_FIELDS, action="look")
    # Not joined: before the promise the wall hides the model, and a join would hide the invitation with it.
    return rows.select_related("owner", "organisation").prefetch_related("model")


def invitation(actor: Actor, id: UUID) -> CommentInvitation:
    """One invitation: for the owner's people always, for those who were asked until it is over."""
    row = CommentInvitation.objects.filter(id=id).select_related("owner", "organisation", "person").first()
    if row is None:
        raise NotFound
    require(actor, "read", thing_of_invitation(row))
    return row


def invitations_of(actor: Actor, row: BusinessModel) -> QuerySet[CommentInvitation]:
    """Whom the model's owner has asked; nothing for those who were asked themselves."""
    if not may_change(actor, row):
        return CommentInvitation.objects.none()
    return row.invitations.select_related("person", "organisation")


def comments(actor: Actor, row: BusinessModel) -> QuerySet[Comment]:
    """The comments on a model: all for its owner's people; to others what they and the owner's people said."""
    rows = Comment.objects.filter(model=row).select_related("by", "invitation__organisation")
    if may_change(actor, row):
        return rows
    return rows.filter(Q(invitation=None) | Q(invitation__in=opened(actor)))


def happening(actor: Actor) -> Iterator[tuple[str, str]]:
    """Invitations that wait for an answer, and comments that nobody has dealt with."""
    for one in invitations_to(actor).filter(accepted_at=None):
        text = _("%(owner)s asks you to comment on its business model") % {"owner": one.owner.name}
        yield text, reverse("lab:comment_invitation", args=[one.id])
    waiting = Comment.objects.filter(settled_at=None, model__in=own_models(actor)).exclude(invitation=None)
    for model, number in waiting.values_list("model").annotate(number=Count("id")).order_by():
        text = ngettext("A comment on your business model", "%(n)d comments on your business model", number)
        yield text % {"n": number}, reverse("lab:comments", args=[model])


def live_number(actor: Actor) -> tuple[int, str]:
    """How many models the actor sees; how many kinds of disruption there are for those who see none."""
    number = own_models(actor).count() if actor.person else 0
    if number:
        return number, ngettext("business model of yours", "business models of yours", number)
    return len(SCENARIOS), _("kinds of disruption to try")
