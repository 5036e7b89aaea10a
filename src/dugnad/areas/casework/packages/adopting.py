"""A city takes a published version in use with values of its own, after two of its people have approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import Adoption, Approval, PackageVersion
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages.approving import approve_one, needed, rest_on_trial
from dugnad.areas.casework.packages.digests import adoption_digest
from dugnad.areas.casework.packages.services import OPEN, package_from
from dugnad.areas.casework.rulebook.dated import refused
from dugnad.areas.casework.rulebook.document import Overlay
from dugnad.areas.casework.rulebook.reading import Unreadable, overlay_from_json, overlay_to_json
from dugnad.areas.casework.rules.packages import adoption_thing, rulebook_thing, version_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import Conflict, Invalid, NotFound


@transaction.atomic
def adopt(*, actor: Actor, organisation: UUID, version: UUID) -> Adoption:
    """Begin to take a published version in use; gives the draft that waits already if there is one.

    It begins with the overlay of the one in force, so far as the new version allows it.
    """
    row = PackageVersion.objects.select_related("package").filter(id=version).first()
    city = Organisation.objects.filter(id=organisation, left_at=None).first()
    if row is None or city is None:
        raise NotFound
    require(actor, "add", rulebook_thing(organisation))
    require(actor, "read", version_thing(row))
    if row.state != VersionState.PUBLISHED:
        raise Conflict(_("Only a published version can be taken in use."))
    waiting = Adoption.objects.filter(organisation=city, version=row, state__in=OPEN).first()
    if waiting:
        return waiting
    made = Adoption.objects.create(
        version=row, organisation=city, overlay=_inherited(row, city), asked_by_id=actor.person
    )
    record("casework.adoption_drafted", actor=actor, thing=adoption_thing(made), detail=_detail(made))
    return made


def _inherited(version: PackageVersion, city: Organisation) -> dict[str, Any]:
    before = (
        Adoption.objects.filter(
            organisation=city, version__package=version.package_id, state=VersionState.PUBLISHED
        )
        .order_by("since")
        .last()
    )
    overlay = overlay_from_json(before.overlay) if before else Overlay(municipality=city.name)
    out = refused(package_from(version.document), overlay)
    kept = {name: series for name, series in overlay.values.items() if name not in out}
    bodies = {name: words for name, words in overlay.bodies.items() if name not in out}
    return overlay_to_json(Overlay(city.name, kept, overlay.says, bodies))


def held(adoption: UUID) -> Adoption:
    """The adoption with its version and package, held until the transaction ends; NotFound."""
    rows = Adoption.objects.select_for_update(of=("self",))
    row = rows.select_related("version__package", "organisation").filter(id=adoption).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def set_overlay(
    *, actor: Actor, adoption: UUID, overlay: Mapping[str, Any], since: dt.date | None = None
) -> Adoption:
    """The city's own values and first day. What was approved before no longer is.

    Raises Invalid with the parameters that may not be so (field `values.<name>`), Conflict when it is in force.
    """
    row = held(adoption)
    require(actor, "change", adoption_thing(row))
    if row.state not in OPEN:
        raise Conflict(_("What is in force never changes. Take the version in use anew."))
    row.overlay = overlay_to_json(checked(row, overlay))
    row.since = since
    row.state = VersionState.DRAFT
    row.save(update_fields=["overlay", "since", "state"])
    row.approvals.all().delete()
    record("casework.overlay_changed", actor=actor, thing=adoption_thing(row), detail=_detail(row))
    return row


def checked(row: Adoption, content: Mapping[str, Any]) -> Overlay:
    """The overlay if the package allows it; Invalid with a message for each parameter."""
    try:
        overlay = overlay_from_json({**content, "municipality": row.organisation.name})
    except Unreadable as wrong:
        raise Invalid(fields={one.path: _("This cannot be read.") for one in wrong.faults}) from wrong
    out = refused(package_from(row.version.document), overlay)
    if out:
        raise Invalid(fields={_field(name, why): refusal(why) for name, why in out.items()})
    return overlay


def _field(name: str, why: str) -> str:
    return f"bodies.{name}" if why == "body" else f"values.{name}"


def refusal(why: str) -> str:
    """Why a city may not set this value."""
    return {
        "unknown": _("The rules have no such value."),
        "fixed": _("This value is the same everywhere."),
        "lower": _("The value may not be higher than the national one."),
        "higher": _("The value may not be lower than the national one."),
        "body": _("The rules let no city decide for this body."),
    }[why]


@transaction.atomic
def ask(*, actor: Actor, adoption: UUID) -> Adoption:
    """Send the adoption to the city's two; Invalid without a first day, Conflict when it is no draft."""
    row = held(adoption)
    require(actor, "change", adoption_thing(row))
    if row.state != VersionState.DRAFT:
        raise Conflict(_("Only a draft can be sent to approval."))
    if row.since is None:
        raise Invalid(fields={"since": _("Say from which day.")})
    row.state, row.asked_at, row.asked_by_id = VersionState.ASKED, timezone.now(), actor.person
    row.save(update_fields=["state", "asked_at", "asked_by"])
    record("casework.adoption_asked", actor=actor, thing=adoption_thing(row), detail=_detail(row))
    return row


