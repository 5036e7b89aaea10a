"""Packages and their drafts: taken in, changed, put in one's own words; every change told in the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import PackageVersion, RulePackage
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages.editing import history
from dugnad.areas.casework.packages.words import faults_words
from dugnad.areas.casework.rulebook.document import Package
from dugnad.areas.casework.rulebook.reading import Unreadable, digest, from_json, to_json
from dugnad.areas.casework.rules.packages import rulebook_thing, version_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid, NotFound

OPEN = (VersionState.DRAFT, VersionState.ASKED)


def package_from(content: bytes | Mapping[str, Any], field: str = "document") -> Package:
    """The package of a document; Invalid with every fault at `field`."""
    try:
        return from_json(content)
    except Unreadable as wrong:
        raise Invalid(fields={field: faults_words(wrong.faults)}) from wrong


@transaction.atomic
def take(*, actor: Actor, owner: UUID, document: bytes | Mapping[str, Any], says: str = "") -> PackageVersion:
    """A package as a draft of the owner's: a new package, or the next version of one it has.

    Raises Invalid with the document's faults, Conflict when another owns that id or a draft waits already.
    """
    organisation = Organisation.objects.filter(id=owner, left_at=None).first()
    if organisation is None:
        raise NotFound
    require(actor, "add", rulebook_thing(owner))
    package = package_from(document)
    if slugify(package.id) != package.id or len(package.id) > 60:
        raise Invalid(
            fields={"document": _("The package's id may have small letters a–z, digits and hyphens.")}
        )
    row, _made = RulePackage.objects.get_or_create(
        slug=package.id, defaults={"owner": organisation, "title": dict(package.title)}
    )
    if row.owner_id != owner:
        raise Conflict(_("Another organisation owns a package of this id. Give yours another."))
    return _draft(actor, row, package, says)


@transaction.atomic
def new_draft(*, actor: Actor, version: UUID, says: str = "") -> PackageVersion:
    """The next version, beginning as the given published one; Conflict when a draft waits already."""
    row = PackageVersion.objects.select_related("package").filter(id=version).first()
    if row is None:
        raise NotFound
    require(actor, "change", version_thing(row))
    return _draft(actor, row.package, package_from(row.document), says)


def _draft(actor: Actor, row: RulePackage, package: Package, says: str) -> PackageVersion:
    RulePackage.objects.select_for_update().get(id=row.id)
    newest = row.versions.first()
    if newest and newest.state in OPEN:
        raise Conflict(_("A draft of this package waits already. Finish it first."))
    made = PackageVersion.objects.create(
        package=row,
        number=newest.number + 1 if newest else 1,
        document=to_json(package),
        digest=digest(package),
        says=says.strip()[:2000],
        changed_by_id=actor.person,
    )
    record("casework.drafted", actor=actor, thing=version_thing(made), detail=_detail(made))
    return made


def _detail(row: PackageVersion) -> dict[str, Any]:
    return {"package": row.package.slug, "version": row.number}


def locked(version: UUID) -> PackageVersion:
    """The version, held until the transaction ends; NotFound."""
    rows = PackageVersion.objects.select_for_update(of=("self",)).select_related("package")
    row = rows.filter(id=version).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def change(
    *,
    actor: Actor,
    version: UUID,
    revision: int,
    document: bytes | Mapping[str, Any] | None = None,
    model: str = "",
    tests: str | None = None,
    says: str | None = None,
) -> PackageVersion:
    """The draft anew: the whole document, or its model or tests alone. What was approved before no longer is.

    Raises Conflict when another saved since `revision`, or when it is published; Invalid with the faults.
    """
    row = locked(version)
    require(actor, "change", version_thing(row))
    if row.state not in OPEN:
        raise Conflict(_("A published version never changes. Make a new draft."))
    if row.revision != revision:
        raise Conflict(_("Somebody has saved this draft since you opened it. Look at it again."))
    package = package_from(document if document is not None else _with(row.document, model, tests))
    if package.id != row.package.slug:
        raise Invalid(fields={"document": _("The id of a package cannot change.")})
    history.keep(row)
    row.document, row.digest = to_json(package), digest(package)
    row.says = row.says if says is None else says.strip()[:2000]
    row.state, row.revision = VersionState.DRAFT, row.revision + 1
    row.changed_by_id, row.changed_at = actor.person, timezone.now()
    row.save()
    row.approvals.all().delete()
    record("casework.draft_changed", actor=actor, thing=version_thing(row), detail=_detail(row))
    return row


def _with(document: Mapping[str, Any], model: str, tests: str | None) -> dict[str, Any]:
    given = {"model": model or document["model"], "tests": document["tests"] if tests is None else tests}
    return {**document, **given}


@transaction.atomic
def discard(*, actor: Actor, version: UUID) -> None:
    """Throw a draft away, and a package of which nothing else is left; Conflict when it is published."""
    row = locked(version)
    require(actor, "change", version_thing(row))
    if row.state not in OPEN:
        raise Conflict(_("A published version is kept."))
    record("casework.draft_discarded", actor=actor, thing=version_thing(row), detail=_detail(row))
    package = row.package
    row.delete()
    if not package.versions.exists():
        package.delete()
