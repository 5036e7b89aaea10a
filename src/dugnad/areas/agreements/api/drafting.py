"""Writing a draft and its clauses."""

from typing import Any
from uuid import UUID

from ninja import Status

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.api.giving import AgreementOut
from dugnad.areas.agreements.api.router import answers, router
from dugnad.areas.agreements.api.shaping import whole
from dugnad.areas.agreements.api.taking import ChangeClauseIn, ChangeHeadIn, ClauseIn, MoveIn, WriteIn
from dugnad.areas.agreements.content import content_of
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

MADE = answers(AgreementOut, 403, 404, 409, 422, status=201)
CHANGED = answers(AgreementOut, 403, 404, 409, 422)


def _whole(request: Request, agreement: UUID) -> dict[str, Any]:
    row = selectors.full_agreement(request.actor, agreement)
    return whole(content_of(row), selectors.rounds_of(row))


@router.post("/agreements", summary="Begin an agreement", response=MADE)
@authorised(PERSON)
def write(request: Request, body: WriteIn) -> Status[dict[str, Any]]:
    row = services.write_agreement(actor=request.actor, head=body.values(), standard=body.standard_clauses)
    return Status(201, _whole(request, row.id))


@router.put(
    "/agreements/{uuid:agreement}",
    summary="Change title, parties, period, language or conditions",
    response=CHANGED,
)
@authorised(PERSON)
def change(request: Request, agreement: UUID, body: ChangeHeadIn) -> dict[str, Any]:
    services.change_head(actor=request.actor, agreement=agreement, seen=body.seen, head=body.values())
    return _whole(request, agreement)


@router.delete(
    "/agreements/{uuid:agreement}",
    summary="Throw a draft away",
    response=answers(None, 403, 404, 409, status=204),
)
@authorised(PERSON)
def discard(request: Request, agreement: UUID) -> Status[None]:
    services.discard(actor=request.actor, agreement=agreement)
    return Status(204, None)


@router.post("/agreements/{uuid:agreement}/clauses", summary="Add a clause", response=MADE)
@authorised(PERSON)
def add_clause(request: Request, agreement: UUID, body: ClauseIn) -> Status[dict[str, Any]]:
    services.add_clause(actor=request.actor, agreement=agreement, values=body.values())
    return Status(201, _whole(request, agreement))


@router.post(
    "/agreements/{uuid:agreement}/clauses/standard/{key}", summary="Add a standard clause", response=MADE
)
@authorised(PERSON)
def add_standard_clause(request: Request, agreement: UUID, key: str) -> Status[dict[str, Any]]:
    services.add_standard_clause(actor=request.actor, agreement=agreement, key=key)
    return Status(201, _whole(request, agreement))


@router.put("/agreements/{uuid:agreement}/clauses/{uuid:clause}", summary="Change a clause", response=CHANGED)
@authorised(PERSON)
def change_clause(request: Request, agreement: UUID, clause: UUID, body: ChangeClauseIn) -> dict[str, Any]:
    services.change_clause(
        actor=request.actor, agreement=agreement, clause=clause, seen=body.seen, values=body.values()
    )
    return _whole(request, agreement)


@router.post(
    "/agreements/{uuid:agreement}/clauses/{uuid:clause}/move",
    summary="Move a clause up or down",
    response=CHANGED,
)
@authorised(PERSON)
def move_clause(request: Request, agreement: UUID, clause: UUID, body: MoveIn) -> dict[str, Any]:
    services.move_clause(actor=request.actor, agreement=agreement, clause=clause, up=body.direction == "up")
    return _whole(request, agreement)


@router.delete(
    "/agreements/{uuid:agreement}/clauses/{uuid:clause}", summary="Take a clause out", response=CHANGED
)
@authorised(PERSON)
def remove_clause(request: Request, agreement: UUID, clause: UUID) -> dict[str, Any]:
    services.remove_clause(actor=request.actor, agreement=agreement, clause=clause)
    return _whole(request, agreement)


@router.post(
    "/agreements/{uuid:agreement}/clauses/{uuid:clause}/restore",
    summary="Put a clause back that was taken out",
    response=CHANGED,
)
@authorised(PERSON)
def restore_clause(request: Request, agreement: UUID, clause: UUID) -> dict[str, Any]:
    services.restore_clause(actor=request.actor, agreement=agreement, clause=clause)
    return _whole(request, agreement)
