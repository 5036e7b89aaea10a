"""This part of the API: buildings, their plans with reports and corrections, and their detectors."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from ninja import P, QueryEx, Router, Status

from dugnad.areas.rescue.buildings import detecting, selectors, services
from dugnad.areas.rescue.buildings.shapes import (
    CHANGED,
    REFUSED,
    BuildingChange,
    BuildingIn,
    BuildingOut,
    CorrectionIn,
    CountOut,
    DetectorIn,
    DetectorOut,
    JobOut,
    PlanOut,
    PlanSeenIn,
    PlanVersionOut,
    ProblemOut,
)
from dugnad.areas.rescue.buildings.versions import report_of
from dugnad.areas.rescue.models import Building, Detector, PlanVersion
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

router = Router(tags=["rescue"])
CHUNK = 256 * 1024
MOST_DETECTORS = 4_000_000
FILE_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get(
    "/rescue/buildings",
    summary="Buildings that you may see",
    response={200: list[BuildingOut], 401: ProblemOut},
)
@authorised(PERSON)
def buildings(
    request: Request,
    offset: QueryEx[int, P(ge=0, le=1_000_000)] = 0,
    limit: QueryEx[int, P(ge=1, le=200)] = 50,
) -> Iterable[Building]:
    return selectors.buildings(request.actor)[offset : offset + limit]


@router.post("/rescue/buildings", summary="Add a building", response={201: BuildingOut, **REFUSED})
@authorised(PERSON)
def add_building(request: Request, payload: BuildingIn) -> Status[Building]:
    return Status(201, services.add_building(actor=request.actor, **payload.dict()))


@router.get("/rescue/buildings/{building}", summary="A building", response={200: BuildingOut, **REFUSED})
@authorised(PERSON)
def building(request: Request, building: UUID) -> Building:
    return selectors.building(request.actor, building)


@router.patch(
    "/rescue/buildings/{building}", summary="Change a building", response={200: BuildingOut, **REFUSED}
)
@authorised(PERSON)
def change_building(request: Request, building: UUID, payload: BuildingChange) -> Building:
    selectors.building(request.actor, building)
    changed = payload.dict(exclude_unset=True)
    empty = [
        key for key in ("name", "address", "municipality", "particulars") if changed.get(key, "") is None
    ]
    if empty:
        raise Invalid(fields={key: _("This cannot be empty.") for key in empty})
    return services.change_building(actor=request.actor, building=building, **changed)


@router.put(
    "/rescue/buildings/{building}/plan",
    summary="Send in a plan (IFC, IMDF or GeoJSON, 30 MB at most); a job reads it",
    response={202: JobOut, **REFUSED},
    openapi_extra=FILE_BODY,
)
@authorised(PERSON)
def send_plan(
    request: Request, building: UUID, name: QueryEx[str, P(max_length=160)] = "plan"
) -> Status[Any]:
    selectors.building(request.actor, building)
    content = _body(request, settings.MAX_UPLOAD)
    return Status(
        202, services.upload_plan(actor=request.actor, building=building, name=name, content=content)
    )


def _too_large(size: int, most: int) -> Invalid:
    words = services.too_large(size, most)
    return Invalid(words, fields={"file": words})


def _body(request: Request, most: int) -> bytes:
    """The request's body, refused by its stated length before it is read, and read piece by piece."""
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > most:
        raise _too_large(int(length), most)
    parts, taken = [], 0
    while piece := request.read(CHUNK):
        taken += len(piece)
        if taken > most:
            raise _too_large(taken, most)
        parts.append(piece)
    return b"".join(parts)


@router.get(
    "/rescue/buildings/{building}/plan", summary="The plan in use", response={200: PlanOut, **REFUSED}
)
@authorised(PERSON)
def plan(request: Request, building: UUID) -> PlanVersion:
    return selectors.plan_of(request.actor, building)


@router.get(
    "/rescue/buildings/{building}/report",
    summary="The quality report",
    response={200: dict[str, Any], **REFUSED},
)
@authorised(PERSON)
def report(request: Request, building: UUID) -> dict[str, Any]:
    return report_of(selectors.plan_of(request.actor, building))


@router.get(
    "/rescue/buildings/{building}/versions",
    summary="The latest versions of the plan",
    response={200: list[PlanVersionOut], **REFUSED},
)
@authorised(PERSON)
def versions(request: Request, building: UUID) -> Iterable[PlanVersion]:
    return selectors.versions(selectors.building(request.actor, building))


@router.post(
    "/rescue/buildings/{building}/corrections",
    summary="Correct the plan",
    response={201: PlanVersionOut, **CHANGED},
)
@authorised(PERSON)
def correct(request: Request, building: UUID, payload: CorrectionIn) -> Status[PlanVersion]:
    selectors.building(request.actor, building)
    values = payload.dict(exclude={"seen", "kind"}, exclude_none=True)
    made = services.correct(
        actor=request.actor, building=building, seen=payload.seen, kind=payload.kind, values=values
    )
    return Status(201, made)


@router.post(
    "/rescue/buildings/{building}/undo",
    summary="Undo the last correction",
    response={201: PlanVersionOut, **CHANGED},
)
@authorised(PERSON)
def undo(request: Request, building: UUID, payload: PlanSeenIn) -> Status[PlanVersion]:
    selectors.building(request.actor, building)
    return Status(201, services.undo(actor=request.actor, building=building, seen=payload.seen))


@router.get(
    "/rescue/buildings/{building}/detectors",
    summary="Detectors",
    response={200: list[DetectorOut], **REFUSED},
)
@authorised(PERSON)
def detectors(request: Request, building: UUID) -> Iterable[Detector]:
    return selectors.detectors(selectors.building(request.actor, building))


@router.post(
    "/rescue/buildings/{building}/detectors",
    summary="Set one detector",
    response={201: DetectorOut, **CHANGED},
)
@authorised(PERSON)
def set_detector(request: Request, building: UUID, payload: DetectorIn) -> Status[Detector]:
    selectors.building(request.actor, building)
    made = detecting.set_detector(actor=request.actor, building=building, **payload.dict())
    return Status(201, made)


@router.put(
    "/rescue/buildings/{building}/detectors",
    summary="Set all detectors from a CSV file: address;room;label",
    response={200: CountOut, **CHANGED},
    openapi_extra=FILE_BODY,
)
@authorised(PERSON)
def set_detectors(request: Request, building: UUID) -> dict[str, int]:
    selectors.building(request.actor, building)
    content = _body(request, MOST_DETECTORS)
    return {"number": detecting.set_detectors(actor=request.actor, building=building, content=content)}


@router.delete(
    "/rescue/buildings/{building}/detectors/{detector}",
    summary="Remove a detector",
    response={204: None, **CHANGED},
)
@authorised(PERSON)
def remove_detector(request: Request, building: UUID, detector: UUID) -> Status[None]:
    selectors.building(request.actor, building)
    detecting.remove_detector(actor=request.actor, building=building, detector=detector)
    return Status(204, None)
