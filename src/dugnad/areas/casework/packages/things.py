"""How the house finds rules by id, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.packages.words import said
from dugnad.areas.casework.rules import packages as rules
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.organisations.models import Organisation


def find_rulebooks(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name in Organisation.objects.filter(id__in=ids).values_list("id", "name"):
        yield Found(rules.rulebook_thing(id), name, reverse("casework:rulebook", args=[id]))


def find_versions(ids: Collection[UUID]) -> Iterable[Found]:
    """Under either kind: what was a draft may be published now."""
    rows = PackageVersion.objects.filter(id__in=ids).select_related("package").defer("document")
    for row in rows:
        address = reverse("casework:version", args=[row.package.slug, row.number])
        yield Found(rules.version_thing(row), f"{said(row.package.title)} {row.number}", address)


def find_adoptions(ids: Collection[UUID]) -> Iterable[Found]:
    rows = Adoption.objects.filter(id__in=ids).select_related("version__package", "organisation")
    for row in rows.defer("version__document"):
        title = f"{said(row.version.package.title)}, {row.organisation.name}"
        yield Found(rules.adoption_thing(row), title, reverse("casework:adoption", args=[row.id]))


APPROVALS = {
    "approve_as_caseworker": _("Approve as a professional"),
    "approve_as_lawyer": _("Approve as a lawyer"),
}
OPEN = {"read": _("See it"), "change": _("Change it"), **APPROVALS}
THINGS = (
    ThingKind(
        rules.RULEBOOK,
        _("Rulebook"),
        find_rulebooks,
        {"read": _("See its rules and drafts"), "add": _("Add rules and take rules in use")},
    ),
    ThingKind(
        rules.VERSION,
        _("Rules"),
        find_versions,
        {
            "read": _("See the rules"),
            "change": _("Make the next version"),
            "stop": _("Say that they are wrong"),
        },
    ),
    ThingKind(rules.DRAFT, _("Draft of rules"), find_versions, OPEN),
    ThingKind(
        rules.ADOPTION,
        _("Rules in use"),
        find_adoptions,
        {
            "read": _("See the rules in use"),
            "change": _("Let them decide again"),
            "stop": _("Stop deciding by them"),
        },
    ),
    ThingKind(rules.ADOPTION_DRAFT, _("Draft of rules in use"), find_adoptions, OPEN),
)
