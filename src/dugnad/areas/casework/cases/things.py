"""How the house finds cases by id, and what they are called; the title names nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models import Case
from dugnad.areas.casework.rules import cases as rules
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.organisations.models import Organisation


def find_cases(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Case.objects.filter(id__in=ids):
        yield Found(rules.case_thing(row), row.reference, reverse("casework:case", args=[row.id]))


def find_applying(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name in Organisation.objects.filter(id__in=ids).values_list("id", "name"):
        yield Found(rules.applying_thing(id), name, reverse("casework:cases"))


def find_desks(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name in Organisation.objects.filter(id__in=ids).values_list("id", "name"):
        yield Found(rules.desk_thing(id), name, reverse("casework:desk", args=[id]))


THINGS = (
    ThingKind(
        rules.CASE,
        _("Case"),
        find_cases,
        {
            "read": _("See the case"),
            "write": _("Write the application"),
            "withdraw": _("Withdraw the application"),
            "appeal": _("Appeal, or withdraw an appeal"),
            "decide": _("Decide the case"),
            "journal": _("Take out the case's journal"),
        },
    ),
    ThingKind(
        rules.APPLYING,
        _("Applications to a city"),
        find_applying,
        {"read": _("See what one may apply for"), "apply": _("Apply")},
    ),
    ThingKind(
        rules.DESK,
        _("A city's cases"),
        find_desks,
        {
            "read": _("See what waits for a case worker"),
            "figures": _("See figures without names"),
            "sample": _("Choose how many automatic decisions are looked through"),
            "archive": _("Take out closed cases for the archive"),
        },
    ),
)
