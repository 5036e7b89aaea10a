"""Who may do what with members of the network, their units, people, roles and invitations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.access import Anyone, Kind, Operator, Role, Self, Thing
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.problems import Problem

ORGANISATION = Kind(
    "organisations.organisation",
    {
        "read": (Anyone(),),
        "add": (Operator(),),
        "change": (Operator(), Role("administrator")),
        "correct_number": (Operator(),),
        "leave": (Operator(), Role("administrator")),
        "let_back": (Operator(),),
        "see_people": (Operator(), Role()),
        "manage_people": (Operator(), Role("administrator")),
    },
)
MEMBERSHIP = Kind(
    "organisations.membership",
    {
        "read": (Operator(), Self(), Role()),
        "change": (Operator(), Role("administrator")),
        "end": (Operator(), Role("administrator"), Self()),
    },
    secret=True,
)
INVITATION = Kind(
    "organisations.invitation",
    {
        "read": (Operator(), Role("administrator")),
        "change": (Operator(), Role("administrator")),
    },
    secret=True,
)
ORGANISATION_FIELDS = Fields(owner="id")
MEMBERSHIP_FIELDS = Fields(owner="organisation", person="person")
INVITATION_FIELDS = Fields(owner="organisation")

INVITATION_LASTS = timedelta(days=14)


def organisation_thing(organisation: UUID) -> Thing:
    return Thing(ORGANISATION, organisation, owner=organisation)


def membership_thing(membership: UUID, organisation: UUID, person: UUID) -> Thing:
    return Thing(MEMBERSHIP, membership, owner=organisation, person=person)


def invitation_thing(invitation: UUID, organisation: UUID) -> Thing:
    return Thing(INVITATION, invitation, owner=organisation)


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


def invitation_state(
    accepted: datetime | None, withdrawn: datetime | None, expires: datetime, at: datetime
) -> InvitationState:
    """What has become of an invitation at the time `at`."""
    if accepted:
        return InvitationState.ACCEPTED
    if withdrawn:
        return InvitationState.WITHDRAWN
    return InvitationState.OPEN if at < expires else InvitationState.EXPIRED


CLOSED: dict[InvitationState, str | Promise] = {
    InvitationState.ACCEPTED: _("It has been used already. Each invitation works once."),
    InvitationState.WITHDRAWN: _("It was withdrawn by the organisation that sent it."),
    InvitationState.EXPIRED: _("It was open for 14 days. Ask the one who invited you to send it again."),
}


class InvitationClosed(Problem):
    """An invitation that was used, withdrawn or left too long; `state` says which."""

    status = 410
    code = "invitation-closed"
    title = _("This invitation can no longer be used")

    def __init__(self, state: InvitationState) -> None:
        super().__init__(CLOSED[state], state=state.value)
        self.state = state


class TooManyInvitations(Problem):
    """An organisation has sent as many invitations in an hour as it may; says from when it may send more."""

    status = 429
    code = "too-many-invitations"
    title = _("Too many invitations at once")

    def __init__(self, most: int, again: datetime) -> None:
        words = {"most": most, "time": time_format(localtime(again), "TIME_FORMAT")}
        says = gettext("An organisation can send %(most)d invitations an hour. Try again at %(time)s.")
        super().__init__(says % words)


def token_hash(token: str) -> str:
    """SHA-256 of a secret token, in hexadecimal: all that is kept of it."""
    return sha256(token.encode()).hexdigest()


def holds_cycle(parents: Mapping[UUID, UUID | None], unit: UUID, parent: UUID | None) -> bool:
    """True if `unit` would come under itself when it is put under `parent`."""
    above = parent
    while above is not None and above != unit:
        above = parents.get(above)
    return above is not None
