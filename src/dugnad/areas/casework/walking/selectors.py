"""Networks, sections and assessments that the actor may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from dugnad.areas.casework.models import RoadAssessment, WalkingNetwork
from dugnad.areas.casework.rules.walking import ASSESSMENT, FIELDS, assessment_thing, walking_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound


def networks(actor: Actor, organisation: UUID) -> QuerySet[WalkingNetwork]:
    """The organisation's networks, the newest first, without their contents; NotFound for others."""
    require(actor, "read", walking_thing(organisation))
    rows = WalkingNetwork.objects.filter(organisation=organisation)
    return rows.select_related("by", "organisation").defer("content")


def network(actor: Actor, network: UUID) -> WalkingNetwork:
    """One network, without its content; NotFound."""
    rows = WalkingNetwork.objects.select_related("by", "organisation").defer("content")
    row = rows.filter(id=network).first()
    if row is None:
        raise NotFound
    require(actor, "read", walking_thing(row.organisation_id))
    return row


def assessments(actor: Actor, organisation: UUID) -> QuerySet[RoadAssessment]:
    """The newest version of every assessment of the organisation, also withdrawn ones; NotFound for others."""
    require(actor, "read", walking_thing(organisation))
    rows = RoadAssessment.objects.filter(organisation=organisation, superseded_at=None)
    return visible(rows.select_related("by"), actor, ASSESSMENT, FIELDS).order_by(
        "section_name", "section", "-at"
    )


def assessment(actor: Actor, assessment: UUID) -> RoadAssessment:
    """One version of an assessment. NotFound."""
    rows = RoadAssessment.objects.select_related("by", "withdrawn_by", "organisation")
    row = rows.filter(id=assessment).first()
    if row is None:
        raise NotFound
    require(actor, "read", assessment_thing(row.id, row.organisation_id))
    return row


def versions(row: RoadAssessment) -> QuerySet[RoadAssessment]:
    """All versions of an assessment, the newest first."""
    rows = RoadAssessment.objects.filter(root=row.root).select_related("by", "withdrawn_by")
    return rows.order_by("-number")


def owners(actor: Actor) -> QuerySet[Organisation]:
    """The organisations whose networks the actor works with."""
    held = {organisation for organisation, role in actor.roles if role in ("administrator", "caseworker")}
    return Organisation.objects.filter(id__in=held, left_at=None).order_by("name")
