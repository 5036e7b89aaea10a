"""What the API takes and gives of walking networks."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from dugnad.areas.casework.models import RoadAssessment, WalkingNetwork
from dugnad.areas.casework.walking.assessing import LONGEST

Degrees = tuple[
    Annotated[float, Field(ge=-180, le=180)],
    Annotated[float, Field(ge=-90, le=90)],
]


class WalkingNetworkOut(Schema):
    """A network. `valid_until`: the first day it is no longer in use. `report`: as docs/casework.md tells."""

    id: UUID
    number: int
    name: str
    digest: str
    valid_from: dt.date
    valid_until: dt.date | None
    taken_at: dt.datetime
    invented: bool
    report: dict[str, Any]

    @staticmethod
    def resolve_report(row: WalkingNetwork) -> dict[str, Any]:
        return dict(row.report)


class NetworkJobOut(Schema):
    """The job that reads the file; how far it is: GET /jobs/{id}."""

    id: UUID
    state: str


class WayIn(Schema):
    """Two doors as [longitude, latitude]. With `grade` it is told what is dangerous. `on`: today unless given."""

    home: Degrees
    school: Degrees
    on: dt.date | None = None
    grade: Annotated[int, Field(ge=1, le=13)] | None = None


class WaySectionOut(Schema):
    """A section, and how much of it is walked."""

    id: str
    name: str
    metres: float


class WayDangerOut(Schema):
    """A section that a person has found dangerous, and why."""

    section: WaySectionOut
    assessment: UUID
    reason: str
    season: str
    assessed_at: dt.datetime


class WayOut(Schema):
    """`metres` is rounded up. `network`: the digest of the network. The two last are null without a grade."""

    metres: int
    line: list[tuple[float, float]]
    sections: list[WaySectionOut]
    network: str
    taken_at: dt.datetime
    dangerous: list[WayDangerOut] | None = None
    unassessed: list[WaySectionOut] | None = None


class RoadSectionOut(Schema):
    """A section of the network in use."""

    id: str
    name: str
    metres: float
    line: list[tuple[float, float]]


class RoadAssessmentIn(Schema):
    """What a person says. `season`: all_year, winter (November to March) or summer. `valid_until`: the last day."""

    first_grade: int
    last_grade: int
    season: Annotated[str, Field(max_length=8)] = "all_year"
    dangerous: bool
    reason: Annotated[str, Field(max_length=LONGEST)]
    valid_from: dt.date
    valid_until: dt.date | None = None


class RoadAssessmentOut(Schema):
    """A version. `root` is the first version's id; `by` who assessed."""

    id: UUID
    root: UUID
    number: int
    section: str
    section_name: str
    first_grade: int
    last_grade: int
    season: str
    dangerous: bool
    reason: str
    valid_from: dt.date
    valid_until: dt.date | None
    by: str
    at: dt.datetime
    superseded_at: dt.datetime | None
    withdrawn_at: dt.datetime | None
    withdrawn_why: str

    @staticmethod
    def resolve_by(row: RoadAssessment) -> str:
        return row.by.name if row.by else ""


class WithdrawAssessment(Schema):
    """Why it holds no more."""

    why: Annotated[str, Field(max_length=300)]
