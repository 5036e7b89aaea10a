"""What screens and other systems send, as it is taken in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from dugnad.areas.rescue.incidents.saying import Saying

Short = Annotated[str, Field(max_length=64)]


class ValueIn(Schema):
    """What is said of the thing: a state, or words for a note."""

    state: Annotated[str, Field(max_length=20)] = ""
    text: Annotated[str, Field(max_length=500)] = ""


class SayingIn(Schema):
    """One thing said; `id` is the sender's own, so that sending it again changes nothing."""

    id: UUID
    kind: Short
    about: Short = ""
    value: ValueIn
    said_at: AwareDatetime

    def saying(self) -> Saying:
        """It as the services take it."""
        value = {key: word for key, word in self.value.dict().items() if word or key == "state"}
        return Saying(self.id, self.kind, self.about, value, self.said_at)


class SayingsIn(Schema):
    """Several at once, as a screen sends them that was without contact."""

    sayings: Annotated[list[SayingIn], Field(max_length=200)]
    sent_at: AwareDatetime | None = None

    def said(self, now: datetime) -> list[Saying]:
        """They by our clock, when the sender tells what its own says as it sends: a tablet's may be wrong."""
        late = now - self.sent_at if self.sent_at else timedelta(0)
        return [
            replace(one, said_at=_moved(one.said_at, late, now)) for one in map(SayingIn.saying, self.sayings)
        ]


def _moved(moment: datetime, by: timedelta, now: datetime) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return now


class SaidOut(Schema):
    """How many of them were new."""

    new: int


class TeamIn(Schema):
    """A team that has come; devices by kind (chair, sheet, stretcher)."""

    name: Annotated[str, Field(max_length=40)]
    size: int
    smoke_divers: bool = False
    devices: dict[str, int] = {}


class TeamOut(Schema):
    id: UUID
    name: str
    size: int
    smoke_divers: bool
    devices: dict[str, Any]


class CloseIn(Schema):
    """How it ended, in a line."""

    outcome: Annotated[str, Field(max_length=200)]


class IncidentOut(Schema):
    """An incident without anything of persons."""

    id: UUID
    building: UUID | None
    title: str
    exercise: bool
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    verdict: str
    one_voice: bool = Field(description="Rests on one person's word; no detector and nobody else has said so")
    entries: int
