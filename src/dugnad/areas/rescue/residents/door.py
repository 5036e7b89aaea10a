"""The one door to who needs help: no other module reads names or needs. Whoever passes leaves a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from dugnad.areas.rescue.models import FrozenPosition, Incident, Look, Opening, Resident
from dugnad.areas.rescue.residents.seal import (
    Alone,
    OpeningState,
    OpeningValues,
    Sealed,
    rescuers,
    state_of,
)
from dugnad.areas.rescue.rules import incident_thing, opening_thing, resident_thing
from dugnad.kernel.access import Actor, Thing
from dugnad.kernel.access.gate import ask, require
from dugnad.kernel.ledger.services import record
from dugnad.kernel.problems import NotFound, SecondFactorNeeded


@dataclass(frozen=True, slots=True)
class Position:
    """Where someone probably is: probability by space id, the rest unknown; `seen_at` None: never seen."""

    beliefs: Mapping[str, float]
    seen_at: datetime | None
    sensor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """One person who needs help, as function. `name` is empty when the address is blocked or nobody gave it.

    `space`: the registered room's id in the plan. `carriers`: persons needed to carry. `position` only in an
    incident in which positions were frozen.
    """

    id: UUID
    name: str
    space: str
    stairs: str
    aid: str
    carriers: int
    device: str
    hears_alarm: bool
    lives_alone: bool
    blocked: bool
    synthetic: bool
    updated_at: datetime
    position: Position | None = None


def demand_two_steps(actor: Actor) -> None:
    """Pass those who signed in with two steps; in the demo everyone. SecondFactorNeeded for others."""
    if not has_two_steps(actor):
        raise SecondFactorNeeded(_("Sign in with two steps to see or register who needs help."))


def has_two_steps(actor: Actor) -> bool:
    """Whether the actor signed in with two steps; in the demo everyone counts as having done so."""
    return bool(actor.second_factor or settings.DEMO)


def may_see_people(actor: Actor, incident: Incident) -> bool:
    """Whether the door would open to the actor for this incident, two steps apart. Leaves no look."""
    return bool(ask(actor, "people", _sealed(actor, incident)))


def is_alone(actor: Actor, incident: Incident) -> bool:
    """Whether the incident rests on the actor's word and on nobody else's."""
    return incident.closed_at is None and incident.alone_id is not None and incident.alone_id == actor.person


@transaction.atomic
def people_in(actor: Actor, incident: UUID) -> list[PersonSeen]:
    """Who needs help in the incident's building, by room; synthetic people in an exercise, real ones else.

    For responders of its fire service with two steps, while it is open; not for the one on whose word alone it
    rests. Each person seen for the first time by this actor in this incident gets a look, which they are told of.
    NotFound for those who may not know of the incident, `Sealed` for those who may, SecondFactorNeeded.
    """
    row = Incident.objects.select_related("building").filter(id=incident).first()
    if row is None:
        raise NotFound
    owner = row.building.owner_id if row.building else None
    thing = incident_thing(row.id, owner, row.service_id)
    require(actor, "read", thing)
    if not may_see_people(actor, row):
        raise Alone if is_alone(actor, row) else Sealed
    demand_two_steps(actor)
    found = Resident.objects.filter(building=row.building_id, synthetic=row.exercise)
    looked = Look.objects.filter(resident=OuterRef("id"), by=actor.person, incident=row)
    rows = list(_with_needs(found).annotate(known=Exists(looked)))
    fresh = [one.id for one in rows if not one.known]
    _leave_looks(fresh, actor, row.service_id, incident=row)
    if fresh:
        record("rescue.people_seen", actor=actor, thing=thing, detail={"people": len(fresh)})
    return _seen(rows, _positions(row))


@transaction.atomic
def people_opened(actor: Actor, opening: UUID) -> list[PersonSeen]:
    """Who needs help, seen through an opening: for who asked for it, while it is open and the role is held.

    A care service sees those that it registered itself. Blocked addresses are never among them, nor invented
    people. Every call is a look. NotFound for other organisations, Forbidden for others than who asked,
    `Sealed` when it is not open, SecondFactorNeeded.
    """
    row = Opening.objects.select_related("building").filter(id=opening).first()
    if row is None:
        raise NotFound
    thing = opening_thing(row.id, row.organisation_id, row.asked_by_id)
    require(actor, "read", opening_thing(row.id, row.organisation_id))
    require(actor, "look", thing)
    if not _is_open(row) or not actor.holds(row.organisation_id, frozenset({row.role})):
        raise Sealed
    demand_two_steps(actor)
    rows = list(_with_needs(_opened(row)))
    _leave_looks([one.id for one in rows], actor, row.organisation_id, opening=row)
    record("rescue.opening_used", actor=actor, thing=thing, detail={"people": len(rows)})
    return _seen(rows, {})


def _sealed(actor: Actor, incident: Incident) -> Thing:
    alone, reader = incident.alone_id, actor.person
    services = rescuers(incident.service_id, incident.closed_at, alone=alone, reader=reader)
    return resident_thing(None, None, None, services)


def _is_open(row: Opening) -> bool:
    values = OpeningValues(row.asked_at, row.allowed_by_id, row.refused_at, row.until)
    return state_of(values, timezone.now()) is OpeningState.OPEN


def _opened(row: Opening) -> QuerySet[Resident]:
    found = Resident.objects.filter(building=row.building_id, blocked=False, synthetic=False)
    own = Q(service=row.organisation_id) if row.role == "carer" else Q()
    one = Q(id=row.resident_id) if row.resident_id else Q()
    return found.filter(own & one)


def _with_needs(rows: QuerySet[Resident]) -> QuerySet[Resident]:
    return rows.select_related("need", "person").order_by("space", "id")


def _positions(incident: Incident) -> dict[UUID, Position]:
    rows = FrozenPosition.objects.filter(incident=incident)
    return {row.resident_id: Position(row.beliefs, row.seen_at, row.sensor, row.at) for row in rows}


def _leave_looks(ids: list[UUID], actor: Actor, organisation: UUID | None, **why: Any) -> None:
    looks = [Look(resident_id=id, by_id=actor.person, organisation_id=organisation, **why) for id in ids]
    Look.objects.bulk_create(looks, ignore_conflicts=True)


def _seen(rows: Sequence[Resident], positions: Mapping[UUID, Position]) -> list[PersonSeen]:
    return [_person(row, positions.get(row.id)) for row in rows]


def _person(row: Resident, position: Position | None) -> PersonSeen:
    need = row.need
    return PersonSeen(
        id=row.id,
        name=row.person.name if row.person else row.name,
        space=row.space,
        stairs=need.stairs,
        aid=need.aid,
        carriers=need.carriers,
        device=need.device,
        hears_alarm=need.hears_alarm,
        lives_alone=need.lives_alone,
        blocked=row.blocked,
        synthetic=row.synthetic,
        updated_at=need.updated_at,
        position=position,
    )
