"""The roles that people hold in a member, for those who may see them."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from dugnad.areas.network import selectors
from dugnad.areas.network.api.schemas import AuthorityIn, PlaceIn, RoleIn, RoleOut
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations import services
from dugnad.kernel.organisations.models import Membership
from dugnad.kernel.organisations.rules import organisation_thing
from dugnad.kernel.organisations.selectors import roles_in
from dugnad.kernel.problems import Invalid, NotFound

router = Router()
REFUSED = {401: Problem, 403: Problem, 404: Problem, 422: Problem}
ROLE = "/organisations/{organisation}/roles/{membership}"


@router.get(
    "/organisations/{organisation}/roles",
    summary="People and their roles",
    response={200: list[RoleOut], 401: Problem, 403: Problem, 404: Problem},
)
@authorised(PERSON)
def roles(request: Request, organisation: UUID) -> list[dict[str, Any]]:
    selectors.member(request.actor, organisation)
    require(request.actor, "see_people", organisation_thing(organisation))
    return [_out(role) for role in roles_in(request.actor, organisation)]


@router.post(
    "/organisations/{organisation}/roles",
    summary="Give a role",
    response={201: RoleOut, 409: Problem, **REFUSED},
)
@authorised(PERSON)
def give_role(request: Request, organisation: UUID, payload: RoleIn) -> Status[dict[str, Any]]:
    selectors.member(request.actor, organisation)
    require(request.actor, "manage_people", organisation_thing(organisation))
    person = Person.objects.filter(id=payload.person, is_active=True).first()
    if person is None:
        raise Invalid(fields={"person": services.NOT_HERE})
    values = payload.dict(exclude={"person"})
    held = services.give_role(actor=request.actor, organisation=organisation, person=person, **values)
    return Status(201, _out(held))


@router.patch(ROLE, summary="Change a signatory's authority", response={200: RoleOut, **REFUSED})
@authorised(PERSON)
def change_authority(
    request: Request, organisation: UUID, membership: UUID, payload: AuthorityIn
) -> dict[str, Any]:
    held = _role(request, organisation, membership)
    changed = services.change_authority(actor=request.actor, membership=held.id, authority=payload.authority)
    return _out(changed)


@router.delete(ROLE, summary="End a role", response={204: None, 409: Problem, **REFUSED})
@authorised(PERSON)
def end_role(request: Request, organisation: UUID, membership: UUID) -> Status[None]:
    held = _role(request, organisation, membership)
    services.end_role(actor=request.actor, membership=held.id)
    return Status(204, None)


@router.put(
    "/organisations/{organisation}/people/{person}/unit",
    summary="Put a person in a unit",
    response={204: None, **REFUSED},
)
@authorised(PERSON)
def place_person(request: Request, organisation: UUID, person: UUID, payload: PlaceIn) -> Status[None]:
    if not roles_in(request.actor, organisation).filter(person=person).exists():
        raise NotFound
    services.place_person(actor=request.actor, organisation=organisation, person=person, unit=payload.unit)
    return Status(204, None)


def _role(request: Request, organisation: UUID, membership: UUID) -> Membership:
    held = roles_in(request.actor, organisation).filter(id=membership).first()
    if held is None:
        raise NotFound
    return held


def _out(role: Membership) -> dict[str, Any]:
    return {
        "id": role.id,
        "person": role.person_id,
        "name": role.person.name,
        "role": role.role,
        "authority": role.authority,
        "unit": role.unit_id,
        "since": role.since,
    }
