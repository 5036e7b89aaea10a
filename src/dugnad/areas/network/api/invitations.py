"""Inviting people, and accepting."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ninja import Router, Status

from dugnad.areas.network import selectors
from dugnad.areas.network.api.schemas import Acceptance, Accepted, InvitationIn, InvitationOut
from dugnad.areas.network.mail import send_invitation
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Invitation
from dugnad.kernel.organisations.rules import organisation_thing
from dugnad.kernel.organisations.selectors import invitations_of, waiting_invitations
from dugnad.kernel.problems import NotFound

router = Router()
REFUSED = {401: Problem, 403: Problem, 404: Problem}
ONE = "/organisations/{organisation}/invitations/{invitation}"


@router.get(
    "/organisations/{organisation}/invitations",
    summary="Invitations that wait for an answer",
    response={200: list[InvitationOut], **REFUSED},
)
@authorised(PERSON)
def invitations(request: Request, organisation: UUID) -> Iterable[Invitation]:
    selectors.member(request.actor, organisation)
    require(request.actor, "manage_people", organisation_thing(organisation))
    return waiting_invitations(request.actor, organisation)


@router.post(
    "/organisations/{organisation}/invitations",
    summary="Invite a person by e-mail",
    description="`sent_at` is null in the answer if the e-mail could not be sent.",
    response={201: InvitationOut, 422: Problem, 429: Problem, **REFUSED},
)
@authorised(PERSON)
def invite(request: Request, organisation: UUID, payload: InvitationIn) -> Status[Invitation]:
    selectors.member(request.actor, organisation)
    made, token = services.invite(actor=request.actor, organisation=organisation, **payload.dict())
    return Status(201, _sent(request, made, token))


@router.post(
    ONE + "/renew",
    summary="Send again, with a new link",
    response={200: InvitationOut, 410: Problem, 429: Problem, **REFUSED},
)
@authorised(PERSON)
def renew(request: Request, organisation: UUID, invitation: UUID) -> Invitation:
    _require_there(request, organisation, invitation)
    row, token = services.renew_invitation(actor=request.actor, invitation=invitation)
    return _sent(request, row, token)


@router.delete(ONE, summary="Withdraw", response={204: None, 410: Problem, **REFUSED})
@authorised(PERSON)
def withdraw(request: Request, organisation: UUID, invitation: UUID) -> Status[None]:
    _require_there(request, organisation, invitation)
    services.withdraw_invitation(actor=request.actor, invitation=invitation)
    return Status(204, None)


@router.post(
    "/invitations/accept",
    summary="Accept an invitation, as the person signed in or with a new account",
    response={200: Accepted, 409: Problem, 410: Problem, 422: Problem, **REFUSED},
)
@authorised(ANYONE)
def accept(request: Request, payload: Acceptance) -> dict[str, Any]:
    if request.actor.person:
        row = services.accept_invitation(actor=request.actor, token=payload.token)
    else:
        _person, row = services.join_with_invitation(**payload.dict())
    return {"organisation": row.organisation_id, "role": row.role}


def _require_there(request: Request, organisation: UUID, invitation: UUID) -> None:
    if not invitations_of(request.actor, organisation).filter(id=invitation).exists():
        raise NotFound


def _sent(request: Request, row: Invitation, token: str) -> Invitation:
    send_invitation(request.actor, row, token)
    row.refresh_from_db(fields=["sent_at"])
    return row