@transaction.atomic
def approve(*, actor: Actor, adoption: UUID, role: str, digest: str, reason: str = "") -> Approval:
    """Approve the adoption as caseworker or lawyer of the city; `digest` is of what was looked at.

    Raises what approving a version raises: Invalid, too, when it was not tried on the city's past cases as it is now.
    """
    row = held(adoption)
    require(actor, "read", adoption_thing(row))
    now = adoption_digest(row)
    made = approve_one(actor, row, adoption_thing(row), role, now)
    if digest != now:
        raise Conflict(_("The rules have changed since you looked. Look at them again."))
    rest_on_trial(row, made, now, reason.strip())
    detail = _detail(row) | {"role": role} | ({"reason": made.reason} if made.reason else {})
    record("casework.adoption_approved", actor=actor, thing=adoption_thing(row), detail=detail)
    return made


@transaction.atomic
def start(*, actor: Actor, adoption: UUID) -> Adoption:
    """Put in force what the two have approved; what was in force before ends on its first day."""
    row = held(adoption)
    require(actor, "change", adoption_thing(row))
    if row.state != VersionState.ASKED or row.since is None or needed(row, adoption_digest(row)):
        raise Conflict(_("A professional and a lawyer must approve it first."))
    if row.version.state != VersionState.PUBLISHED:
        raise Conflict(_("The owner has stopped this version."))
    checked(row, row.overlay)
    _end_earlier(row, row.since)
    row.state = VersionState.PUBLISHED
    row.save(update_fields=["state"])
    record(
        "casework.adopted",
        actor=actor,
        thing=adoption_thing(row),
        concerns=[row.version.package.owner_id],
        detail=_detail(row),
    )
    return row


def _end_earlier(row: Adoption, since: dt.date) -> None:
    """Two are never in force on one day: those before end when it begins, it ends when a later one begins."""
    others = Adoption.objects.filter(
        organisation=row.organisation_id,
        version__package=row.version.package_id,
        state=VersionState.PUBLISHED,
    )
    others.filter(since__lte=since).exclude(until__lte=since).update(until=since)
    later = others.filter(since__gt=since).order_by("since").first()
    if later and later.since:
        Adoption.objects.filter(id=row.id).update(until=later.since)


@transaction.atomic
def discard(*, actor: Actor, adoption: UUID) -> None:
    """Throw away an adoption that is not in force."""
    row = held(adoption)
    require(actor, "change", adoption_thing(row))
    if row.state not in OPEN:
        raise Conflict(_("What has been in force is kept."))
    record("casework.adoption_discarded", actor=actor, thing=adoption_thing(row), detail=_detail(row))
    row.delete()


@transaction.atomic
def stop(*, actor: Actor, adoption: UUID, why: str) -> Adoption:
    """The stop button: from now on nothing is decided by these rules; Invalid without a reason."""
    row = held(adoption)
    require(actor, "stop", adoption_thing(row))
    if not why.strip():
        raise Invalid(fields={"why": _("Say why.")})
    if row.stopped_at is not None or row.state != VersionState.PUBLISHED:
        raise Conflict(_("It is not in force."))
    row.stopped_at, row.stopped_why = timezone.now(), why.strip()[:300]
    row.save(update_fields=["stopped_at", "stopped_why"])
    detail = _detail(row) | {"why": row.stopped_why}
    record("casework.stopped", actor=actor, thing=adoption_thing(row), detail=detail)
    return row


@transaction.atomic
def resume(*, actor: Actor, adoption: UUID) -> Adoption:
    """Let the rules decide again."""
    row = held(adoption)
    require(actor, "change", adoption_thing(row))
    if row.stopped_at is None:
        raise Conflict(_("It is not stopped."))
    row.stopped_at, row.stopped_why = None, ""
    row.save(update_fields=["stopped_at", "stopped_why"])
    record("casework.resumed", actor=actor, thing=adoption_thing(row), detail=_detail(row))
    return row


def _detail(row: Adoption) -> dict[str, Any]:
    return {"package": row.version.package.slug, "version": row.version.number}
