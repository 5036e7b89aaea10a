"""Asking others to comment on a model, in confidence and for a time; and what they say."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.lab.business import mail, selectors
from dugnad.areas.lab.business.document import BLOCKS
from dugnad.areas.lab.business.revising import locked, thing_of
from dugnad.areas.lab.business.terms import VERSION
from dugnad.areas.lab.business.things import thing_of_invitation
from dugnad.areas.lab.models import BusinessModel, Comment, CommentInvitation
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.selectors import members_of_network
from dugnad.kernel.problems import Conflict, Invalid, NotFound

LONGEST_DAYS: Final = 365
MOST_OPEN: Final = 20
# Each sends mail.
MOST_AN_HOUR: Final = 40
HOUR: Final = timedelta(hours=1)
LONGEST_COMMENT: Final = 4000
LONGEST_QUESTION: Final = 1000


@transaction.atomic
def invite(
    *,
    actor: Actor,
    model: UUID,
    days: int,
    email: str = "",
    organisation: UUID | None = None,
    question: str = "",
) -> CommentInvitation:
    """Ask a person (by e-mail address) or an organisation of the network. Invalid at the field; Conflict: too many."""
    row = locked(actor, model, "invite")
    person = _person(email) if email else None
    if (person is None) == (organisation is None):
        raise Invalid(fields={"email": _("Give the address of a person, or choose an organisation.")})
    _check_member(actor, row, organisation)
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(fields={"days": _("Write between 1 and 365 days.")})
    if len(question) > LONGEST_QUESTION:
        raise Invalid(fields={"question": _("Write at most 1 000 characters.")})
    _check_open(row, person, organisation)
    made = CommentInvitation.objects.create(
        model=row,
        owner_id=row.organisation_id,
        person_id=person,
        organisation_id=organisation,
        question=question.strip(),
        invited_by_id=actor.person,
        until=timezone.now() + timedelta(days=days),
    )
    record("lab.comment_asked", actor=actor, thing=thing_of_invitation(made))
    mail.post(made)
    return made


def _person(email: str) -> UUID:
    found = (
        Person.objects.filter(email__iexact=email.strip(), is_active=True)
        .values_list("id", flat=True)
        .first()
    )
    if found is None:
        raise Invalid(fields={"email": _("Nobody in the network signs in with this address.")})
    return found


def _check_member(actor: Actor, row: BusinessModel, organisation: UUID | None) -> None:
    if organisation == row.organisation_id:
        raise Invalid(fields={"organisation": _("Your own people see the model already.")})
    if organisation and not members_of_network(actor).filter(id=organisation).exists():
        raise Invalid(fields={"organisation": _("There is no such member of the network.")})


def _check_open(row: BusinessModel, person: UUID | None, organisation: UUID | None) -> None:
    going = row.invitations.filter(withdrawn_at=None, declined_at=None, until__gt=timezone.now())
    if going.filter(person=person, organisation=organisation).exists():
        raise Conflict(_("They are asked already."))
    if going.count() >= MOST_OPEN:
        raise Conflict(_("As many are asked as can be at once. Withdraw an invitation first."))
    lately = CommentInvitation.objects.filter(owner=row.organisation_id, invited_at__gt=timezone.now() - HOUR)
    if lately.count() >= MOST_AN_HOUR:
        raise Conflict(_("Your organisation has asked many within an hour. Ask again in an hour."))


def _locked(invitation: UUID) -> CommentInvitation:
    row = CommentInvitation.objects.select_for_update(of=("self",)).filter(id=invitation).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def answer(*, actor: Actor, invitation: UUID, accepts: bool) -> CommentInvitation:
    """Accept the terms, so that the model opens, or decline. Conflict when it was answered already."""
    row = _locked(invitation)
    require(actor, "answer", thing_of_invitation(row))
    if row.accepted_at:
        raise Conflict(_("It was accepted already."))
    if accepts:
        row.accepted_at, row.accepted_by_id, row.terms = timezone.now(), actor.person, VERSION
        record("lab.comment_promised", actor=actor, thing=thing_of_invitation(row), detail={"terms": VERSION})
    else:
        record("lab.comment_declined", actor=actor, thing=thing_of_invitation(row))
        row.declined_at = timezone.now()
    row.save()
    return row


@transaction.atomic
def withdraw(*, actor: Actor, invitation: UUID) -> CommentInvitation:
    """From now on the invitation opens nothing. Conflict when it was over already."""
    row = _locked(invitation)
    thing = thing_of_invitation(row)
    require(actor, "withdraw", thing)
    if row.over:
        raise Conflict(_("It is over already."))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    asked = [row.organisation_id, row.person_id]
    record(
        "lab.comment_withdrawn",
        actor=actor,
        thing=thing,
        concerns=asked,
    )
    return row


@transaction.atomic
def comment(*, actor: Actor, model: UUID, block: str, text: str) -> Comment:
    """Say something of one block: the owner's people, and those whom an open invitation lets look."""
    row = selectors.visible_model(actor, model)
    said = text.strip()
    if block not in BLOCKS:
        raise Invalid(fields={"block": _("There is no such block.")})
    if not 0 < len(said) <= LONGEST_COMMENT:
        raise Invalid(fields={"text": _("Write between 1 and 4 000 characters.")})
    own = selectors.may_change(actor, row)
    through = None if own else selectors.opened(actor).filter(model=row).first()
    if not own and through is None:
        raise NotFound
    made = Comment.objects.create(
        model=row, invitation=through, block=block, text=said, revision=row.revision, by_id=actor.person
    )
    thing = thing_of_invitation(through) if through else thing_of(row)
    record("lab.model_commented", actor=actor, thing=thing, detail={"block": block})
    return made


@transaction.atomic
def settle(*, actor: Actor, comment: UUID) -> Comment:
    """Mark a comment as dealt with, or as open again."""
    found = Comment.objects.filter(id=comment).first()
    if found is None:
        raise NotFound
    locked(actor, found.model_id)
    found.settled_at = None if found.settled_at else timezone.now()
    found.save(update_fields=["settled_at"])
    return found
