"""Incidents in the API: which there are, what is said, teams, closing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Router, Status

from dugnad.areas.rescue.incidents import closing, saying, selectors, teams
from dugnad.areas.rescue.incidents.requests import (
    CloseIn,
    IncidentOut,
    SaidOut,
    SayingsIn,
    TeamIn,
    TeamOut,
)
from dugnad.areas.rescue.models import Team
from dugnad.kernel.areas import PERSON, authorised
from dugnad.kernel.areas.http import Request
from dugnad.kernel.areas.shapes import Problem

router = Router(tags=["rescue"])
INCIDENT = "/rescue/incidents/{uuid:incident}"


def answers(shape: Any, *problems: int, status: int = 200) -> dict[int, Any]:
    return {status: shape, **dict.fromkeys((401, *problems), Problem)}


@router.get("/rescue/incidents", summary="Incidents that you may read", response=answers(list[IncidentOut]))
@authorised(PERSON)
def list_incidents(request: Request) -> list[dict[str, Any]]:
    return [selectors.told(row) for row in selectors.incidents(request.actor)[:100]]


@router.get(INCIDENT, summary="One incident, without persons", response=answers(IncidentOut, 404))
@authorised(PERSON)
def read_incident(request: Request, incident: UUID) -> dict[str, Any]:
    return selectors.told(selectors.incident(request.actor, incident))


@router.post(
    f"{INCIDENT}/entries",
    summary="Say what is done and seen; sent again, it counts once",
    response=answers(SaidOut, 403, 404, 409, 422),
)
@authorised(PERSON)
def say(request: Request, incident: UUID, body: SayingsIn) -> dict[str, int]:
    said = body.said(timezone.now())
    return {"new": saying.say(actor=request.actor, incident=incident, sayings=said)}


@router.post(
    f"{INCIDENT}/teams",
    summary="A team has come",
    response=answers(TeamOut, 403, 404, 409, 422, status=201),
)
@authorised(PERSON)
def add_team(request: Request, incident: UUID, body: TeamIn) -> Status[Team]:
    return Status(201, teams.add_team(actor=request.actor, incident=incident, **body.dict()))


@router.delete(
    f"{INCIDENT}/teams/{{uuid:team}}",
    summary="A team leaves",
    response=answers(None, 403, 404, 409, status=204),
)
@authorised(PERSON)
def let_go(request: Request, incident: UUID, team: UUID) -> Status[None]:
    teams.let_go(actor=request.actor, incident=incident, team=team)
    return Status(204, None)


@router.post(
    f"{INCIDENT}/close",
    summary="Close an incident; access to persons ends",
    response=answers(IncidentOut, 403, 404, 409, 422),
)
@authorised(PERSON)
def close(request: Request, incident: UUID, body: CloseIn) -> dict[str, Any]:
    closing.close(actor=request.actor, incident=incident, outcome=body.outcome)
    return selectors.told(selectors.incident(request.actor, incident))
