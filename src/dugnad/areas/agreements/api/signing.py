"""Sending, signing, declining, delegating, reminding, taking back, revoking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.api.shapes import DelegateIn, ReasonIn, RevokeIn, SendIn, signature_out, whole
from dugnad.areas.agreements.content import content_of
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router()


def _whole(request: Request, agreement: UUID) -> dict[str, Any]:
    row = selectors.full_agreement(request.actor, agreement)
    return whole(content_of(row), selectors.rounds_of(row))


@router.post("/agreements/{uuid:agreement}/send", summary="Send a draft for signature")
@authorised(PERSON)
def send(request: Request, agreement: UUID, body: SendIn) -> dict[str, Any]:
    services.send(actor=request.actor, agreement=agreement, seen=body.seen, sending=body.values())
    return _whole(request, agreement)


@router.post("/agreements/{uuid:agreement}/take-back", summary="Take an agreement back from signing")
@authorised(PERSON)
def take_back(request: Request, agreement: UUID, body: ReasonIn) -> dict[str, Any]:
    services.withdraw(actor=request.actor, agreement=agreement, reason=body.reason)
    return _whole(request, agreement)


@router.post("/agreements/{uuid:agreement}/signatures/{uuid:signature}/sign", summary="Sign")
@authorised(PERSON)
def sign(request: Request, agreement: UUID, signature: UUID) -> dict[str, Any]:
    return signature_out(services.sign(actor=request.actor, agreement=agreement, signature=signature))


@router.post("/agreements/{uuid:agreement}/signatures/{uuid:signature}/decline", summary="Decline to sign")
@authorised(PERSON)
def decline(request: Request, agreement: UUID, signature: UUID, body: ReasonIn) -> dict[str, Any]:
    services.decline(actor=request.actor, agreement=agreement, signature=signature, reason=body.reason)
    return _whole(request, agreement)


@router.post(
    "/agreements/{uuid:agreement}/signatures/{uuid:signature}/delegate", summary="Let another signatory sign"
)
@authorised(PERSON)
def delegate(request: Request, agreement: UUID, signature: UUID, body: DelegateIn) -> dict[str, Any]:
    services.delegate(actor=request.actor, agreement=agreement, signature=signature, to=body.to)
    return _whole(request, agreement)


@router.post("/agreements/{uuid:agreement}/signatures/{uuid:signature}/remind", summary="Remind a signatory")
@authorised(PERSON)
def remind(request: Request, agreement: UUID, signature: UUID) -> dict[str, Any]:
    services.remind(actor=request.actor, agreement=agreement, signature=signature)
    return _whole(request, agreement)


@router.post("/agreements/{uuid:agreement}/revoke", summary="Revoke a signed agreement")
@authorised(PERSON)
def revoke(request: Request, agreement: UUID, body: RevokeIn) -> dict[str, Any]:
    services.revoke(actor=request.actor, agreement=agreement, reason=body.reason, last_day=body.last_day)
    return _whole(request, agreement)
