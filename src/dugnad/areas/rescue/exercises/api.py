"""This part of the API."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from dugnad.areas.rescue.exercises.starting import start
from dugnad.areas.rescue.incidents.api import answers
from dugnad.areas.rescue.incidents.requests import IncidentOut
from dugnad.areas.rescue.incidents.selectors import told
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["rescue"])


@router.post(
    "/rescue/buildings/{uuid:building}/drills",
    summary="Start a drill with invented people",
    response=answers(IncidentOut, 403, 404, 409, status=201),
)
@authorised(PERSON)
def drill(request: Request, building: UUID) -> Status[dict[str, Any]]:
    return Status(201, told(start(actor=request.actor, building=building)))
