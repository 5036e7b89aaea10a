"""What this part of the API takes in and gives out."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import P, Schema
from pydantic import ConfigDict, Field, StringConstraints

from dugnad.areas.rescue.residents.values import NeedValues

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


class RegisteredOut(Schema):
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


class HabitIn(Strict):
    """Where one is wont to be from one hour of the day until another, over midnight when that is the smaller."""

    space: Annotated[str, StringConstraints(max_length=64)]
    first_hour: Annotated[int, P(ge=0, le=23)]
    last_hour: Annotated[int, P(ge=1, le=24)]
    often: Literal["usually", "sometimes"]


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
