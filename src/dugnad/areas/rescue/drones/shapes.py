"""What goes in and out of the API of drones."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from dugnad.areas.rescue.drones import hot
from dugnad.areas.rescue.models import Flight

Word = Annotated[str, Field(max_length=40)]


Degrees = Annotated[float, Field(ge=-360, le=360)]


class MissionIn(Schema):
    """A wish; metres, degrees, shares from 0 to 1. What is left out is as usual. `kind`: orbit, sweep or roof.
    `camera`: thermal, thermal-tele, thermal-small, photo, or own with `wide`, `high`, `columns`, `rows`.
    `profile`: px4, ardupilot, roi, roi-old. `permitted`: zones that you have permission for."""

    name: Annotated[str, Field(max_length=200)]
    kind: Word | None = None
    facade: int | None = None
    stand_off: float | None = None
    overlap: float | None = None
    sidelap: float | None = None
    speed: float | None = None
    camera: Word | None = None
    wide: float | None = None
    high: float | None = None
    columns: int | None = None
    rows: int | None = None
    highest: float | None = None
    profile: Word | None = None
    ground: float | None = None
    permitted: Annotated[list[Word], Field(max_length=50)] | None = None


class MissionOut(Schema):
    """`report`: resolution (metres in a pixel), length, seconds, battery (share of one), clearance, coverage of each
    facade (the roof is -1), pictures, warnings, zones nearby and how they are held."""

    id: UUID
    building: UUID
    name: str
    kind: str
    made_at: datetime
    asked: dict[str, Any]
    report: dict[str, Any]


class FlightIn(Schema):
    """For which incident, if for one."""

    incident: UUID | None = None


class FlightOut(Schema):
    """`telemetry`: the newest only. `invented`: by a stand-in, not by a drone."""

    id: UUID
    mission: UUID
    incident: UUID | None
    state: str
    fault: str
    invented: bool
    begun_at: datetime
    ended_at: datetime | None
    telemetry: dict[str, Any]

    @staticmethod
    def resolve_mission(row: Flight) -> UUID:
        return row.mission_id

    @staticmethod
    def resolve_incident(row: Flight) -> UUID | None:
        return row.incident_id


class PointIn(Schema):
    """Something hot, seen from a camera at a place (degrees, metres above the ground at the building; heading from
    north, pitch 0 level): at a pixel of its picture, or straight ahead when none is given."""

    celsius: float
    latitude: float
    longitude: float
    height: float
    heading: float
    pitch: float = 0.0
    column: float | None = None
    row: float | None = None
    columns: int = 640
    rows: int = 512
    wide: float = 57.0
    high: float = 44.0

    def seen(self) -> hot.Seen:
        """It as the services take it."""
        values = self.dict()
        pose = hot.Pose(*(values.pop(key) for key in ("latitude", "longitude", "height", "heading", "pitch")))
        return hot.Seen(pose=pose, **values)


class PointsIn(Schema):
    """Up to 200 at once; `flight`: from which flight of the incident."""

    points: Annotated[list[PointIn], Field(max_length=200)]
    flight: UUID | None = None


class PictureIn(Schema):
    """Where a picture was taken, in degrees and metres above the ground at the building; what is left out is taken
    from the picture. `threshold`: hot from so many °C. `wide`, `high`: the camera's field of view."""

    height: Annotated[float, Field(ge=-100, le=1000)]
    threshold: Annotated[float, Field(ge=-50, le=2000)] = 100.0
    heading: Degrees | None = None
    pitch: Degrees = 0.0
    latitude: Degrees | None = None
    longitude: Degrees | None = None
    wide: Degrees = 57.0
    high: Degrees = 44.0


class HotSpotOut(Schema):
    """`storey` and `space` are ids of the plan, empty when none is behind; `facade` counts from 0, the roof is -1."""

    id: UUID
    at: datetime
    celsius: float
    facade: str
    storey: str
    space: str
    place: dict[str, Any]


class HotSpotsOut(Schema):
    """What was kept; `missed`: how many rays went past the building."""

    kept: list[HotSpotOut]
    missed: int


class ZoneOut(Schema):
    """One volume of a zone; `ring` as [longitude, latitude], limits in metres."""

    country: str
    identifier: str
    number: int
    name: str
    restriction: str
    reason: str
    lower: float
    lower_reference: str
    upper: float | None
    upper_reference: str
    ring: list[list[float]]


class ZonesOut(Schema):
    """How many volumes are in place."""

    number: int
