"""Writing a draft and its clauses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Router

from dugnad.areas.agreements import selectors, services
from dugnad.areas.agreements.api.shapes import ChangeClauseIn, ChangeHeadIn, ClauseIn, MoveIn, WriteIn, whole
from dugnad.areas.agreements.content import content_of
from dugnad.areas.agreements.models import Agreement
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router()


def _whole(request: Request, agreement: UUID) -> dict[str, Any]:
    row: Agreement = selectors.full_agreement(request.actor, agreement)
    return whole(content_of(row), selectors.rounds_of(row))


@router.post("/agreements", summary="Begin an agreement", response={201: dict[str, Any]})
@authorised(PERSON)
def write(request: Request, body: WriteIn) -> tuple[int, dict[str, Any]]:
    row = services.write_agreement(actor=request.actor, head=body.values(), standard=body.standard_clauses)
    return 201, _whole(request, row.id)


@router.put("/agreements/{uuid:agreement}", summary="Change title, parties, period, language or conditions")
@authorised(PERSON)
def change(request: Request, agreement: UUID, body: ChangeHeadIn) -> dict[str, Any]:
    services.change_head(actor=request.actor, agreement=agreement, seen=body.seen, head=body.values())
    return _whole(request, agreement)


@router.delete("/agreements/{uuid:agreement}", summary="Throw a draft away", response={204: None})
@authorised(PERSON)
def discard(request: Request, agreement: UUID) -> tuple[int, None]:
    services.discard(actor=request.actor, agreement=agreement)
    return 204, None


@router.post("/agreements/{uuid:agreement}/clauses", summary="Add a clause", response={201: dict[str, Any]})
@authorised(PERSON)
def add_clause(request: Request, agreement: UUID, body: ClauseIn) -> tuple[int, dict[str, Any]]:
    services.add_clause(actor=request.actor, agreement=agreement, values=body.values())
    return 201, _whole(request, agreement)


@router.post(
    "/agreements/{uuid:agreement}/clauses/standard/{key}",
    summary="Add a standard clause",
    response={201: dict[str, Any]},
)
@authorised(PERSON)
def add_standard_clause(request: Request, agreement: UUID, key: str) -> tuple[int, dict[str, Any]]:
    services.add_standard_clause(actor=request.actor, agreement=agreement, key=key)
    return 201, _whole(request, agreement)


@router.put("/agreements/{uuid:agreement}/clauses/{uuid:clause}", summary="Change a clause")
@authorised(PERSON)
def change_clause(request: Request, agreement: UUID, clause: UUID, body: ChangeClauseIn) -> dict[str, Any]:
    services.change_clause(
        actor=request.actor, agreement=agreement, clause=clause, seen=body.seen, values=body.values()
    )
    return _whole(request, agreement)


@router.post("/agreements/{uuid:agreement}/clauses/{uuid:clause}/move", summary="Move a clause up or down")
@authorised(PERSON)
def move_clause(request: Request, agreement: UUID, clause: UUID, body: MoveIn) -> dict[str, Any]:
    services.move_clause(actor=request.actor, agreement=agreement, clause=clause, up=body.direction == "up")
    return _whole(request, agreement)


@router.delete("/agreements/{uuid:agreement}/clauses/{uuid:clause}", summary="Remove a clause")
@authorised(PERSON)
def remove_clause(request: Request, agreement: UUID, clause: UUID) -> dict[str, Any]:
    services.remove_clause(actor=request.actor, agreement=agreement, clause=clause)
    return _whole(request, agreement)


@router.post(
    "/agreements/{uuid:agreement}/clauses/{uuid:clause}/restore", summary="Put a removed clause back"
)
@authorised(PERSON)
def restore_clause(request: Request, agreement: UUID, clause: UUID) -> dict[str, Any]:
    services.restore_clause(actor=request.actor, agreement=agreement, clause=clause)
    return _whole(request, agreement)
