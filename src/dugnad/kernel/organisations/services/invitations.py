"""Inviting people: an offer of one role, sent to one address, that works once within 14 days."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require
from dugnad.kernel.identity.models import Person
from dugnad.kernel.identity.services import add_person, person_of
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.cleaning import ROLE, clean
from dugnad.kernel.organisations.models import Invitation, Membership
from dugnad.kernel.organisations.rules import (
    INVITATION_LASTS,
    InvitationClosed,
    InvitationState,
    invitation_state,
    invitation_thing,
    organisation_thing,
    token_hash,
)
from dugnad.kernel.organisations.services.members import find
from dugnad.kernel.organisations.services.pace import count_invitation
from dugnad.kernel.organisations.services.roles import grant_role, role_values
from dugnad.kernel.organisations.services.units import require_unit
from dugnad.kernel.problems import Conflict, Forbidden, Invalid, NotFound, SignInNeeded

HAS_ACCOUNT = gettext_lazy("This address has an account already. Sign in to accept.")
NO_SUCH = gettext_lazy("There is no such invitation. Look for a newer e-mail, or ask to be invited again.")


@transaction.atomic
def invite(
    *,
    actor: Actor,
    organisation: UUID,
    email: str,
    role: str,
    authority: str = "",
    unit: UUID | None = None,
) -> tuple[Invitation, str]:
    """Offer a role to the holder of an address: the invitation, and the secret for its link.

    Only a hash of the secret is kept, so it can be told now and never again. TooManyInvitations past the
    hour's number.
    """
    require(actor, "manage_people", organisation_thing(organisation))
    find(organisation)
    values = {**clean({"email": email}, ROLE), **role_values(role=role, authority=authority)}
    require_unit(organisation, unit)
    _require_new(actor, organisation, values["email"], values["role"])
    count_invitation(actor, organisation)
    token, now = _token(), timezone.now()
    invitation = Invitation(
        organisation_id=organisation,
        unit_id=unit,
        token_hash=token_hash(token),
        invited_by_id=actor.person,
        expires_at=now + INVITATION_LASTS,
        **values,
    )
    _keep(invitation)
    _tell("organisations.invited", actor, invitation)
    return invitation, token


@transaction.atomic
def renew_invitation(*, actor: Actor, invitation: UUID) -> tuple[Invitation, str]:
    """A new secret and 14 new days for an invitation that waits or has expired; the old link stops.

    TooManyInvitations past the hour's number.
    """
    row = _find_waiting(actor, invitation)
    count_invitation(actor, row.organisation_id)
    token = _token()
    row.token_hash, row.expires_at = token_hash(token), timezone.now() + INVITATION_LASTS
    row.sent_at = None
    row.save(update_fields=["token_hash", "expires_at", "sent_at"])
    _tell("organisations.invitation_renewed", actor, row)
    return row, token


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: UUID) -> None:
    """Take back an invitation that nobody has accepted; its link stops."""
    row = _find_waiting(actor, invitation)
    _withdraw(actor, row)


@transaction.atomic
def mark_invitation_sent(*, actor: Actor, invitation: UUID) -> None:
    """Note that the invitation's e-mail has left."""
    row = _find_waiting(actor, invitation)
    row.sent_at = timezone.now()
    row.save(update_fields=["sent_at"])
    _tell("organisations.invitation_sent", actor, row)


@wall.system()
def invitation_for(token: str) -> Invitation:
    """The open invitation with this secret; NotFound, or InvitationClosed that says why."""
    row = Invitation.objects.select_related("organisation").filter(token_hash=token_hash(token)).first()
    if row is None:
        raise NotFound(NO_SUCH)
    if (state := _state(row, timezone.now())) != InvitationState.OPEN:
        raise InvitationClosed(state)
    return row


@wall.system()
@transaction.atomic
def accept_invitation(*, actor: Actor, token: str) -> Invitation:
    """Accept as the person who is signed in; Forbidden unless it was sent to that person's address."""
    if actor.person is None:
        raise SignInNeeded
    person = Person.objects.get(id=actor.person)
    row = invitation_for(token)
    if not is_for(row, person):
        raise Forbidden(_("This invitation was sent to another e-mail address than yours."))
    return _accept(row, person)


