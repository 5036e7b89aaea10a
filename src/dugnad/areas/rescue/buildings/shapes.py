"""What goes in and out of the API of buildings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from dugnad.areas.rescue.models import Building


class ProblemOut(Schema):
    """RFC 9457 problem details."""

    title: str
    status: int
    detail: str = ""


REFUSED = {401: ProblemOut, 403: ProblemOut, 404: ProblemOut, 422: ProblemOut}


CHANGED = {**REFUSED, 409: ProblemOut}


class BuildingIn(Schema):
    """A new building. `municipality`: its number of four digits."""

    owner: UUID
    name: str
    address: str
    municipality: str


class BuildingChange(Schema):
    """What is to be changed; what is left out stays."""

    name: str | None = None
    address: str | None = None
    municipality: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    height: float | None = None
    particulars: dict[str, list[str]] | None = None


class BuildingOut(Schema):
    """`plan`: the number of the version in use."""

    id: UUID
    owner: UUID
    name: str
    address: str
    municipality: str
    latitude: float | None
    longitude: float | None
    height: float | None
    particulars: dict[str, list[str]]
    plan: int | None

    @staticmethod
    def resolve_owner(row: Building) -> UUID:
        return row.owner_id

    @staticmethod
    def resolve_plan(row: Building) -> int | None:
        return row.plan.number if row.plan else None


class JobOut(Schema):
    """The job that reads the plan; how far it is: GET /jobs/{id}."""

    id: UUID
    state: str


class PlanOut(Schema):
    """A version of the plan. `plan`: metres, as docs/buildings.md tells."""

    number: int
    source: str
    what: str
    made_at: datetime
    plan: dict[str, Any]


class PlanVersionOut(Schema):
    """A version without its content."""

    number: int
    source: str
    what: str
    made_at: datetime


class CorrectionIn(Schema):
    """One correction. `seen`: the number of the version that was looked at. What else is needed depends on `kind`:
    exit (door, or way and space, or space and width), join (a, b, width, door), stair (a, b, width, length),
    refuge (space, on), rename (space, name), kind (space, to), width (way, width), fire_door (way, on), remove (way).
    """

    seen: int
    kind: str
    space: str | None = None
    a: str | None = None
    b: str | None = None
    way: str | None = None
    door: str | None = None
    name: str | None = None
    to: str | None = None
    on: bool | None = None
    width: float | None = None
    length: float | None = None


class PlanSeenIn(Schema):
    """The number of the version that was looked at."""

    seen: int


class DetectorIn(Schema):
    """`space`: the id or the name of a room."""

    address: str
    space: str
    label: str = ""


class DetectorOut(Schema):
    """`space`: the room's id."""

    id: UUID
    address: str
    space: str
    label: str


class CountOut(Schema):
    """How many are in place."""

    number: int
