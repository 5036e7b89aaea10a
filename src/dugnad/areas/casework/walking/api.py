"""This part's operations, under /api/v1/casework."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from ninja import P, QueryEx, Router, Status
from pydantic import Field

from dugnad.areas.casework.models import RoadAssessment, WalkingNetwork
from dugnad.areas.casework.walking import assessing, selectors, services
from dugnad.areas.casework.walking.assessing import Said
from dugnad.areas.casework.walking.routing import NoWay, dangers
from dugnad.areas.casework.walking.routing import way as found_way
from dugnad.areas.casework.walking.schemas import (
    NetworkJobOut,
    RoadAssessmentIn,
    RoadAssessmentOut,
    RoadSectionOut,
    WalkingNetworkOut,
    WayIn,
    WayOut,
    WithdrawAssessment,
)
from dugnad.areas.casework.walking.stored import graph_of, in_use
from dugnad.areas.casework.walking.words import MISSING
from dugnad.engines.walking.values import PER_METRE, degrees
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

router = Router(tags=["casework"])
OF, SAID = "/casework/walking/{organisation}", "/casework/assessments/{assessment}"
Offset = Annotated[int, Field(ge=0, le=1_000_000)]
Limit = Annotated[int, Field(ge=1, le=200)]
CHUNK = 256 * 1024
FILE_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get(OF + "/networks", summary="Walking networks, the newest first", response=list[WalkingNetworkOut])
@authorised(PERSON)
def networks(
    request: Request, organisation: UUID, offset: Offset = 0, limit: Limit = 50
) -> list[WalkingNetwork]:
    return list(selectors.networks(request.actor, organisation)[offset : offset + limit])


@router.post(
    OF + "/networks",
    summary="Send in a network (GeoJSON or .osm, 30 MB at most); a job reads it",
    response={202: NetworkJobOut},
    openapi_extra=FILE_BODY,
)
@authorised(PERSON)
def send_network(
    request: Request,
    organisation: UUID,
    name: QueryEx[str, P(max_length=160)] = "network",
    valid_from: dt.date | None = None,
) -> Status[Any]:
    services.begin(request.actor, organisation, "import")
    begins = valid_from or timezone.localdate()
    content = _body(request)
    job = services.send(
        actor=request.actor, organisation=organisation, name=name, content=content, valid_from=begins
    )
    return Status(202, job)


def _body(request: Request) -> bytes:
    """The request's body, refused by its stated length before it is read, and read piece by piece."""
    length, most = request.headers.get("Content-Length", ""), settings.MAX_UPLOAD
    if length.isdigit() and int(length) > most:
        raise Invalid(services.too_large(int(length)))
    parts, taken = [], 0
    while piece := request.read(CHUNK):
        taken += len(piece)
        if taken > most:
            raise Invalid(services.too_large(taken))
        parts.append(piece)
    return b"".join(parts)


@router.post(OF + "/way", summary="The shortest way on foot between two doors", response=WayOut)
@authorised(PERSON)
def way(request: Request, organisation: UUID, payload: WayIn) -> dict[str, Any]:
    """Nothing of it is kept or logged."""
    owner, on = services.begin(request.actor, organisation, "try").id, payload.on or timezone.localdate()
    try:
        found = found_way(owner, payload.home, payload.school, on=on)
    except NoWay as missing:
        raise Invalid(MISSING[missing.reason], reason=missing.reason) from missing
    told: dict[str, Any] = {name: getattr(found, name) for name in found.__slots__}
    if payload.grade is not None:
        judged = dangers(owner, found, grade=payload.grade, on=on)
        told |= {"dangerous": judged.dangerous, "unassessed": judged.unassessed}
    return told


@router.get(OF + "/sections", summary="Sections of the network in use", response=list[RoadSectionOut])
@authorised(PERSON)
def sections(
    request: Request,
    organisation: UUID,
    name: QueryEx[str, P(max_length=80)] = "",
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[dict[str, Any]]:
    """Those whose name has the words."""
    owner = services.begin(request.actor, organisation).id
    row = in_use(owner, timezone.localdate())
    every = graph_of(row).sections if row else []
    found = [one for one in every if name.casefold() in one.name.casefold()]
    return [
        {
            "id": one.id,
            "name": one.name,
            "metres": round(one.length / PER_METRE, 2),
            "line": list(map(degrees, one.points)),
        }
        for one in found[offset : offset + limit]
    ]


@router.get(
    OF + "/assessments", summary="Assessed roads: the newest versions", response=list[RoadAssessmentOut]
)
@authorised(PERSON)
def assessments(
    request: Request, organisation: UUID, offset: Offset = 0, limit: Limit = 50
) -> list[RoadAssessment]:
    return list(selectors.assessments(request.actor, organisation)[offset : offset + limit])


@router.post(
    OF + "/sections/{section}/assessments", summary="Assess a section", response={201: RoadAssessmentOut}
)
@authorised(PERSON)
def assess(
    request: Request, organisation: UUID, section: str, payload: RoadAssessmentIn
) -> Status[RoadAssessment]:
    said = Said(**payload.dict())
    return Status(
        201,
        assessing.assess(actor=request.actor, organisation=organisation, section=section, said=said),
    )


@router.get(SAID, summary="All versions of an assessment, the newest first", response=list[RoadAssessmentOut])
@authorised(PERSON)
def versions(request: Request, assessment: UUID) -> list[RoadAssessment]:
    return list(selectors.versions(selectors.assessment(request.actor, assessment)))


@router.put(SAID, summary="Assess anew: the next version", response=RoadAssessmentOut)
@authorised(PERSON)
def assess_anew(request: Request, assessment: UUID, payload: RoadAssessmentIn) -> RoadAssessment:
    said = Said(**payload.dict())
    return assessing.assess_anew(actor=request.actor, assessment=assessment, said=said)


@router.post(SAID + "/withdraw", summary="Withdraw an assessment", response=RoadAssessmentOut)
@authorised(PERSON)
def withdraw(request: Request, assessment: UUID, payload: WithdrawAssessment) -> RoadAssessment:
    return assessing.withdraw(actor=request.actor, assessment=assessment, why=payload.why)
