"""This part's operations, under /api/v1/services."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from ninja import Router, Status
from pydantic import Field

from dugnad.areas.services.catalogue import selectors, services, territories
from dugnad.areas.services.catalogue.content import missing, read, stored
from dugnad.areas.services.catalogue.exchange import LARGEST, all_as_rdf, as_rdf, take_rdf
from dugnad.areas.services.catalogue.open_data import rdf
from dugnad.areas.services.door import feedback
from dugnad.areas.services.models import Feedback, Gap, Service, Territory, Version
from dugnad.areas.services.rules import catalogue_thing
from dugnad.areas.services.schemas import (
    BaseChange,
    CallOut,
    ContactIn,
    DescriptionVersionOut,
    FeedbackOut,
    FileTakenOut,
    GapOut,
    Level,
    NewService,
    OwnedOut,
    Restore,
    ServiceChange,
    ServiceOut,
    ServicePage,
    TerritoryIn,
)
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import ANYONE, OPERATOR, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import NotFound

router = Router(tags=["services"])
ONE = "/services/catalogue/{service}"
OF = "/services/of/{organisation}"
Form = Literal["ttl", "jsonld", "rdf"]
Offset = Annotated[int, Field(ge=0, le=1_000_000)]
Limit = Annotated[int, Field(ge=1, le=200)]


def _out(row: Service) -> dict[str, Any]:
    whole = services.content_of(row)
    plain = {name: getattr(row, name) for name in ("id", "slug", "version", "changed_at")}
    return plain | {
        "owner": row.owner_id,
        "base": row.base_id,
        "withdrawn": row.withdrawn_at is not None,
        "own": stored(read(row.content)),
        "whole": stored(whole),
        "missing": missing(whole),
    }


@router.get("/services/catalogue", summary="Descriptions of services", response=ServicePage)
@authorised(ANYONE)
def catalogue(
    request: Request,
    owner: UUID | None = None,
    level: Level | None = None,
    theme: Annotated[str, Field(max_length=40)] = "",
    area: Annotated[str, Field(max_length=4)] = "",
    offset: Offset = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    given = {"owner": owner, "level": level, "theme": theme, "area": area}
    rows = selectors.everything().filter(**{name: value for name, value in given.items() if value})
    return {"total": rows.count(), "items": [_out(row) for row in rows[offset : offset + limit]]}


@router.get(
    "/services/rdf",
    summary="Descriptions as CPSV-AP-NO 1.1",
    description="Turtle, JSON-LD or RDF/XML; all, or one by its slug.",
    openapi_extra={
        "responses": {200: {"description": "RDF", "content": {"text/turtle": {"schema": {"type": "string"}}}}}
    },
)
@authorised(ANYONE)
def as_data(
    request: Request, form: Form = "ttl", slug: Annotated[str, Field(max_length=120)] = ""
) -> HttpResponse:
    root = request.build_absolute_uri(reverse("services:door"))
    if not slug:
        return rdf(all_as_rdf(root, form), form, "services")
    rows = list(selectors.everything().filter(slug=slug))
    if not rows:
        raise NotFound
    return rdf(as_rdf(rows, root, form), form, slug)


@router.get(ONE, summary="A description", response=ServiceOut)
@authorised(ANYONE)
def description(request: Request, service: UUID) -> dict[str, Any]:
    return _out(selectors.service(request.actor, service))


@router.post(OF, summary="Describe a service", response={201: ServiceOut})
@authorised(PERSON)
def add(request: Request, organisation: UUID, payload: NewService) -> Status[dict[str, Any]]:
    made = services.add(actor=request.actor, owner=organisation, **payload.dict())
    return Status(201, _out(made))


@router.put(ONE, summary="Change a description", response=ServiceOut)
@authorised(PERSON)
def change(request: Request, service: UUID, payload: ServiceChange) -> dict[str, Any]:
    return _out(services.change(actor=request.actor, service=service, **payload.dict()))


@router.post(ONE + "/confirm", summary="Confirm a description as it stands", response={204: None})
@authorised(PERSON)
def confirm(request: Request, service: UUID) -> Status[None]:
    services.confirm(actor=request.actor, service=service)
    return Status(204, None)


@router.get(ONE + "/versions", summary="Versions of a description", response=list[DescriptionVersionOut])
@authorised(ANYONE)
def versions(request: Request, service: UUID) -> list[Version]:
    return list(selectors.service(request.actor, service).versions.all())


@router.post(ONE + "/restore", summary="Bring a version back", response=ServiceOut)
@authorised(PERSON)
def restore(request: Request, service: UUID, payload: Restore) -> dict[str, Any]:
    return _out(services.restore(actor=request.actor, service=service, number=payload.number))


@router.post(ONE + "/withdraw", summary="Withdraw a description", response={204: None})
@authorised(PERSON)
def withdraw(request: Request, service: UUID) -> Status[None]:
    services.withdraw(actor=request.actor, service=service)
    return Status(204, None)


@router.post(ONE + "/put-back", summary="Show a withdrawn description again", response={204: None})
@authorised(PERSON)
def put_back(request: Request, service: UUID) -> Status[None]:
    services.put_back(actor=request.actor, service=service)
    return Status(204, None)


@router.get(ONE + "/base", summary="What has changed in the base", response=list[BaseChange])
@authorised(ANYONE)
def base_changes(request: Request, service: UUID) -> list[dict[str, Any]]:
    row = selectors.service(request.actor, service)
    return [{"field": name, "before": old, "after": new} for name, old, new in selectors.base_changes(row)]


@router.post(ONE + "/base/seen", summary="Say that the base was looked at", response={204: None})
@authorised(PERSON)
def seen_base(request: Request, service: UUID) -> Status[None]:
    services.seen_base(actor=request.actor, service=service)
    return Status(204, None)


@router.get(OF, summary="What an organisation describes", response=list[OwnedOut])
@authorised(PERSON)
def owned(request: Request, organisation: UUID) -> list[dict[str, Any]]:
    selectors.organisation(organisation)
    require(request.actor, "see_what_residents_say", catalogue_thing(organisation))
    names = ("state", "missing", "base_changed", "shown", "feedback")
    return [
        {"id": one.row.id, "slug": one.row.slug} | {name: getattr(one, name) for name in names}
        for one in selectors.owned(request.actor, organisation)
    ]


@router.post(
    OF + "/rdf",
    summary="Take in descriptions as CPSV-AP-NO 1.1",
    description="The body is the file. All services of it are taken in, or none.",
    response=FileTakenOut,
    openapi_extra={"requestBody": {"content": {"text/turtle": {"schema": {"type": "string"}}}}},
)
@authorised(PERSON)
def take(
    request: Request,
    organisation: UUID,
    form: Form = "ttl",
    theme: Annotated[str, Field(max_length=40)] = "",
    area: Annotated[str, Field(max_length=4)] = "",
) -> Any:
    data = request.read(LARGEST + 1)
    return take_rdf(actor=request.actor, owner=organisation, data=data, form=form, theme=theme, area=area)


@router.get(OF + "/gaps", summary="What residents did not find", response=list[GapOut])
@authorised(PERSON)
def gaps(request: Request, organisation: UUID, offset: Offset = 0, limit: Limit = 50) -> list[Gap]:
    return list(selectors.gaps_of(request.actor, organisation)[offset : offset + limit])


@router.get(OF + "/feedback", summary="What residents say is wrong", response=list[FeedbackOut])
@authorised(PERSON)
def feedback_of(
    request: Request,
    organisation: UUID,
    settled: bool | None = None,
    offset: Offset = 0,
    limit: Limit = 50,
) -> list[Feedback]:
    selectors.organisation(organisation)
    require(request.actor, "see_what_residents_say", catalogue_thing(organisation))
    return list(selectors.feedback_of(request.actor, organisation, settled=settled)[offset : offset + limit])


@router.post(
    "/services/feedback/{feedback_id}/settle", summary="Say that it was looked at", response={204: None}
)
@authorised(PERSON)
def settle(request: Request, feedback_id: UUID) -> Status[None]:
    feedback.settle(actor=request.actor, feedback=feedback_id)
    return Status(204, None)


@router.get("/services/contacts/{area}", summary="Whom to call in an area", response=CallOut)
@authorised(ANYONE)
def contact(request: Request, area: str) -> Territory:
    return selectors.territory(area)


@router.put("/services/contacts/{area}", summary="Change whom to call", response=CallOut)
@authorised(PERSON)
def change_contact(request: Request, area: str, payload: ContactIn) -> Territory:
    return territories.change_contact(actor=request.actor, area=area, **payload.dict())


@router.post("/services/territories", summary="Say who answers for an area", response={201: CallOut})
@authorised(OPERATOR)
def assign(request: Request, payload: TerritoryIn) -> Status[Territory]:
    return Status(201, territories.assign(actor=request.actor, **payload.dict()))
