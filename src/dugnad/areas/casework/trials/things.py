"""How the house finds trials by id, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models import Consequence, ShadowRun
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rules import trials as rules
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.organisations.models import Organisation


def find_shadows(ids: Collection[UUID]) -> Iterable[Found]:
    for row in (
        ShadowRun.objects.filter(id__in=ids)
        .select_related("version__package", "adoption__organisation")
        .defer("version__document")
    ):
        city = f", {row.adoption.organisation.name}" if row.adoption else ""
        title = f"{said(row.version.package.title)} {row.version.number}{city}"
        yield Found(rules.shadow_thing(row), title, reverse("casework:shadow_run", args=[row.id]))


def find_organisations(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name in Organisation.objects.filter(id__in=ids).values_list("id", "name"):
        yield Found(rules.consequences_thing(id), name, reverse("casework:rulebook", args=[id]))


def find_consequences(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Consequence.objects.filter(id__in=ids).defer("people", "result"):
        title = " → ".join(str(name) for name in row.names)
        yield Found(rules.consequence_thing(row), title, reverse("casework:consequence", args=[row.id]))


THINGS = (
    ThingKind(
        rules.SHADOW,
        _("Rules tried on past cases"),
        find_shadows,
        {
            "read": _("See which cases would end otherwise"),
            "run": _("Try rules on past cases"),
            "count": _("See how many cases would end otherwise"),
        },
    ),
    ThingKind(
        rules.CONSEQUENCES,
        _("Consequences of rules"),
        find_organisations,
        {"read": _("See the analyses"), "add": _("Ask for an analysis")},
    ),
    ThingKind(
        rules.CONSEQUENCE,
        _("Analysis of consequences"),
        find_consequences,
        {"read": _("See it"), "delete": _("Throw it away")},
    ),
)
