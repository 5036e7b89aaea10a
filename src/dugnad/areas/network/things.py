"""How the house finds members, roles and invitations by id, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.network.rules import ACTIONS, SHARING, sharing_thing
from dugnad.areas.network.selectors import address
from dugnad.kernel.areas import Found, ThingKind
from dugnad.kernel.organisations.models import Invitation, Membership, Organisation
from dugnad.kernel.organisations.rules import (
    INVITATION,
    MEMBERSHIP,
    ORGANISATION,
    invitation_thing,
    membership_thing,
    organisation_thing,
)


def find_organisations(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name, left in Organisation.objects.filter(id__in=ids).values_list("id", "name", "left_at"):
        yield Found(organisation_thing(id), name, "" if left else address(id))


def find_sharing(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name, left in Organisation.objects.filter(id__in=ids).values_list("id", "name", "left_at"):
        yield Found(sharing_thing(id), name, "" if left else address(id))


def find_memberships(ids: Collection[UUID]) -> Iterable[Found]:
    rows = Membership.objects.filter(id__in=ids).select_related("person", "organisation")
    for row in rows:
        thing = membership_thing(row.id, row.organisation_id, row.person_id)
        title = f"{row.person.name}, {row.organisation.name}: {row.get_role_display()}"
        yield Found(thing, title, reverse("network:person", args=[row.organisation_id, row.person_id]))


def find_invitations(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Invitation.objects.filter(id__in=ids).select_related("organisation"):
        title = f"{row.organisation.name}: {row.get_role_display()}"
        thing = invitation_thing(row.id, row.organisation_id)
        yield Found(thing, title, reverse("network:people", args=[row.organisation_id]))


THINGS = (
    ThingKind(
        ORGANISATION,
        _("Organisation"),
        find_organisations,
        {
            "read": _("See its page"),
            "add": _("Add organisations to the network"),
            "change": _("Change its page and units"),
            "correct_number": _("Correct its organisation number"),
            "leave": _("End its membership of the network"),
            "let_back": _("Let it back into the network"),
            "see_people": _("See its people"),
            "manage_people": _("Invite people and give roles"),
        },
    ),
    ThingKind(
        MEMBERSHIP,
        _("Role"),
        find_memberships,
        {"read": _("See the role"), "change": _("Change the role"), "end": _("End the role")},
    ),
    ThingKind(
        INVITATION,
        _("Invitation"),
        find_invitations,
        {"read": _("See the invitation"), "change": _("Send it again or withdraw it")},
    ),
    ThingKind(SHARING, _("Sharing"), find_sharing, ACTIONS),
)
