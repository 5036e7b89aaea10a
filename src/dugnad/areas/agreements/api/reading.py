"""Reading agreements, and what they share."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router

from dugnad.areas.agreements import selectors, shared
from dugnad.areas.agreements.api.shapes import listed, whole
from dugnad.areas.agreements.catalogue import purposes, shareable
from dugnad.areas.agreements.content import content_of
from dugnad.areas.agreements.library import standard_clauses
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router()
Words = Annotated[str, Field(max_length=200)]
Purpose = Annotated[str, Field(max_length=60)]
Offset = Annotated[int, Field(ge=0, le=10**9)]
Limit = Annotated[int, Field(ge=1, le=200)]
Number = Annotated[int, Field(ge=1, le=30_000)]


@router.get("/agreements", summary="Agreements: own, or all signed ones in the network")
@authorised(PERSON)
def agreements(
    request: Request,
    whose: str = "own",
    status: str = "",
    q: Words = "",
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    read = selectors.network_agreements if whose == "network" else selectors.own_agreements
    rows = selectors.narrowed(read(request.actor), words=q, wanted=status)
    page = rows.prefetch_related("party_rows__organisation")[offset : offset + limit]
    return {"total": rows.count(), "items": [listed(row) for row in page]}


@router.get("/agreements/waiting", summary="Agreements that wait for my signature")
@authorised(PERSON)
def waiting(request: Request) -> list[dict[str, Any]]:
    return [
        {"agreement": row.round.agreement_id, "title": row.round.agreement.title, "signature": row.id,
         "organisation": row.organisation_id, "asked_at": row.asked_at}
        for row in selectors.waiting_for(request.actor)
    ]  # fmt: skip


@router.get(
    "/agreements/catalogue", summary="What can be shared, for what purposes, and the standard clauses"
)
@authorised(ANYONE)
def catalogue(request: Request) -> dict[str, Any]:
    return {
        "data": {name: str(says) for name, says in shareable().items()},
        "purposes": {name: str(says) for name, says in purposes().items()},
        "standard_clauses": {
            language: [
                {"key": one.key, "heading": one.heading, "text": one.text}
                for one in standard_clauses(language)
            ]
            for language in ("nb", "nn", "en")
        },
    }


@router.get("/agreements/{uuid:agreement}", summary="One agreement, as far as you may read it")
@authorised(PERSON)
def agreement(request: Request, agreement: UUID) -> dict[str, Any]:
    opened = selectors.open_agreement(request.actor, agreement)
    rounds = selectors.rounds_of(opened.row) if opened.full else None
    return whole(content_of(opened.row), rounds)


@router.get(
    "/agreements/{uuid:agreement}/document.pdf", summary="The document, with the signatures it has so far"
)
@authorised(PERSON)
def document(request: Request, agreement: UUID, round: Number | None = None) -> HttpResponse:
    _current, pdf = selectors.document_of(request.actor, agreement, round)
    return HttpResponse(pdf, content_type="application/pdf")


@router.get(
    "/shared/{uuid:organisation}/{data}", summary="What an organisation shares with you under an agreement"
)
@authorised(PERSON)
def read_shared(request: Request, organisation: UUID, data: str, purpose: Purpose = "") -> dict[str, Any]:
    found = shared.read_shared(request.actor, organisation, data, purpose)
    grant = found.reason.grant
    return {
        "organisation": found.organisation.id,
        "data": found.data,
        "grant": grant.id if grant else None,
        "items": [{"name": line.name, "what": line.what, "unit": line.unit} for line in found.lines],
    }
