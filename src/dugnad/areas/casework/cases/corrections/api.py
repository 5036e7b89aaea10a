"""Operations on errors in the rules and on what they touched, under /api/v1/casework."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import ConfigDict, StringConstraints

from dugnad.areas.casework.cases.corrections import selectors, sending
from dugnad.areas.casework.models import Correction
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["casework"])
CITY = "/casework/organisations/{organisation}/rule-errors"


class RuleErrorOut(Schema):
    """An error in a version of rules; `cases`: how many of the city's it touched, by state."""

    id: UUID
    rules: str
    version: int
    why: str
    rows: list[str]
    conditions: list[str]
    parameters: list[str]
    at: datetime
    cases: dict[str, int]


class CorrectionOut(Schema):
    """A touched case; `direction`: favour, against, same or open; `differences`: [condition, before, after]."""

    id: UUID
    case: UUID
    reference: str
    state: str
    direction: str
    result: str
    differences: list[list[str]]


class CorrectionsJobOut(Schema):
    """The durable job that does it."""

    job: UUID


class SeenIn(Schema):
    """How many can be sent, as one saw it."""

    model_config = ConfigDict(extra="forbid")
    number: int


class StandIn(Schema):
    """Why the decision stands."""

    model_config = ConfigDict(extra="forbid")
    reason: Annotated[str, StringConstraints(max_length=4000)]


def _error(one: selectors.Touched) -> dict[str, Any]:
    row = one.error
    same = ("id", "why", "rows", "conditions", "parameters", "at")
    told = {name: getattr(row, name) for name in same} | {"cases": dict(one.numbers)}
    return told | {"rules": row.version.package.slug, "version": row.version.number}


def _correction(row: Correction) -> dict[str, Any]:
    same = ("id", "state", "direction", "result", "differences")
    told = {name: getattr(row, name) for name in same}
    return told | {"case": row.case_id, "reference": row.case.reference}


@router.get(CITY, response=list[RuleErrorOut])
@authorised(PERSON)
def errors(request: Request, organisation: UUID) -> Any:
    """Errors in rules that the city used, the latest first, with how many cases they touched."""
    return [_error(one) for one in selectors.errors(request.actor, organisation)]


@router.get(CITY + "/{error}", response=list[CorrectionOut])
@authorised(PERSON)
def corrections(request: Request, organisation: UUID, error: UUID) -> Any:
    """The cases that an error touched, each with what the corrected rules change."""
    selectors.error(request.actor, organisation, error)
    return [_correction(row) for row in selectors.corrections(request.actor, organisation, error)[:1000]]


@router.post(CITY + "/{error}/run", response={202: CorrectionsJobOut})
@authorised(PERSON)
def run(request: Request, organisation: UUID, error: UUID) -> Any:
    """Look for touched cases again, and decide anew what waits."""
    return Status(202, {"job": sending.run(actor=request.actor, organisation=organisation, error=error).id})


@router.post(CITY + "/{error}/send", response={202: CorrectionsJobOut})
@authorised(PERSON)
def send_all(request: Request, organisation: UUID, error: UUID, seen: SeenIn) -> Any:
    """Send every correction in the applicants' favour; 409 when there are others than one saw."""
    job = sending.send_all(actor=request.actor, organisation=organisation, error=error, number=seen.number)
    return Status(202, {"job": job.id})


@router.post("/casework/corrections/{correction}/send", response=CorrectionOut)
@authorised(PERSON)
def send(request: Request, correction: UUID) -> Any:
    """Correct one decision in the applicant's favour, and write to the applicant."""
    return _correction(sending.send(actor=request.actor, correction=correction))


@router.post("/casework/corrections/{correction}/stand", response=CorrectionOut)
@authorised(PERSON)
def stand(request: Request, correction: UUID, told: StandIn) -> Any:
    """Let a decision stand that the corrected rules would change, with the reason."""
    return _correction(sending.stand(actor=request.actor, correction=correction, reason=told.reason))
