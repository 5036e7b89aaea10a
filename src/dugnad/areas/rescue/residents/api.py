"""This part of the API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from ninja import P, QueryEx, Router, Status

from dugnad.areas.rescue.models import Resident
from dugnad.areas.rescue.residents import consent, places, selectors, services
from dugnad.areas.rescue.residents.shapes import (
    AnswerIn,
    ConsentText,
    ForOthersIn,
    HabitIn,
    LookOut,
    OpeningIn,
    OpeningOut,
    OwnIn,
    PersonOut,
    Place,
    RegisteredOut,
    Registration,
    ReplaceIn,
    Room,
    ServedOut,
    TagIn,
    TagMade,
)
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["rescue"])
OWN = "/rescue/registrations/{registration}"
CARE = "/rescue/care/{organisation}/registrations"


@router.get("/rescue/consent", response=ConsentText, summary="What a registration consents to")
@authorised(PERSON)
def consent_text(request: Request) -> dict[str, Any]:
    return {"version": consent.VERSION, "text": [str(line) for line in consent.TEXT]}


@router.get("/rescue/places", response=list[Place], summary="Buildings that take part, by address")
@authorised(PERSON)
def find_places(request: Request, q: QueryEx[str, P(max_length=100)] = "") -> Iterable[Any]:
    return places.search(request.actor, q)


@router.get("/rescue/places/{building}/rooms", response=list[Room], summary="Rooms of a building")
@authorised(PERSON)
def rooms(request: Request, building: UUID) -> list[dict[str, str]]:
    found = places.floors(places.place(request.actor, building))
    return [{"id": id, "name": name, "storey": floor.name} for floor in found for id, name in floor.rooms]


@router.get("/rescue/registrations", response=list[Registration], summary="Your registrations")
@authorised(PERSON)
def registrations(request: Request) -> list[dict[str, Any]]:
    return [_out(row) for row in selectors.own(request.actor)]


@router.post("/rescue/registrations", response={201: RegisteredOut}, summary="Register what help you need")
@authorised(PERSON)
def register(request: Request, payload: OwnIn) -> Status[Any]:
    values = payload.dict(exclude={"need"})
    return Status(201, services.register(actor=request.actor, need=payload.need.values(), **values))


@router.get(OWN, response=Registration, summary="Your registration")
@authorised(PERSON)
def registration(request: Request, registration: UUID) -> dict[str, Any]:
    return _out(selectors.own_one(request.actor, registration))


@router.put(OWN, response={204: None}, summary="Change or replace a registration")
@authorised(PERSON)
def change(request: Request, registration: UUID, payload: ReplaceIn) -> Status[None]:
    need = payload.need.values()
    services.change(
        actor=request.actor, resident=registration, space=payload.space, need=need, name=payload.name
    )
    return Status(204, None)


@router.delete(OWN, response={204: None}, summary="Withdraw a registration")
@authorised(PERSON)
def withdraw(request: Request, registration: UUID) -> Status[None]:
    services.withdraw(actor=request.actor, resident=registration)
    return Status(204, None)


@router.post(OWN + "/confirm", response={204: None}, summary="Say that it is still right")
@authorised(PERSON)
def confirm(request: Request, registration: UUID) -> Status[None]:
    services.confirm(actor=request.actor, resident=registration)
    return Status(204, None)


@router.get(OWN + "/looks", response=list[LookOut], summary="Every look at your registration")
@authorised(PERSON)
def looks(request: Request, registration: UUID) -> list[selectors.LookSeen]:
    return selectors.looks(request.actor, registration)


@router.post(OWN + "/tags", response={201: TagMade}, summary="Tie a tag to a registration")
@authorised(PERSON)
def add_tag(request: Request, registration: UUID, payload: TagIn) -> Status[Any]:
    made = services.add_tag(actor=request.actor, resident=registration, **payload.dict())
    return Status(201, {"id": made})


@router.delete(OWN + "/tags/{tag}", response={204: None}, summary="Untie a tag")
@authorised(PERSON)
def remove_tag(request: Request, registration: UUID, tag: UUID) -> Status[None]:
    services.remove_tag(actor=request.actor, resident=registration, tag=tag)
    return Status(204, None)


@router.post(OWN + "/habits", response={201: TagMade}, summary="Say where you usually are")
@authorised(PERSON)
def add_habit(request: Request, registration: UUID, payload: HabitIn) -> Status[Any]:
    made = services.add_habit(actor=request.actor, resident=registration, **payload.dict())
    return Status(201, {"id": made})


@router.delete(OWN + "/habits/{habit}", response={204: None}, summary="Take back where you usually are")
@authorised(PERSON)
def remove_habit(request: Request, registration: UUID, habit: UUID) -> Status[None]:
    services.remove_habit(actor=request.actor, resident=registration, habit=habit)
    return Status(204, None)


@router.get(CARE, response=list[ServedOut], summary="What a care service registered")
@authorised(PERSON)
def served(request: Request, organisation: UUID) -> list[selectors.Served]:
    return selectors.served(request.actor, organisation)


@router.post(CARE, response={201: RegisteredOut}, summary="Register on someone's behalf")
@authorised(PERSON)
def register_for(request: Request, organisation: UUID, payload: ForOthersIn) -> Status[Any]:
    values = payload.dict(exclude={"need"})
    made = services.register_for(
        actor=request.actor, service=organisation, need=payload.need.values(), **values
    )
    return Status(201, made)


@router.get("/rescue/openings", response=list[OpeningOut], summary="Openings of the register")
@authorised(PERSON)
def openings(request: Request) -> list[selectors.OpeningSeen]:
    return selectors.openings(request.actor)


@router.post("/rescue/openings", response={201: OpeningOut}, summary="Ask to open the register")
@authorised(PERSON)
def ask(request: Request, payload: OpeningIn) -> Status[Any]:
    made = services.ask(actor=request.actor, **payload.dict())
    return Status(201, selectors.opening(request.actor, made.id))


@router.post("/rescue/openings/{opening}/answer", response=OpeningOut, summary="Allow or refuse an opening")
@authorised(PERSON)
def answer(request: Request, opening: UUID, payload: AnswerIn) -> selectors.OpeningSeen:
    services.answer(actor=request.actor, opening=opening, allow=payload.allow)
    return selectors.opening(request.actor, opening)


@router.get("/rescue/openings/{opening}/people", response=list[PersonOut], summary="Look through an opening")
@authorised(PERSON)
def opened_people(request: Request, opening: UUID) -> list[dict[str, Any]]:
    return [asdict(one) for one in selectors.people_opened(request.actor, opening)]


@router.get("/rescue/incidents/{incident}/people", response=list[PersonOut], summary="Who needs help")
@authorised(PERSON)
def people(request: Request, incident: UUID) -> list[dict[str, Any]]:
    return [asdict(one) for one in selectors.people_in(request.actor, incident)]


def _out(row: Resident) -> dict[str, Any]:
    need = row.need
    names = ("stairs", "aid", "carriers", "device", "hears_alarm", "lives_alone")
    return {
        "id": row.id,
        "building": row.building_id,
        "space": row.space,
        "need": {name: getattr(need, name) for name in names},
        "registered_at": row.registered_at,
        "confirmed_at": row.confirmed_at,
    }
