"""What goes in and out of the API of alarms."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Kind = Literal["fire", "smoke", "manual", "person", "restore", "test", "fault", "other"]


class AlarmIn(Schema):
    """An alarm that another system tells. Sent again with the same `id` it counts once."""

    kind: Kind
    building: UUID | None = None
    municipality: str = Field("", max_length=4, description="Four digits, when the building is not known")
    detector: str = Field("", max_length=40)
    group: str = Field("", max_length=8, description="Area or loop of the panel")
    place: str = Field("", max_length=200)
    sent_at: datetime | None = None
    id: str = Field("", max_length=120, description="The sender's own id of this alarm")


class AlarmTaken(Schema):
    """The alarm is stored and survives a loss of power."""

    alarm: UUID
    incident: UUID | None
    repeated: bool


class AlarmOut(Schema):
    """One alarm as it was received."""

    id: UUID
    kind: Kind
    channel: str
    received_at: datetime
    sent_at: datetime | None
    account: str
    detector: str
    place: str
    building: UUID | None
    incident: UUID | None
    repeated: int
    in_test: bool

    @staticmethod
    def of(row: Any) -> dict[str, Any]:
        names = (
            "id",
            "kind",
            "channel",
            "received_at",
            "sent_at",
            "account",
            "detector",
            "place",
            "repeated",
        )
        more = {"building": row.building_id, "incident": row.incident_id}
        return (
            {name: getattr(row, name) for name in names}
            | more
            | {"in_test": bool(row.content.get("in_test"))}
        )


class AlarmPage(Schema):
    """A part of the list; `total` counts all that fit."""

    total: int
    items: list[AlarmOut]


class AlarmLineOut(Schema):
    """An alarm line. Its key is never told."""

    id: UUID
    account: str
    encrypted: bool
    every: int = Field(description="Seconds between link tests; 0: none are expected")
    heard_at: datetime | None
    silent_since: datetime | None
    testing_until: datetime | None
    refused: str
    refused_at: datetime | None

    @staticmethod
    def of(row: Any) -> dict[str, Any]:
        names = (
            "id",
            "account",
            "every",
            "heard_at",
            "silent_since",
            "testing_until",
            "refused",
            "refused_at",
        )
        return {name: getattr(row, name) for name in names} | {"encrypted": bool(row.key)}


class LineIn(Schema):
    """A line to be added."""

    account: str
    every: int = 0
    key: str = ""


class LineChange(Schema):
    """What is to hold for a line; an empty key leaves the one it has."""

    every: int
    key: str = ""
    without_key: bool = False


class TestIn(Schema):
    """For how long a line is in test; 0 ends it."""

    minutes: int


class DistrictOut(Schema):
    """Which fire service answers alarms from a municipality."""

    id: UUID
    municipality: str
    service: UUID = Field(alias="service_id")


class DistrictIn(Schema):
    """A fire service for a municipality; 0000 for alarms from places unknown."""

    municipality: str
    service: UUID


class UnplacedOut(Schema):
    """An open incident at a place unknown that no fire service has taken."""

    id: UUID
    place: str
    opened_at: datetime


class TakeIn(Schema):
    """Which fire service takes it; left out by those who are on duty for one only."""

    service: UUID | None = None
