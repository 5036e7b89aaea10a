"""The network's part of the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from dugnad.areas.network import selectors
from dugnad.kernel.areas import ANYONE, authorised

router = Router(tags=["network"])
FIELDS = ("id", "name", "number", "kind", "place", "latitude", "longitude", "invented")


@router.get("/organisations", summary="Members of the network")
@authorised(ANYONE)
def organisations(
    request: HttpRequest, kind: str = "", q: str = "", offset: int = Query(0, ge=0), limit: int = Query(50, ge=1, le=200)
) -> dict[str, Any]:
    rows = selectors.members(request.actor, kind=kind, words=q)
    return {"total": rows.count(), "items": list(rows.values(*FIELDS)[offset : offset + limit])}


@router.get("/organisations/{organisation}", summary="One member")
@authorised(ANYONE)
def organisation(request: HttpRequest, organisation: UUID) -> dict[str, Any]:
    return selectors.member(request.actor, organisation, FIELDS)
