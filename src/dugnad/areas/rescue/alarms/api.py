"""Alarms by other systems, and the administration of lines and districts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ninja import P, QueryEx, Router, Status

from dugnad.areas.rescue.alarms import selectors, services
from dugnad.areas.rescue.alarms.intake import LARGEST, by_cap, by_http
from dugnad.areas.rescue.alarms.receiving import Taken
from dugnad.areas.rescue.alarms.schemas import (
    AlarmIn,
    AlarmLineOut,
    AlarmOut,
    AlarmPage,
    AlarmTaken,
    DistrictIn,
    DistrictOut,
    LineChange,
    LineIn,
    TakeIn,
    TestIn,
    UnplacedOut,
)
from dugnad.areas.rescue.models import District, Incident
from dugnad.kernel.areas import OPERATOR, PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid, NotFound

router = Router(tags=["rescue"])
LINES = "/rescue/buildings/{building}/lines"


@router.get("/rescue/alarms", summary="Alarms received", response=AlarmPage)
@authorised(PERSON)
def alarms(
    request: Request,
    kind: str = "",
    building: UUID | None = None,
    q: QueryEx[str, P(max_length=100)] = "",
    offset: QueryEx[int, P(ge=0, le=1_000_000)] = 0,
    limit: QueryEx[int, P(ge=1, le=200)] = 50,
) -> dict[str, Any]:
    found = selectors.alarms(request.actor, kind=kind, building=building, words=q)
    return {"total": found.count(), "items": [AlarmOut.of(row) for row in found[offset : offset + limit]]}


@router.post(
    "/rescue/alarms",
    summary="Send an alarm",
    description="Answered with 202 only when the alarm is on the disk. Send again what was not answered.",
    response={202: AlarmTaken},
)
@authorised(PERSON)
def send_alarm(request: Request, payload: AlarmIn) -> Status[dict[str, Any]]:
    return _taken(by_http(actor=request.actor, said=payload.dict()))


@router.post(
    "/rescue/alarms/cap",
    summary="Send an alarm as CAP 1.2",
    description="The body is the XML message. Parameter 'building' or geocode 'municipality' says where.",
    response={202: AlarmTaken},
    openapi_extra={"requestBody": {"content": {"application/cap+xml": {"schema": {"type": "string"}}}}},
)
@authorised(PERSON)
def send_cap(request: Request) -> Status[dict[str, Any]]:
    content = request.body
    if len(content) > LARGEST:
        raise Invalid(fields={"body": "64 kB"})
    return _taken(by_cap(actor=request.actor, content=content))


def _taken(taken: Taken) -> Status[dict[str, Any]]:
    row = taken.alarm
    return Status(202, {"alarm": row.id, "incident": row.incident_id, "repeated": taken.repeated})


@router.get("/rescue/incidents/unplaced", summary="Incidents nobody has", response=list[UnplacedOut])
@authorised(PERSON)
def unplaced(request: Request) -> Iterable[Incident]:
    return selectors.unplaced(request.actor)


@router.post("/rescue/incidents/{incident}/take", summary="Take an incident nobody has", response={204: None})
@authorised(PERSON)
def take(request: Request, incident: UUID, payload: TakeIn) -> Status[None]:
    services.take(actor=request.actor, incident=incident, service=payload.service)
    return Status(204, None)


@router.get(LINES, summary="Alarm lines of a building", response=list[AlarmLineOut])
@authorised(PERSON)
def lines(request: Request, building: UUID) -> list[dict[str, Any]]:
    found = selectors.building_with_lines(request.actor, building)
    return [AlarmLineOut.of(row) for row in selectors.lines(found)]


@router.post(LINES, summary="Add an alarm line", response={201: AlarmLineOut})
@authorised(PERSON)
def add_line(request: Request, building: UUID, payload: LineIn) -> Status[dict[str, Any]]:
    made = services.add_line(actor=request.actor, building=building, **payload.dict())
    return Status(201, AlarmLineOut.of(made))


@router.put(LINES + "/{line}", summary="Change an alarm line", response=AlarmLineOut)
@authorised(PERSON)
def change_line(request: Request, building: UUID, line: UUID, payload: LineChange) -> dict[str, Any]:
    selectors.line(request.actor, building, line)
    return AlarmLineOut.of(services.change_line(actor=request.actor, line=line, **payload.dict()))


@router.post(LINES + "/{line}/test", summary="Put an alarm line in test", response=AlarmLineOut)
@authorised(PERSON)
def put_in_test(request: Request, building: UUID, line: UUID, payload: TestIn) -> dict[str, Any]:
    selectors.line(request.actor, building, line)
    return AlarmLineOut.of(services.put_in_test(actor=request.actor, line=line, minutes=payload.minutes))


@router.delete(LINES + "/{line}", summary="Remove an alarm line", response={204: None})
@authorised(PERSON)
def remove_line(request: Request, building: UUID, line: UUID) -> Status[None]:
    selectors.line(request.actor, building, line)
    services.remove_line(actor=request.actor, line=line)
    return Status(204, None)


@router.get("/rescue/districts", summary="Fire services by municipality", response=list[DistrictOut])
@authorised(OPERATOR)
def districts(request: Request) -> Iterable[District]:
    return selectors.districts()


@router.post("/rescue/districts", summary="Make a fire service responsible", response={201: DistrictOut})
@authorised(OPERATOR)
def add_district(request: Request, payload: DistrictIn) -> Status[District]:
    return Status(201, services.add_district(actor=request.actor, **payload.dict()))


@router.delete("/rescue/districts/{district}", summary="End a responsibility", response={204: None})
@authorised(OPERATOR)
def remove_district(request: Request, district: UUID) -> Status[None]:
    if not District.objects.filter(id=district).exists():
        raise NotFound
    services.remove_district(actor=request.actor, district=district)
    return Status(204, None)
