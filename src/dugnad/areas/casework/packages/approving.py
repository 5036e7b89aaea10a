"""Two approve, a professional and a lawyer, never the same person: what they approved is what its digest says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.casework.models import Adoption, Approval, PackageVersion, RulePackage
from dugnad.areas.casework.models.packages import ApproverRole, VersionState
from dugnad.areas.casework.packages import errors
from dugnad.areas.casework.packages.digests import version_digest
from dugnad.areas.casework.packages.quality import quality_of
from dugnad.areas.casework.packages.services import locked
from dugnad.areas.casework.rules.packages import version_thing
from dugnad.areas.casework.trials import shadow
from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import Conflict, Invalid, SignInNeeded


def approve_one(actor: Actor, row: PackageVersion | Adoption, thing: Thing, role: str, now: str) -> Approval:
    """Store the approval of what has the digest `now`; row is locked and waits for approval.

    Raises Invalid for an unknown role, Forbidden without the role, Conflict when the person or the role has approved.
    """
    if role not in ApproverRole.values:
        raise Invalid(fields={"role": _("Choose as what you approve.")})
    require(actor, f"approve_as_{role}", thing)
    if actor.person is None:
        raise SignInNeeded
    if row.state != VersionState.ASKED:
        raise Conflict(_("This does not wait for approval."))
    row.approvals.exclude(digest=now).delete()
    held = list(row.approvals.all())
    if any(one.by_id == actor.person for one in held):
        raise Conflict(_("You have approved this already. Another person must be the second."))
    if any(one.role == role for one in held):
        raise Conflict(_("Somebody has approved this in that role already."))
    target = {"version": row} if isinstance(row, PackageVersion) else {"adoption": row}
    return Approval.objects.create(role=role, by_id=actor.person, digest=now, **target)


def needed(row: PackageVersion | Adoption, now: str) -> list[str]:
    """The roles that have not approved what has the digest `now`; two people are needed."""
    fits = [one for one in row.approvals.all() if one.digest == now]
    missing = [role for role in ApproverRole.values if role not in {one.role for one in fits}]
    return missing or (
        [] if len({one.by_id for one in fits}) == len(ApproverRole.values) else ApproverRole.values
    )


@transaction.atomic
def ask(*, actor: Actor, version: UUID) -> PackageVersion:
    """Say that the draft is ready for the two; Conflict when it is no draft."""
    row = locked(version)
    require(actor, "change", version_thing(row))
    if row.state != VersionState.DRAFT:
        raise Conflict(_("Only a draft can be sent to approval."))
    row.state, row.digest = VersionState.ASKED, version_digest(row)
    row.save(update_fields=["state", "digest"])
    record("casework.approval_asked", actor=actor, thing=version_thing(row), detail=_detail(row))
    return row


@transaction.atomic
def approve(*, actor: Actor, version: UUID, role: str, digest: str, reason: str = "") -> Approval:
    """Approve the version as caseworker or lawyer; `digest` is of what was looked at.

    Raises Conflict when it has changed since, or when the person has approved it in the other role; Invalid when it was
    not tried on past cases as it is now, unless `reason` says why.
    """
    row = locked(version)
    require(actor, "read", version_thing(row))
    now = version_digest(row)
    made = approve_one(actor, row, version_thing(row), role, now)
    if digest != now:
        raise Conflict(_("The rules have changed since you looked. Look at them again."))
    rest_on_trial(row, made, now, reason.strip())
    detail = _detail(row) | {"role": role} | ({"reason": made.reason} if made.reason else {})
    record("casework.approved", actor=actor, thing=version_thing(row), detail=detail)
    return made


def rest_on_trial(row: PackageVersion | Adoption, made: Approval, now: str, reason: str) -> None:
    """Store with the approval the run over past cases that it rests on, or why there is none; Invalid without both."""
    if not reason and shadow.reason_needed(row, now):
        words = _("Try the rules on past cases first, or say why you approve without it.")
        raise Invalid(fields={"reason": words})
    made.shadow, made.reason = shadow.fresh(row, now), reason[:1000]
    made.save(update_fields=["shadow", "reason"])


@transaction.atomic
def publish(*, actor: Actor, version: UUID) -> PackageVersion:
    """Publish what the two have approved, for everybody and for ever; Conflict when an approval lacks."""
    row = locked(version)
    require(actor, "change", version_thing(row))
    now = version_digest(row)
    if row.state != VersionState.ASKED or needed(row, now):
        raise Conflict(_("A professional and a lawyer must approve it first."))
    if not quality_of(row).green:
        raise Conflict(_("Its tests must pass, and every row must cite the law and decide alone."))
    row.state, row.digest, row.published_at = VersionState.PUBLISHED, now, timezone.now()
    row.save(update_fields=["state", "digest", "published_at"])
    row.saves.all().delete()
    RulePackage.objects.filter(id=row.package_id).update(title=row.document["title"])
    record("casework.published", actor=actor, thing=version_thing(row), detail=_detail(row))
    return row


@transaction.atomic
def report_error(
    *, actor: Actor, version: UUID, why: str, scope: Mapping[str, Any] | None = None
) -> PackageVersion:
    """An error was found: nobody decides by this version any more, and all who use it are told (casework.rule_error).

    `scope` says what: 'rows', 'conditions' and 'parameters' by name, days 'first' and 'last'; without it all is wrong.
    Who hears the event finds the touched cases by their traces. Invalid without saying what is wrong.
    """
    row = locked(version)
    require(actor, "stop", version_thing(row))
    if row.state != VersionState.PUBLISHED:
        raise Conflict(_("This version is not in use."))
    if not why.strip():
        raise Invalid(fields={"why": _("Say what is wrong.")})
    errors.noted(row, why.strip(), scope or {}, actor)
    row.state = VersionState.STOPPED
    row.save(update_fields=["state"])
    users = set(row.adoptions.filter(state=VersionState.PUBLISHED).values_list("organisation", flat=True))
    detail = _detail(row) | {"why": why.strip()[:300]}
    record("casework.rule_error", actor=actor, thing=version_thing(row), concerns=users, detail=detail)
    return row


def _detail(row: PackageVersion) -> dict[str, object]:
    return {"package": row.package.slug, "version": row.number}
