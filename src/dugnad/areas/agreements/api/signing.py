"""Sending, signing, declining, delegating, reminding, taking back, revoking."""

from typing import Any
from uuid import UUID

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.api.giving import AgreementOut, SignatureOut
from dugnad.areas.agreements.api.router import answers, router
from dugnad.areas.agreements.api.shaping import signature_out, whole
from dugnad.areas.agreements.api.taking import DelegateIn, ReasonIn, RevokeIn, SendingIn
from dugnad.areas.agreements.content import content_of
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

CHANGED = answers(AgreementOut, 403, 404, 409, 422)
PLACE = "/agreements/{uuid:agreement}/signatures/{uuid:signature}"


def _whole(request: Request, agreement: UUID) -> dict[str, Any]:
    row = selectors.full_agreement(request.actor, agreement)
    return whole(content_of(row), selectors.rounds_of(row))


@router.post("/agreements/{uuid:agreement}/send", summary="Send a draft for signature", response=CHANGED)
@authorised(PERSON)
def send(request: Request, agreement: UUID, body: SendingIn) -> dict[str, Any]:
    services.send(actor=request.actor, agreement=agreement, seen=body.seen, sending=body.values())
    return _whole(request, agreement)


@router.post(
    "/agreements/{uuid:agreement}/take-back", summary="Take an agreement back from signing", response=CHANGED
)
@authorised(PERSON)
def take_back(request: Request, agreement: UUID, body: ReasonIn) -> dict[str, Any]:
    services.withdraw(actor=request.actor, agreement=agreement, reason=body.reason)
    return _whole(request, agreement)


@router.post(
    f"{PLACE}/sign",
    summary="Sign; needs a session that was opened with two steps",
    response=answers(SignatureOut, 403, 404, 409, 503),
)
@authorised(PERSON)
def sign(request: Request, agreement: UUID, signature: UUID) -> dict[str, Any]:
    return signature_out(services.sign(actor=request.actor, agreement=agreement, signature=signature))


@router.post(f"{PLACE}/decline", summary="Decline to sign", response=CHANGED)
@authorised(PERSON)
def decline(request: Request, agreement: UUID, signature: UUID, body: ReasonIn) -> dict[str, Any]:
    services.decline(actor=request.actor, agreement=agreement, signature=signature, reason=body.reason)
    return _whole(request, agreement)


@router.post(f"{PLACE}/delegate", summary="Let another signatory sign", response=CHANGED)
@authorised(PERSON)
def delegate(request: Request, agreement: UUID, signature: UUID, body: DelegateIn) -> dict[str, Any]:
    services.delegate(actor=request.actor, agreement=agreement, signature=signature, to=body.to)
    return _whole(request, agreement)


@router.post(f"{PLACE}/remind", summary="Remind a signatory, at most once a day", response=CHANGED)
@authorised(PERSON)
def remind(request: Request, agreement: UUID, signature: UUID) -> dict[str, Any]:
    services.remind(actor=request.actor, agreement=agreement, signature=signature)
    return _whole(request, agreement)


@router.post("/agreements/{uuid:agreement}/revoke", summary="Revoke a signed agreement", response=CHANGED)
@authorised(PERSON)
def revoke(request: Request, agreement: UUID, body: RevokeIn) -> dict[str, Any]:
    services.revoke(actor=request.actor, agreement=agreement, reason=body.reason, last_day=body.last_day)
    return _whole(request, agreement)
