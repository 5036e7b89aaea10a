"""How the house finds registrations and openings by id. What they are called names nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.rescue.models import Opening, Resident
from dugnad.areas.rescue.rules import OPENING, RESIDENT, opening_thing, resident_thing
from dugnad.kernel.areas.manifest import Found, ThingKind


def find_residents(ids: Collection[UUID]) -> Iterable[Found]:
    rows = Resident.objects.filter(id__in=ids, blocked=False)
    for id, service, person in rows.values_list("id", "service", "person"):
        thing = resident_thing(id, service, person)
        yield Found(thing, _("Registration"), reverse("rescue:registration", args=[id]))


def find_openings(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Opening.objects.filter(id__in=ids).select_related("building"):
        thing = opening_thing(row.id, row.organisation_id)
        yield Found(thing, row.building.name, reverse("rescue:opening", args=[row.id]))


THINGS = (
    ThingKind(
        RESIDENT,
        gettext_lazy("Registration of who needs help"),
        find_residents,
        {
            "read": gettext_lazy("See it, and every look at it"),
            "register": gettext_lazy("Register"),
            "list": gettext_lazy("See its reference and room"),
            "change": gettext_lazy("Put a new one in its place"),
            "withdraw": gettext_lazy("Withdraw it"),
            "people": gettext_lazy("See who needs help, while an alarm lasts"),
        },
    ),
    ThingKind(
        OPENING,
        gettext_lazy("Opening of the register"),
        find_openings,
        {
            "read": gettext_lazy("See that it was asked for"),
            "ask": gettext_lazy("Ask to open"),
            "answer": gettext_lazy("Allow or refuse"),
            "look": gettext_lazy("Look through it"),
        },
    ),
)
