"""Which packages, versions and adoptions the actor sees; and for cases, the rules in force on a day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.rulebook.document import Overlay, Package
from dugnad.areas.casework.rulebook.reading import digest, from_json, overlay_from_json
from dugnad.areas.casework.rules.packages import (
    ADOPTION_DRAFT,
    ADOPTION_FIELDS,
    DRAFT,
    DRAFT_FIELDS,
    PUBLIC,
    adoption_thing,
    version_thing,
)
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound


def in_force(organisation: UUID, slug: str, day: dt.date) -> Adoption | None:
    """The adoption by which the organisation decides cases on the day; None: none, or it is stopped."""
    begun = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    rows = Adoption.objects.filter(
        begun,
        organisation=organisation,
        version__package__slug=slug,
        state=VersionState.PUBLISHED,
        stopped_at=None,
        version__state=VersionState.PUBLISHED,
    )
    return rows.select_related("version__package", "organisation").order_by("-since", "-asked_at").first()


def replaced(actor: Actor, row: Adoption) -> Adoption | None:
    """What holds of the same package on the day from which an adoption would hold, stopped or not, else the newest."""
    rows = adoptions(actor).filter(
        organisation=row.organisation_id,
        version__package=row.version.package_id,
        state=VersionState.PUBLISHED,
    )
    rows = rows.exclude(id=row.id).order_by("-since", "-version__number")
    if row.since:
        held = rows.filter(since__lte=row.since).exclude(until__lte=row.since)
        return held.first() or rows.first()
    return rows.first()


class Altered(RuntimeError):
    """A published version is not what its digest says."""


def document_of(version: PackageVersion) -> Package:
    """The version's package; Altered when a published one is not what its digest says."""
    if version.state not in PUBLIC:
        return from_json(version.document)
    return _published(version.id, version.digest)


@lru_cache(maxsize=64)
def _published(version: UUID, expected: str) -> Package:
    package = from_json(PackageVersion.objects.values_list("document", flat=True).get(id=version))
    if digest(package) != expected:
        raise Altered(f"version {version} is not {expected}")
    return package


def overlay_of(adoption: Adoption) -> Overlay:
    """The city's own values."""
    return overlay_from_json(adoption.overlay)


def versions(actor: Actor) -> QuerySet[PackageVersion]:
    """All versions the actor sees, without their documents: the published, and drafts of the actor's organisations."""
    every = PackageVersion.objects.select_related("package__owner").defer("document")
    return every.filter(state__in=PUBLIC) | visible(every, actor, DRAFT, DRAFT_FIELDS)


def version(actor: Actor, slug: str, number: int | None = None) -> PackageVersion:
    """One version of a package: of that number, else the newest published, else the newest draft; NotFound."""
    rows = versions(actor).defer(None).filter(package__slug=slug)
    if number is not None:
        found = rows.filter(number=number).first()
    else:
        found = rows.filter(state=VersionState.PUBLISHED).first() or rows.first()
    if found is None:
        raise NotFound
    require(actor, "read", version_thing(found))
    return found


def version_by_id(actor: Actor, version: UUID) -> PackageVersion:
    """One version; NotFound."""
    found = versions(actor).defer(None).filter(id=version).first()
    if found is None:
        raise NotFound
    require(actor, "read", version_thing(found))
    return found


def adoptions(actor: Actor) -> QuerySet[Adoption]:
    """All adoptions the actor sees: those in force or past, and drafts of the actor's organisations."""
    every = Adoption.objects.select_related("version__package__owner", "organisation")
    every = every.defer("version__document")
    found = every.filter(state__in=PUBLIC) | visible(every, actor, ADOPTION_DRAFT, ADOPTION_FIELDS)
    return found.order_by("organisation__name", "-since")


def adoption(actor: Actor, adoption: UUID) -> Adoption:
    """One adoption with its version; NotFound."""
    found = adoptions(actor).defer(None).filter(id=adoption).first()
    if found is None:
        raise NotFound
    require(actor, "read", adoption_thing(found))
    return found


def keepers(actor: Actor) -> QuerySet[Organisation]:
    """The organisations for which the actor may take rules in use."""
    held = {organisation for organisation, role in actor.roles if role in ("administrator", "caseworker")}
    return Organisation.objects.filter(id__in=held, left_at=None).order_by("name")
