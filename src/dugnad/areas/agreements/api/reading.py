"""Reading agreements, and what they share."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

from dugnad.areas.agreements import selectors, shared
from dugnad.areas.agreements.api.giving import (
    AgreementOut,
    CatalogueOut,
    PageOut,
    SharedOut,
    WaitingOut,
)
from dugnad.areas.agreements.api.router import answers, router
from dugnad.areas.agreements.api.shaping import listed, whole
from dugnad.areas.agreements.catalogue import purposes, shareable
from dugnad.areas.agreements.content import content_of
from dugnad.areas.agreements.library import standard_clauses
from dugnad.areas.agreements.models import Language
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request

FARTHEST = 1_000_000
StatusName = Literal["", "draft", "signing", "upcoming", "in_force", "expired", "revoked"]


@router.get(
    "/agreements",
    summary="Agreements: one's own organisations', or all signed ones in the network",
    response=answers(PageOut, 422),
)
@authorised(PERSON)
def agreements(
    request: Request,
    whose: Literal["own", "network"] = "own",
    status: StatusName = "",
    q: Annotated[str, Field(max_length=200, description="Words in title or a party's name")] = "",
    offset: Annotated[int, Field(ge=0, le=FARTHEST)] = 0,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    read = selectors.network_agreements if whose == "network" else selectors.own_agreements
    rows = selectors.narrowed(read(request.actor), words=q, wanted=status)
    page = rows.prefetch_related("party_rows__organisation")[offset : offset + limit]
    return {"total": rows.count(), "items": [listed(row) for row in page]}


@router.get(
    "/agreements/waiting", summary="Agreements that wait for my signature", response=answers(list[WaitingOut])
)
@authorised(PERSON)
def waiting(request: Request) -> list[dict[str, Any]]:
    return [
        {
            "agreement": row.round.agreement_id,
            "title": row.round.agreement.title,
            "signature": row.id,
            "organisation": row.organisation_id,
            "asked_at": row.asked_at,
        }
        for row in selectors.waiting_for(request.actor)
    ]


@router.get(
    "/agreements/catalogue",
    summary="What can be shared, for what purposes, and the standard clauses",
    response=CatalogueOut,
)
@authorised(ANYONE)
def catalogue(request: Request) -> dict[str, Any]:
    return {
        "data": {name: str(says) for name, says in shareable().items()},
        "purposes": {name: str(says) for name, says in purposes().items()},
        "standard_clauses": {language: _standard(language) for language in Language.values},
    }


def _standard(language: str) -> list[dict[str, str]]:
    return [{"key": one.key, "heading": one.heading, "text": one.text} for one in standard_clauses(language)]


@router.get(
    "/agreements/{uuid:agreement}",
    summary="One agreement, as far as you may read it",
    response=answers(AgreementOut, 404),
)
@authorised(PERSON)
def agreement(request: Request, agreement: UUID) -> dict[str, Any]:
    opened = selectors.open_agreement(request.actor, agreement)
    rounds = selectors.rounds_of(opened.row) if opened.full else None
    return whole(content_of(opened.row), rounds)


PDF = {
    "responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}
}


@router.get(
    "/agreements/{uuid:agreement}/document.pdf",
    summary="The document, with the signatures it has so far",
    response=answers(None, 404, 422),
    openapi_extra=PDF,
)
@authorised(PERSON)
def document(
    request: Request,
    agreement: UUID,
    round: Annotated[int | None, Field(ge=1, le=30_000, description="An earlier round of signing")] = None,
) -> HttpResponse:
    _current, pdf = selectors.document_of(request.actor, agreement, round)
    return HttpResponse(pdf, content_type="application/pdf")


@router.get(
    "/shared/{uuid:organisation}/{data}",
    summary="What an organisation shares with you under an agreement",
    response=answers(SharedOut, 403, 404, 422),
)
@authorised(PERSON)
def read_shared(
    request: Request, organisation: UUID, data: str, purpose: Annotated[str, Field(max_length=60)] = ""
) -> dict[str, Any]:
    found = shared.read_shared(request.actor, organisation, data, purpose)
    grant = found.reason.grant
    return {
        "organisation": found.organisation.id,
        "data": found.data,
        "grant": grant.id if grant else None,
        "items": [{"name": line.name, "what": line.what, "unit": line.unit} for line in found.lines],
    }
