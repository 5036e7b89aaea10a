"""How the house finds accounts and tokens by id, for 'why can I see this?' and for the log."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.identity.models import AccessToken, Person
from dugnad.kernel.identity.rules import PERSON, TOKEN, person_thing, token_thing


def find_people(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Person.objects.filter(id__in=ids).only("name"):
        yield Found(person_thing(row.id), row.name, reverse("you"))


def find_tokens(ids: Collection[UUID]) -> Iterable[Found]:
    for row in AccessToken.objects.filter(id__in=ids).only("name", "person", "organisation"):
        thing = token_thing(row.id, person=row.person_id, organisation=row.organisation_id)
        yield Found(thing, row.name, reverse("your_tokens"))


THINGS = (
    ThingKind(
        PERSON,
        _("Account"),
        find_people,
        {
            "read": _("See the account"),
            "change": _("Change name and language"),
            "add": _("Make an account"),
            "close": _("Close the account"),
        },
    ),
    ThingKind(
        TOKEN,
        _("Token"),
        find_tokens,
        {
            "read": _("See that the token exists"),
            "make": _("Make a token"),
            "revoke": _("Revoke the token"),
        },
    ),
)
