"""How the house finds descriptions, catalogues and territories by id, and what they are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dugnad.areas.services.catalogue.content import said
from dugnad.areas.services.catalogue.services import content_of
from dugnad.areas.services.models import Service, Territory
from dugnad.areas.services.rules import (
    CATALOGUE,
    SERVICE,
    TERRITORY,
    catalogue_thing,
    service_thing,
    territory_thing,
)
from dugnad.kernel.areas.manifest import Found, ThingKind
from dugnad.kernel.organisations.models import Organisation


def find_services(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Service.objects.filter(id__in=ids).select_related("base"):
        title = said(content_of(row).title, get_language() or "nb")[0]
        yield Found(service_thing(row.id, row.owner_id), title, reverse("services:service", args=[row.slug]))


def find_catalogues(ids: Collection[UUID]) -> Iterable[Found]:
    for id, name in Organisation.objects.filter(id__in=ids).values_list("id", "name"):
        yield Found(catalogue_thing(id), name, reverse("services:own", args=[id]))


def find_territories(ids: Collection[UUID]) -> Iterable[Found]:
    for row in Territory.objects.filter(id__in=ids):
        address = reverse("services:contact", args=[row.area])
        yield Found(territory_thing(row.id, row.organisation_id), row.name, address)


THINGS = (
    ThingKind(
        SERVICE,
        _("Service"),
        find_services,
        {"read": _("See the service"), "change": _("Change its description")},
    ),
    ThingKind(
        CATALOGUE,
        _("Catalogue of services"),
        find_catalogues,
        {
            "read": _("See its services"),
            "add": _("Describe services"),
            "see_what_residents_say": _("See what residents did not find"),
        },
    ),
    ThingKind(
        TERRITORY,
        _("Contact point"),
        find_territories,
        {
            "read": _("See whom to call"),
            "change": _("Change whom to call"),
            "assign": _("Say who answers for the area"),
        },
    ),
)