@wall.system()
def join_with_invitation(*, token: str, name: str, password: str) -> tuple[Person, Invitation]:
    """Make an account for the invited address and accept; the address counts as verified by the link.

    Invalid at `name` or `password`; Conflict if the address has an account, whose holder must sign in.
    """
    row = invitation_for(token)
    if has_account(row):
        raise Conflict(HAS_ACCOUNT)
    try:
        return _join(row, name, password)
    except IntegrityError as taken:
        raise Conflict(HAS_ACCOUNT) from taken
    except Invalid as wrong:
        if "email" in wrong.fields:
            raise Conflict(HAS_ACCOUNT) from wrong
        raise


@transaction.atomic
def _join(row: Invitation, name: str, password: str) -> tuple[Person, Invitation]:
    _claim(row)
    platform = Actor(operator=True)
    language = get_language() or settings.LANGUAGE_CODE
    person = add_person(actor=platform, email=row.email, name=name, language=language, password=password)
    return person, _accept(row, person, claimed=True)


def is_for(row: Invitation, person: Person) -> bool:
    """True if the invitation was sent to the person's address."""
    return (person.email or "").casefold() == row.email.casefold()


def has_account(row: Invitation) -> bool:
    """True if someone has an account with the invited address, and so must sign in to accept."""
    return Person.objects.filter(email=row.email).exists() or person_of(row.email) is not None


def _accept(row: Invitation, person: Person, *, claimed: bool = False) -> Invitation:
    if not claimed:
        _claim(row)
    Invitation.objects.filter(id=row.id).update(accepted_by=person)
    acting = Actor(person.id)
    if not _holds(row, person):
        grant_role(
            actor=acting,
            organisation=row.organisation_id,
            person=person,
            role=row.role,
            authority=row.authority,
            unit=row.unit_id,
        )
    _tell("organisations.invitation_accepted", acting, row)
    return row


def _claim(row: Invitation) -> None:
    """Take the invitation, once: of several at the same moment the database lets one through."""
    now = timezone.now()
    waiting = Invitation.objects.filter(
        id=row.id, token_hash=row.token_hash, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    )
    if not waiting.update(accepted_at=now):
        row.refresh_from_db()
        if (state := _state(row, now)) == InvitationState.OPEN:
            raise NotFound(NO_SUCH)
        raise InvitationClosed(state)


def _holds(row: Invitation, person: Person) -> bool:
    return Membership.objects.filter(
        organisation=row.organisation_id, person=person, role=row.role, ended_at=None
    ).exists()


def _require_new(actor: Actor, organisation: UUID, email: str, role: str) -> None:
    held = Membership.objects.filter(organisation=organisation, role=role, ended_at=None, person__email=email)
    if held.exists():
        raise Invalid(fields={"email": _("This person has that role already.")})
    waiting = Invitation.objects.filter(
        organisation=organisation, email=email, role=role, accepted_at=None, withdrawn_at=None
    ).first()
    if waiting and _state(waiting, timezone.now()) == InvitationState.OPEN:
        raise Invalid(fields={"email": _waits_already()})
    if waiting:
        _withdraw(actor, waiting)


def _keep(invitation: Invitation) -> None:
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as twice:
        raise Invalid(fields={"email": _waits_already()}) from twice


def _waits_already() -> str:
    return _("An invitation to this address waits already. Send it again instead.")


def _withdraw(actor: Actor, row: Invitation) -> None:
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    _tell("organisations.invitation_withdrawn", actor, row)


def _find_waiting(actor: Actor, invitation: UUID) -> Invitation:
    row = Invitation.objects.select_for_update().filter(id=invitation).first()
    if row is None:
        raise NotFound
    require(actor, "change", invitation_thing(row.id, row.organisation_id))
    state = _state(row, timezone.now())
    if state in (InvitationState.ACCEPTED, InvitationState.WITHDRAWN):
        raise InvitationClosed(state)
    return row


def _state(row: Invitation, at: datetime) -> InvitationState:
    return invitation_state(row.accepted_at, row.withdrawn_at, row.expires_at, at)


def _token() -> str:
    return secrets.token_urlsafe(32)


def _tell(name: str, actor: Actor, row: Invitation) -> None:
    thing = invitation_thing(row.id, row.organisation_id)
    record(name, actor=actor, thing=thing, detail={"role": row.role})
