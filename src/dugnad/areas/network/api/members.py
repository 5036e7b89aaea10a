"""Members, and who shares what with whom."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from django.http import HttpResponse
from ninja import Router, Status
from pydantic import Field

from dugnad.areas.network import selectors, sharing
from dugnad.areas.network.api.schemas import (
    Kind,
    MemberChange,
    MemberDetail,
    MemberPage,
    NewMember,
    SharingPicture,
)
from dugnad.areas.network.rules import sharing_thing
from dugnad.kernel.access.gate import ask
from dugnad.kernel.areas import ANYONE, OPERATOR, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Organisation
from dugnad.kernel.problems import NotFound
from dugnad.kernel.reading import page

router = Router()
FIELDS = ("id", "name", "number", "kind", "place", "county", "latitude", "longitude", "invented")
DETAIL = (*FIELDS, "about", "website", "joined_at")
FARTHEST = 1_000_000
County = Annotated[str, Field(pattern=r"^([0-9]{2})?$")]
Words = Annotated[
    str,
    Field(max_length=100, description="Words in name, number, place, county or what it says about itself"),
]


@router.get("/organisations", summary="Members of the network", response=MemberPage)
@authorised(ANYONE)
def organisations(
    request: Request,
    kind: Kind | None = None,
    county: County = "",
    q: Words = "",
    offset: Annotated[int, Field(ge=0, le=FARTHEST)] = 0,
    limit: Annotated[int, Field(ge=1, le=200)] = 50,
) -> HttpResponse:
    rows = selectors.members(request.actor, kind=kind or "", county=county, words=q)
    total, items = page(rows, FIELDS, offset, limit)
    return _json({"total": total, "items": items})


@router.get("/organisations/{organisation}", summary="One member", response={200: MemberDetail, 404: Problem})
@authorised(ANYONE)
def organisation(request: Request, organisation: UUID) -> HttpResponse:
    row = selectors.members(request.actor).filter(id=organisation).values(*DETAIL).first()
    if row is None:
        raise NotFound
    return _json(row)


@router.post(
    "/organisations",
    summary="Add a member",
    response={201: MemberDetail, 401: Problem, 403: Problem, 422: Problem},
)
@authorised(OPERATOR)
def add_organisation(request: Request, payload: NewMember) -> Status[Organisation]:
    return Status(201, services.add_organisation(actor=request.actor, **payload.dict()))


@router.patch(
    "/organisations/{organisation}",
    summary="Change a member",
    response={200: MemberDetail, 401: Problem, 403: Problem, 404: Problem, 422: Problem},
)
@authorised(PERSON)
def change_organisation(request: Request, organisation: UUID, payload: MemberChange) -> Organisation:
    selectors.member(request.actor, organisation)
    changes = payload.dict(exclude_unset=True)
    return services.change_organisation(actor=request.actor, organisation=organisation, **changes)


@router.get(
    "/organisations/{organisation}/sharing",
    summary="Who a member shares what with",
    response={200: SharingPicture, 404: Problem},
)
@authorised(ANYONE)
def sharing_picture(request: Request, organisation: UUID) -> dict[str, Any]:
    selectors.member(request.actor, organisation)
    counts = sharing.counts_of(request.actor, organisation)
    answer: dict[str, Any] = {"gives_to": counts.gives_to, "receives_from": counts.receives_from}
    if ask(request.actor, "read", sharing_thing(organisation)):
        whole = sharing.sharing_of(request.actor, organisation)
        answer |= {"gives": whole.gives, "receives": whole.receives}
    return answer


def _json(body: Any) -> HttpResponse:
    """Straight to bytes: this list is read most of all, and its fields are the schema's already."""
    return HttpResponse(orjson.dumps(body), content_type="application/json")
