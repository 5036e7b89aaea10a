"""Sightings by HTTP, and how the feeds do. No operation here gives a position."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

from dugnad.areas.rescue.buildings.selectors import building as building_of
from dugnad.areas.rescue.sensing import selectors, services
from dugnad.areas.rescue.sensing.sightings import MOST_AT_ONCE, Said
from dugnad.areas.rescue.sensing.tags import LONGEST_TAG
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

router = Router(tags=["rescue"])
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
TagText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TAG)]


class SightingIn(Schema):
    """One sighting. A door has no tag; all others need one."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["badge", "bed", "door", "alarm"]
    sensor: Name = Field(description="The sensor's own name, the same each time")
    space: Name = Field(description="Id of the space in the building's plan")
    tag: TagText = ""
    at: AwareDatetime | None = Field(None, description="When; now if left out")
    left: bool = Field(False, description="Noticed as they left")


class SightingsIn(Schema):
    """What sensors saw, up to 1,000 at once."""

    model_config = ConfigDict(extra="forbid")

    sightings: Annotated[list[SightingIn], Field(min_length=1, max_length=MOST_AT_ONCE)]


class SightingsTakenOut(Schema):
    """How many were taken in, and which sensors send too much."""

    accepted: int
    too_fast: list[str]


class FeedOut(Schema):
    """One kind of sensor, or the link to the broker."""

    sensor: str
    ok: bool
    heard_at: datetime | None
    age: float | None
    sensors: int
    flooding: int
    lying: int
    wrong_clock: int
    unknown_tags: int
    unknown_spaces: int
    which: list[str]


@router.post(
    "/rescue/buildings/{building}/sightings",
    summary="Send what sensors saw",
    description="With a token of an administrator of the building's owner. What becomes of it is not told.",
    response={202: SightingsTakenOut},
)
@authorised(PERSON)
def send(request: Request, building: UUID, payload: SightingsIn) -> Status[dict[str, Any]]:
    sightings = [_said(number, one) for number, one in enumerate(payload.sightings)]
    taken = services.send_sightings(actor=request.actor, building=building, sightings=sightings)
    return Status(202, asdict(taken))


@router.get("/rescue/buildings/{building}/feeds", summary="How the sensors do", response=list[FeedOut])
@authorised(PERSON)
def feeds(request: Request, building: UUID) -> list[dict[str, Any]]:
    row = building_of(request.actor, building)
    return [asdict(feed) for feed in selectors.feeds(row.id)]


def _said(number: int, one: SightingIn) -> Said:
    if not one.tag and one.kind != "door":
        raise Invalid(fields={f"sightings/{number}/tag": "A sighting needs the tag that was seen."})
    at = one.at.timestamp() if one.at else None
    return Said(one.kind, one.sensor, one.space, one.tag, at, one.left)
