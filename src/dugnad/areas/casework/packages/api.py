"""This part's operations, under /api/v1/casework."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Status
from pydantic import Field

from dugnad.areas.casework.models import Adoption, PackageVersion
from dugnad.areas.casework.packages import adopting, approving, selectors, services
from dugnad.areas.casework.packages.schemas import (
    Adopt,
    AdoptionOut,
    Approve,
    Difference,
    OverlayIn,
    PackageVersionOut,
    RuleErrorIn,
    RulesChange,
    RulesIn,
    Stop,
    WholeVersion,
)
from dugnad.areas.casework.rulebook.differences import between
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["casework"])
ONE, IN_USE = "/casework/rules/{version}", "/casework/in-use/{adoption}"
OF = "/casework/rulebook/{organisation}"
Offset = Annotated[int, Field(ge=0, le=1_000_000)]
Limit = Annotated[int, Field(ge=1, le=200)]


def out(row: PackageVersion, whole: bool = False) -> dict[str, Any]:
    """A version as the API tells of it; `whole`: with its document."""
    names = ("id", "number", "state", "digest", "revision", "published_at")
    plain = {name: getattr(row, name) for name in names}
    package = row.package
    plain |= {"package": package.slug, "owner": package.owner_id, "title": package.title}
    return plain | ({"document": row.document} if whole else {})


@router.get("/casework/rules", summary="Versions of rules", response=list[PackageVersionOut])
@authorised(ANYONE)
def rules(request: Request, package: str = "", offset: Offset = 0, limit: Limit = 50) -> list[dict[str, Any]]:
    rows = selectors.versions(request.actor).order_by("package__slug", "-number")
    rows = rows.filter(package__slug=package) if package else rows
    return [out(row) for row in rows[offset : offset + limit]]


@router.get(ONE, summary="A version of rules with its document", response=WholeVersion)
@authorised(ANYONE)
def version(request: Request, version: UUID) -> dict[str, Any]:
    return out(selectors.version_by_id(request.actor, version), whole=True)


@router.get(ONE + "/changes/{other}", summary="What changed from another version", response=list[Difference])
@authorised(ANYONE)
def changes(request: Request, version: UUID, other: UUID) -> list[Any]:
    row, before = (selectors.version_by_id(request.actor, one) for one in (version, other))
    return between(selectors.document_of(before), selectors.document_of(row))


@router.post(OF + "/rules", summary="Add rules as a draft", response={201: PackageVersionOut})
@authorised(PERSON)
def add(request: Request, organisation: UUID, payload: RulesIn) -> Status[dict[str, Any]]:
    made = services.take(
        actor=request.actor, owner=organisation, document=payload.document, says=payload.says
    )
    return Status(201, out(made))


@router.post(ONE + "/draft", summary="Begin the next version", response={201: PackageVersionOut})
@authorised(PERSON)
def draft(request: Request, version: UUID) -> Status[dict[str, Any]]:
    return Status(201, out(services.new_draft(actor=request.actor, version=version)))


@router.put(ONE, summary="Change a draft", response=PackageVersionOut)
@authorised(PERSON)
def change(request: Request, version: UUID, payload: RulesChange) -> dict[str, Any]:
    return out(services.change(actor=request.actor, version=version, **payload.dict()))


@router.delete(ONE, summary="Throw a draft away", response={204: None})
@authorised(PERSON)
def discard(request: Request, version: UUID) -> Status[None]:
    services.discard(actor=request.actor, version=version)
    return Status(204, None)


@router.post(ONE + "/ask", summary="Send a draft to approval", response=PackageVersionOut)
@authorised(PERSON)
def ask(request: Request, version: UUID) -> dict[str, Any]:
    return out(approving.ask(actor=request.actor, version=version))


@router.post(ONE + "/approve", summary="Approve rules as one of two", response={204: None})
@authorised(PERSON)
def approve(request: Request, version: UUID, payload: Approve) -> Status[None]:
    approving.approve(actor=request.actor, version=version, **payload.dict())
    return Status(204, None)


@router.post(ONE + "/publish", summary="Publish approved rules", response=PackageVersionOut)
@authorised(PERSON)
def publish(request: Request, version: UUID) -> dict[str, Any]:
    return out(approving.publish(actor=request.actor, version=version))


@router.post(ONE + "/error", summary="Say that published rules are wrong", response=PackageVersionOut)
@authorised(PERSON)
def report_error(request: Request, version: UUID, payload: RuleErrorIn) -> dict[str, Any]:
    """Nobody decides by this version any more; all who use it are told, and the cases it touched are found."""
    scope = payload.model_dump(exclude={"why"})
    return out(approving.report_error(actor=request.actor, version=version, why=payload.why, scope=scope))


@router.get("/casework/in-use", summary="Rules in use", response=list[AdoptionOut])
@authorised(ANYONE)
def in_use(
    request: Request, organisation: UUID | None = None, offset: Offset = 0, limit: Limit = 50
) -> list[Adoption]:
    rows = selectors.adoptions(request.actor)
    rows = rows.filter(organisation=organisation) if organisation else rows
    return list(rows[offset : offset + limit])


@router.get(IN_USE, summary="Rules in use in one organisation", response=AdoptionOut)
@authorised(ANYONE)
def adoption(request: Request, adoption: UUID) -> Adoption:
    return selectors.adoption(request.actor, adoption)


@router.post(OF + "/in-use", summary="Begin to take rules in use", response={201: AdoptionOut})
@authorised(PERSON)
def adopt(request: Request, organisation: UUID, payload: Adopt) -> Status[Adoption]:
    made = adopting.adopt(actor=request.actor, organisation=organisation, version=payload.version)
    return Status(201, made)


@router.put(IN_USE, summary="Set own values and the first day", response=AdoptionOut)
@authorised(PERSON)
def set_overlay(request: Request, adoption: UUID, payload: OverlayIn) -> Adoption:
    given = payload.model_dump(mode="json")
    overlay = {name: given[name] for name in ("values", "says", "bodies")}
    return adopting.set_overlay(actor=request.actor, adoption=adoption, overlay=overlay, since=payload.since)


@router.delete(IN_USE, summary="Throw an adoption's draft away", response={204: None})
@authorised(PERSON)
def discard_adoption(request: Request, adoption: UUID) -> Status[None]:
    adopting.discard(actor=request.actor, adoption=adoption)
    return Status(204, None)


@router.post(IN_USE + "/ask", summary="Send an adoption to approval", response=AdoptionOut)
@authorised(PERSON)
def ask_adoption(request: Request, adoption: UUID) -> Adoption:
    return adopting.ask(actor=request.actor, adoption=adoption)


@router.post(IN_USE + "/approve", summary="Approve an adoption as one of two", response={204: None})
@authorised(PERSON)
def approve_adoption(request: Request, adoption: UUID, payload: Approve) -> Status[None]:
    adopting.approve(actor=request.actor, adoption=adoption, **payload.dict())
    return Status(204, None)


@router.post(IN_USE + "/start", summary="Take approved rules in use", response=AdoptionOut)
@authorised(PERSON)
def start(request: Request, adoption: UUID) -> Adoption:
    return adopting.start(actor=request.actor, adoption=adoption)


@router.post(IN_USE + "/stop", summary="Stop deciding by rule", response=AdoptionOut)
@authorised(PERSON)
def stop(request: Request, adoption: UUID, payload: Stop) -> Adoption:
    return adopting.stop(actor=request.actor, adoption=adoption, why=payload.why)


@router.post(IN_USE + "/resume", summary="Decide by rule again", response=AdoptionOut)
@authorised(PERSON)
def resume(request: Request, adoption: UUID) -> Adoption:
    return adopting.resume(actor=request.actor, adoption=adoption)
