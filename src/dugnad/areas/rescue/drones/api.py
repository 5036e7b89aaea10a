"""This part of the API: missions, flights, hot spots, zones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from ninja import P, Query, QueryEx, Router, Status

from dugnad.areas.rescue.drones import hot, picturing, selectors, services
from dugnad.areas.rescue.drones.ports import drones
from dugnad.areas.rescue.drones.shapes import (
    FlightIn,
    FlightOut,
    HotSpotOut,
    HotSpotsOut,
    MissionIn,
    MissionOut,
    PictureIn,
    PointsIn,
    ZoneOut,
    ZonesOut,
)
from dugnad.areas.rescue.drones.thermal import too_large as picture_too_large
from dugnad.areas.rescue.drones.things import flown_building
from dugnad.areas.rescue.drones.values import asked_of
from dugnad.areas.rescue.drones.zones import LARGEST, replace_zones, too_large
from dugnad.areas.rescue.drones.zones import zones as all_zones
from dugnad.areas.rescue.incidents.api import answers
from dugnad.areas.rescue.incidents.selectors import incident as incident_of
from dugnad.areas.rescue.models import Flight, GeoZone, HotSpot, Mission
from dugnad.areas.rescue.rules import zone_thing
from dugnad.kernel.access.gate import require
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.problems import Invalid

router = Router(tags=["rescue"])
MISSION = "/rescue/missions/{uuid:mission}"
CHUNK = 256 * 1024
FILE_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def _told(row: Mission) -> dict[str, Any]:
    return selectors.told(row)


@router.get(
    "/rescue/buildings/{uuid:building}/missions",
    summary="Drone flights planned for a building",
    response=answers(list[MissionOut], 403, 404),
)
@authorised(PERSON)
def missions(request: Request, building: UUID) -> list[dict[str, Any]]:
    return [_told(row) for row in selectors.missions(request.actor, building)]


@router.post(
    "/rescue/buildings/{uuid:building}/missions",
    summary="Plan a drone flight and keep it",
    response=answers(MissionOut, 403, 404, 422, status=201),
)
@authorised(PERSON)
def add_mission(request: Request, building: UUID, body: MissionIn) -> Status[dict[str, Any]]:
    flown_building(request.actor, building)
    given = body.dict(exclude_none=True)
    name = given.pop("name")
    asked = asked_of(given, highest=float(settings.DRONE_MAX_HEIGHT), profiles=drones().profiles)
    made = services.save_mission(actor=request.actor, building=building, name=name, asked=asked)
    return Status(201, _told(made))


@router.get(MISSION, summary="A planned drone flight", response=answers(MissionOut, 403, 404))
@authorised(PERSON)
def mission(request: Request, mission: UUID) -> dict[str, Any]:
    return _told(selectors.mission(request.actor, mission))


@router.get(
    f"{MISSION}/plan",
    summary="The flight as a file for QGroundControl",
    response=answers(None, 403, 404, 409),
)
@authorised(PERSON)
def plan(request: Request, mission: UUID) -> HttpResponse:
    content = selectors.plan_file(selectors.mission(request.actor, mission))
    return HttpResponse(content, content_type="application/json")


@router.delete(MISSION, summary="Delete a planned flight", response=answers(None, 403, 404, 409, status=204))
@authorised(PERSON)
def delete_mission(request: Request, mission: UUID) -> Status[None]:
    services.delete_mission(actor=request.actor, mission=mission)
    return Status(204, None)


@router.post(
    f"{MISSION}/flights",
    summary="Send the drone up",
    response=answers(FlightOut, 403, 404, 409, 422, status=201),
)
@authorised(PERSON)
def start_flight(request: Request, mission: UUID, body: FlightIn) -> Status[Flight]:
    made = services.start_flight(actor=request.actor, mission=mission, incident=body.incident)
    return Status(201, made)


@router.get("/rescue/flights/{uuid:flight}", summary="A flight now", response=answers(FlightOut, 403, 404))
@authorised(PERSON)
def flight(request: Request, flight: UUID) -> Flight:
    return selectors.flight(request.actor, flight)


@router.post(
    "/rescue/flights/{uuid:flight}/home",
    summary="Tell the drone to return and land",
    response=answers(FlightOut, 403, 404, 409),
)
@authorised(PERSON)
def call_home(request: Request, flight: UUID) -> Flight:
    return services.call_home(actor=request.actor, flight=flight)


@router.get(
    "/rescue/incidents/{uuid:incident}/hot-spots",
    summary="Hot places seen from outside, hottest first",
    response=answers(list[HotSpotOut], 404),
)
@authorised(PERSON)
def hot_spots(request: Request, incident: UUID) -> Iterable[HotSpot]:
    return incident_of(request.actor, incident).hot_spots.all()[:200]


@router.post(
    "/rescue/incidents/{uuid:incident}/hot-spots",
    summary="Say what is hot; each ray is cast onto facade, floor and room",
    response=answers(HotSpotsOut, 403, 404, 409, 422, status=201),
)
@authorised(PERSON)
def add_hot_spots(request: Request, incident: UUID, body: PointsIn) -> Status[dict[str, Any]]:
    kept, missed = hot.add_hot_spots(
        actor=request.actor,
        incident=incident,
        seen=[point.seen() for point in body.points],
        flight=body.flight,
    )
    return Status(201, {"kept": kept, "missed": missed})


@router.post(
    "/rescue/incidents/{uuid:incident}/thermal",
    summary="Send a radiometric JPEG (FLIR); what is hot in it is cast onto the building",
    response=answers(HotSpotsOut, 403, 404, 409, 422, status=201),
    openapi_extra=FILE_BODY,
)
@authorised(PERSON)
def add_picture(request: Request, incident: UUID, at: Query[PictureIn]) -> Status[dict[str, Any]]:
    row = incident_of(request.actor, incident)
    services.require_command(request.actor, row)
    content = _body(request, picturing.LARGEST)
    kept, missed = picturing.add_picture(actor=request.actor, incident=incident, content=content, **at.dict())
    return Status(201, {"kept": kept, "missed": missed})


@router.get("/rescue/zones", summary="Zones for drones", response=answers(list[ZoneOut]))
@authorised(PERSON)
def zones(
    request: Request,
    offset: QueryEx[int, P(ge=0, le=1_000_000)] = 0,
    limit: QueryEx[int, P(ge=1, le=200)] = 50,
) -> Iterable[GeoZone]:
    return all_zones()[offset : offset + limit]


@router.put(
    "/rescue/zones",
    summary="Put the authority's file of zones (ED-269, JSON) in place of all that were",
    response=answers(ZonesOut, 403, 422),
    openapi_extra=FILE_BODY,
)
@authorised(PERSON)
def put_zones(request: Request) -> dict[str, int]:
    require(request.actor, "change", zone_thing())
    return {"number": replace_zones(actor=request.actor, content=_body(request, LARGEST))}


def _body(request: Request, most: int) -> bytes:
    """The request's body, read piece by piece; what is longer than allowed is cut just beyond, and refused then."""
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > most:
        raise Invalid(fields={"file": too_large() if most == LARGEST else picture_too_large()})
    parts, taken = [], 0
    while taken <= most and (piece := request.read(CHUNK)):
        taken += len(piece)
        parts.append(piece)
    return b"".join(parts)
