"""Needs and requests as access sees them, and how the house finds them by id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.competence.models import Contact, Need
from dugnad.areas.competence.rules.needs import (
    CONTACT,
    HANDED,
    NEED,
    SILENT,
    contact_thing,
    handed_thing,
    need_thing,
    silent_thing,
)
from dugnad.kernel.access import Thing
from dugnad.kernel.areas.manifest import Found, ThingKind

TITLE = 60


def thing_of_need(row: Need) -> Thing:
    """The need, with those who were asked as parties."""
    return need_thing(row.id, row.organisation_id, [party.id for party in row.parties.all()])


def thing_of_contact(row: Contact) -> Thing:
    """The request; its expert or offer must be at hand."""
    return contact_thing(row.id, row.asker_id, row.organisation_id, row.answerer)


def title_of(row: Need) -> str:
    """The beginning of a need's own words; after they were forgotten the day it was asked."""
    short = Truncator(" ".join(row.text.split())).chars(TITLE)
    return short or _("Need of %(day)s") % {"day": f"{row.created_at:%d.%m.%Y}"}


def find_needs(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Need.objects.filter(id__in=ids).prefetch_related("parties"):
        yield Found(thing_of_need(row), title_of(row), reverse("competence:need", args=[row.id]))


def find_handed(ids: Collection[UUID]) -> Iterable[Found]:
    for id, matcher in Need.objects.filter(id__in=ids, handed_at__isnull=False).values_list("id", "matcher"):
        yield Found(handed_thing(id, matcher), _("Need that asks for a human"), reverse("competence:queue"))


def find_contacts(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Contact.objects.filter(id__in=ids).select_related("expert", "offer"):
        title = _("Request to %(name)s") % {"name": row.whom}
        yield Found(thing_of_contact(row), title, reverse("competence:contact", args=[row.id]))


def find_silent(ids: Collection[UUID]) -> Iterable[Found]:
    rows = Contact.objects.filter(id__in=ids, escalated_at__isnull=False)
    for id, matcher in rows.values_list("id", "matcher"):
        yield Found(silent_thing(id, matcher), _("Request without an answer"), reverse("competence:queue"))


THINGS = (
    ThingKind(
        NEED,
        gettext_lazy("Need"),
        find_needs,
        {
            "read": gettext_lazy("Read what is needed"),
            "add": gettext_lazy("Ask for the organisation"),
            "manage": gettext_lazy("Change, send, hide or withdraw it"),
            "statistics": gettext_lazy("See the statistics of what was asked"),
        },
    ),
    ThingKind(
        HANDED,
        gettext_lazy("Need handed to a human"),
        find_handed,
        {"read": gettext_lazy("Read what is needed"), "reply": gettext_lazy("Answer it")},
    ),
    ThingKind(
        CONTACT,
        gettext_lazy("Request"),
        find_contacts,
        {
            "read": gettext_lazy("See how it stands"),
            "steer": gettext_lazy("Agree on a time, withdraw or finish it"),
            "answer": gettext_lazy("Accept, decline or propose a time"),
        },
    ),
    ThingKind(
        SILENT,
        gettext_lazy("Request without an answer"),
        find_silent,
        {"read": gettext_lazy("See how it stands"), "settle": gettext_lazy("Look after it")},
    ),
)
