"""Every write to organisations, units, roles and invitations."""

from dugnad.kernel.organisations.services.invitations import (
    accept_invitation,
    has_account,
    invitation_for,
    invite,
    is_for,
    join_with_invitation,
    mark_invitation_sent,
    renew_invitation,
    withdraw_invitation,
)
from dugnad.kernel.organisations.services.leaving import leave, let_back
from dugnad.kernel.organisations.services.members import (
    add_organisation,
    change_organisation,
    correct_number,
    find,
)
from dugnad.kernel.organisations.services.roles import (
    NOT_HERE,
    change_authority,
    end_role,
    give_role,
    grant_role,
    place_person,
)
from dugnad.kernel.organisations.services.units import add_unit, change_unit, remove_unit

__all__ = [
    "NOT_HERE",
    "accept_invitation",
    "add_organisation",
    "add_unit",
    "change_authority",
    "change_organisation",
    "change_unit",
    "correct_number",
    "end_role",
    "find",
    "give_role",
    "grant_role",
    "has_account",
    "invitation_for",
    "invite",
    "is_for",
    "join_with_invitation",
    "leave",
    "let_back",
    "mark_invitation_sent",
    "place_person",
    "remove_unit",
    "renew_invitation",
    "withdraw_invitation",
]
