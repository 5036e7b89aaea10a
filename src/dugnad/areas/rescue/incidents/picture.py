"""All that the commander's screen shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from dugnad.areas.rescue.incidents.people import Helped, helped
from dugnad.areas.rescue.incidents.states import Kind, Said, State, fold
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Alarm, Assessment, Building, Flight, HotSpot, Incident, Team
from dugnad.areas.rescue.residents.door import has_two_steps, is_alone, may_see_people
from dugnad.engines.egress.plan import Plan, from_json
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import ask, require

LOG_SHOWN = 30
# What an assessment says of the building; the rest leads to where persons are.
OF_THE_BUILDING = ("number", "smoke", "assumptions")


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team with what it does now and next; `tasks` as in the assessment."""

    row: Team
    state: str
    tasks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """One moment of an incident. `people` is None for those who may not see persons.

    `two_steps`: signing in with two steps is all that lacks to see them; `alone`: that somebody else than the reader
    says that it burns. Without persons the assessment has neither
    tasks nor routes, which end where somebody is.
    """

    incident: Incident
    building: Building | None
    plan: Plan | None
    state: State
    alarms: tuple[Alarm, ...]
    people: tuple[Helped, ...] | None
    teams: tuple[TeamLine, ...]
    log: tuple[Said, ...]
    assessment: Mapping[str, Any]
    assessed_at: datetime | None
    flights: tuple[Flight, ...]
    hot_spots: tuple[HotSpot, ...]
    commands: bool
    two_steps: bool
    alone: bool
    now: datetime

    @property
    def names(self) -> dict[str, str]:
        """What rooms and ways are called, by id."""
        if self.plan is None:
            return {}
        spaces = {space.id: space.name for space in self.plan.spaces}
        return spaces | {way.id: spaces.get(way.a, "") for way in self.plan.ways}

    @property
    def storey_of(self) -> dict[str, str]:
        """The storey of each space, by id."""
        return {space.id: space.storey for space in self.plan.spaces} if self.plan else {}


def state_of(incident: Incident) -> tuple[State, tuple[Said, ...]]:
    """The incident's state and all that was said in it, oldest first."""
    fields = ("id", "number", "at", "said_at", "by", "kind", "about", "value")
    said = tuple(Said(*row) for row in incident.entries.order_by("number").values_list(*fields))
    return fold(said), said


def picture(actor: Actor, incident: UUID) -> Picture:
    """The picture for one who may read the incident; NotFound for all others."""
    row = find_incident(incident)
    require(actor, "read", thing_of(row))
    state, said = state_of(row)
    plan = from_json(row.plan.plan) if row.plan else None
    unsealed = may_see_people(actor, row)
    found = Assessment.objects.filter(incident=row).first() if unsealed else None
    content: Mapping[str, Any] = found.content if found else {}
    now = timezone.now()
    people = helped(actor, row, state, plan, content.get("people", {}), now)
    if people is None:
        content = {key: content[key] for key in OF_THE_BUILDING if key in content}
    return Picture(
        incident=row,
        building=row.building,
        plan=plan,
        state=state,
        alarms=tuple(row.alarms.order_by("received_at")),
        people=people,
        teams=_teams(row, state, content),
        log=said[-LOG_SHOWN:][::-1],
        assessment=content,
        assessed_at=found.made_at if found else None,
        flights=tuple(row.flights.select_related("mission").order_by("-begun_at")[:3]),
        hot_spots=tuple(row.hot_spots.all()[:20]),
        commands=not row.closed_at and bool(ask(actor, "command", thing_of(row))),
        two_steps=unsealed and not has_two_steps(actor),
        alone=is_alone(actor, row),
        now=now,
    )


def _teams(incident: Incident, state: State, content: Mapping[str, Any]) -> tuple[TeamLine, ...]:
    tasks = content.get("teams", {})
    rows = incident.teams.filter(left_at=None).order_by("name")
    return tuple(
        TeamLine(row, state.of(Kind.TEAM, str(row.id)) or "ready", tuple(tasks.get(str(row.id), ())))
        for row in rows
    )
