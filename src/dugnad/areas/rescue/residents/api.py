"""This part of the API."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import P, QueryEx, Router, Schema, Status
from pydantic import ConfigDict, Field, StringConstraints

from dugnad.areas.rescue.models import Resident
from dugnad.areas.rescue.residents import consent, places, selectors, services
from dugnad.areas.rescue.residents.values import NeedValues
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request

router = Router(tags=["rescue"])
Stairs = Literal["alone", "helped", "cannot"]
Aid = Literal["none", "stick", "crutches", "rollator", "wheelchair", "electric", "bed"]
Device = Literal["none", "chair", "sheet", "stretcher"]
Text = Annotated[str, StringConstraints(max_length=300)]


class Strict(Schema):
    """What is not asked for is refused, so that no one writes a diagnosis in a field of their own."""

    model_config = ConfigDict(extra="forbid")


class Place(Schema):
    """A building that takes part."""

    id: UUID
    name: str
    address: str


class Room(Schema):
    """A room that someone can live in."""

    id: str
    name: str
    storey: str


class ConsentText(Schema):
    """What is consented to, and its version."""

    version: str
    text: list[str]


class Need(Strict):
    """What help is needed to get out, as function."""

    stairs: Stairs
    aid: Aid = "none"
    carriers: int = Field(0, ge=0, le=6, description="Persons needed to carry")
    device: Device = "none"
    hears_alarm: bool = True
    lives_alone: bool = False

    def values(self) -> NeedValues:
        return NeedValues(**self.dict())


class ChangeIn(Strict):
    """A room and a need in the place of the old ones."""

    space: Annotated[str, StringConstraints(max_length=64)]
    need: Need


class OwnIn(ChangeIn):
    """One's own registration. `consent`: the version of the text that was read and agreed to."""

    building: UUID
    consent: Annotated[str, StringConstraints(max_length=16)]
    blocked: bool = False


class ReplaceIn(ChangeIn):
    """What a care service puts in the place of a registration of its own."""

    name: Annotated[str, StringConstraints(max_length=160)] = ""


class ForOthersIn(ReplaceIn):
    """A registration on someone's behalf."""

    building: UUID
    reference: Annotated[str, StringConstraints(max_length=20)] = ""
    ground: Literal["consent", "vital", "health_duty"]
    reason: Text = ""
    blocked: bool = False


class Made(Schema):
    """A new registration; `code` is told this once, for one with a blocked address."""

    id: UUID
    code: str


class Registration(Schema):
    """One's own registration."""

    id: UUID
    building: UUID
    space: str
    need: Need
    registered_at: datetime
    confirmed_at: datetime


class LookOut(Schema):
    """One look that was taken."""

    by: str
    organisation: str
    at: datetime
    incident: bool
    reason: str


class ServedOut(Schema):
    """What a care service sees of its own registration."""

    id: UUID
    reference: str
    building: str
    space: str
    registered_at: datetime
    untold: int


class TagIn(Strict):
    """What a sensor knows one by; only a digest is kept."""

    sensor: Literal["badge", "bed", "alarm"]
    tag: Annotated[str, StringConstraints(max_length=120)]


class TagMade(Schema):
    id: UUID


class OpeningIn(Strict):
    """What is to be opened, in which role, and why."""

    organisation: UUID
    role: Literal["carer", "responder"]
    building: UUID | None = None
    resident: UUID | None = None
    reason: Text


class OpeningOut(Schema):
    """One question to open the seal."""

    id: UUID
    building: str
    reference: str
    reason: str
    asked_by: str
    asked_at: datetime
    allowed_by: str
    until: datetime | None
    state: str


class AnswerIn(Strict):
    allow: bool


class PositionOut(Schema):
    """Probability by space id; the rest is unknown."""

    beliefs: dict[str, float]
    seen_at: datetime | None
    sensor: str
    at: datetime


class PersonOut(Schema):
    """One person who needs help. `name` is empty for a blocked address."""

    id: UUID
    name: str
    space: str
    stairs: str
    aid: str
    carriers: int
    device: str
    hears_alarm: bool
    lives_alone: bool
    blocked: bool
    synthetic: bool
    updated_at: datetime
    position: PositionOut | None


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


@router.post("/rescue/registrations", response={201: Made}, summary="Register what help you need")
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


@router.get(CARE, response=list[ServedOut], summary="What a care service registered")
@authorised(PERSON)
def served(request: Request, organisation: UUID) -> list[selectors.Served]:
    return selectors.served(request.actor, organisation)


@router.post(CARE, response={201: Made}, summary="Register on someone's behalf")
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
