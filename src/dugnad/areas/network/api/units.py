"""The units of a member."""

from collections.abc import Iterable
from uuid import UUID

from ninja import Router, Status

from dugnad.areas.network import selectors
from dugnad.areas.network.api.schemas import UnitIn, UnitOut
from dugnad.kernel.areas import ANYONE, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Unit
from dugnad.kernel.organisations.selectors import units_of

router = Router()
REFUSED = {401: Problem, 403: Problem, 404: Problem, 422: Problem}


@router.get(
    "/organisations/{organisation}/units", summary="Units", response={200: list[UnitOut], 404: Problem}
)
@authorised(ANYONE)
def units(request: Request, organisation: UUID) -> Iterable[Unit]:
    selectors.member(request.actor, organisation)
    return units_of(organisation)


@router.post("/organisations/{organisation}/units", summary="Add a unit", response={201: UnitOut, **REFUSED})
@authorised(PERSON)
def add_unit(request: Request, organisation: UUID, payload: UnitIn) -> Status[Unit]:
    selectors.member(request.actor, organisation)
    made = services.add_unit(
        actor=request.actor, organisation=organisation, name=payload.name, parent=payload.parent
    )
    return Status(201, made)


@router.put(
    "/organisations/{organisation}/units/{unit}",
    summary="Rename or move a unit",
    response={200: UnitOut, **REFUSED},
)
@authorised(PERSON)
def change_unit(request: Request, organisation: UUID, unit: UUID, payload: UnitIn) -> Unit:
    selectors.member(request.actor, organisation)
    return services.change_unit(
        actor=request.actor, organisation=organisation, unit=unit, name=payload.name, parent=payload.parent
    )


@router.delete(
    "/organisations/{organisation}/units/{unit}",
    summary="Remove an empty unit",
    response={204: None, 409: Problem, **REFUSED},
)
@authorised(PERSON)
def remove_unit(request: Request, organisation: UUID, unit: UUID) -> Status[None]:
    selectors.member(request.actor, organisation)
    services.remove_unit(actor=request.actor, organisation=organisation, unit=unit)
    return Status(204, None)
