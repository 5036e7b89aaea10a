"""Operations on requests, under /api/v1/competence/requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ninja import P, QueryEx, Router, Status

from dugnad.areas.competence.models import Contact
from dugnad.areas.competence.needs import selectors
from dugnad.areas.competence.needs.schemas_requests import (
    AnswerReasonIn,
    ContactPage,
    FinishIn,
    PassOnIn,
    PromiseIn,
    ProposeIn,
    RequestOut,
)
from dugnad.areas.competence.needs.services import contacting, passing
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["competence"])
CONTACT = "/competence/requests/{contact}"
Offset = QueryEx[int, P(ge=0, le=1_000_000)]
Limit = QueryEx[int, P(ge=1, le=200)]


@router.get("/competence/requests", summary="Requests received", response=ContactPage)
@authorised(PERSON)
def received(request: Request, state: str = "", offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    rows = selectors.received(request.actor)
    rows = rows.filter(state=state) if state else rows
    return {"total": rows.count(), "items": [RequestOut.of(row) for row in rows[offset : offset + limit]]}


@router.get(CONTACT, summary="One request", response=RequestOut)
@authorised(PERSON)
def contact(request: Request, contact: UUID) -> dict[str, Any]:
    return RequestOut.of(selectors.contact(request.actor, contact))


def _moved(service: Callable[..., Contact], request: Request, contact: UUID, **more: Any) -> dict[str, Any]:
    selectors.contact(request.actor, contact)
    return RequestOut.of(service(actor=request.actor, contact=contact, **more))


@router.post(CONTACT + "/accept", summary="Accept a request or a time", response=RequestOut)
@authorised(PERSON)
def accept(request: Request, contact: UUID) -> dict[str, Any]:
    return _moved(contacting.accept, request, contact)


@router.post(CONTACT + "/decline", summary="Decline a request", response=RequestOut)
@authorised(PERSON)
def decline(request: Request, contact: UUID, payload: AnswerReasonIn) -> dict[str, Any]:
    return _moved(contacting.decline, request, contact, **payload.dict())


@router.post(CONTACT + "/propose", summary="Propose a time", response=RequestOut)
@authorised(PERSON)
def propose(request: Request, contact: UUID, payload: ProposeIn) -> dict[str, Any]:
    return _moved(contacting.propose, request, contact, **payload.dict())


@router.post(CONTACT + "/promise", summary="Promise an answer", response=RequestOut)
@authorised(PERSON)
def promise(request: Request, contact: UUID, payload: PromiseIn) -> dict[str, Any]:
    return _moved(contacting.promise, request, contact, **payload.dict())


@router.post(CONTACT + "/withdraw", summary="Withdraw a request", response=RequestOut)
@authorised(PERSON)
def withdraw(request: Request, contact: UUID) -> dict[str, Any]:
    return _moved(contacting.withdraw, request, contact)


@router.post(CONTACT + "/undo", summary="Undo having declined or withdrawn", response=RequestOut)
@authorised(PERSON)
def undo(request: Request, contact: UUID) -> dict[str, Any]:
    return _moved(contacting.undo, request, contact)


@router.post(CONTACT + "/finish", summary="Tell how it went", response=RequestOut)
@authorised(PERSON)
def finish(request: Request, contact: UUID, payload: FinishIn) -> dict[str, Any]:
    return _moved(contacting.finish, request, contact, **payload.dict())


@router.post(
    CONTACT + "/pass-on",
    summary="Send a request on after silence",
    description="It is closed, and another expert is asked; both sides are told.",
    response={204: None},
)
@authorised(PERSON)
def pass_on(request: Request, contact: UUID, payload: PassOnIn) -> Status[None]:
    selectors.contact(request.actor, contact)
    passing.pass_on_silent(actor=request.actor, contact=contact, **payload.dict())
    return Status(204, None)


@router.post(CONTACT + "/close", summary="Close a request after silence", response=RequestOut)
@authorised(PERSON)
def close(request: Request, contact: UUID, payload: AnswerReasonIn) -> dict[str, Any]:
    return _moved(contacting.close, request, contact, **payload.dict())
