"""An organisation's number put right, its membership ended, and former members let back in."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from dugnad.areas.network import selectors
from dugnad.areas.network.api.schemas import FormerMember, MemberDetail, NumberIn
from dugnad.kernel.areas import OPERATOR, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.organisations.selectors import former_members

router = Router()
ONE = "/organisations/{organisation}"
REFUSED = {401: Problem, 403: Problem}


@router.put(
    ONE + "/number",
    summary="Correct the organisation number",
    response={200: MemberDetail, 404: Problem, 422: Problem, **REFUSED},
)
@authorised(OPERATOR)
def correct_number(request: Request, organisation: UUID, payload: NumberIn) -> Organisation:
    selectors.member(request.actor, organisation)
    return services.correct_number(actor=request.actor, organisation=organisation, number=payload.number)


@router.post(
    ONE + "/leave",
    summary="Leave the network",
    description="Refused while agreements in force, to come or being signed name the organisation. "
    "Its roles end and its open invitations are withdrawn.",
    response={204: None, 404: Problem, 409: Problem, **REFUSED},
)
@authorised(PERSON)
def leave(request: Request, organisation: UUID) -> Status[None]:
    selectors.member(request.actor, organisation)
    services.leave(actor=request.actor, organisation=organisation)
    return Status(204, None)


@router.get(
    "/former-members",
    summary="Organisations that have left the network",
    response={200: list[FormerMember], **REFUSED},
)
@authorised(OPERATOR)
def former(request: Request) -> Any:
    return former_members(request.actor)


@router.post(
    ONE + "/return",
    summary="Let a former member back in",
    response={200: MemberDetail, 404: Problem, **REFUSED},
)
@authorised(OPERATOR)
def let_back(request: Request, organisation: UUID) -> Organisation:
    return services.let_back(actor=request.actor, organisation=organisation)
