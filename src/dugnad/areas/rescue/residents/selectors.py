"""Reading the register: one's own registrations, a care service's list, openings. Persons go through `door` only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from dugnad.areas.rescue.models import Building, District, Habit, Look, Opening, Resident, Tag
from dugnad.areas.rescue.residents.door import (
    PersonSeen,
    Position,
    demand_two_steps,
    may_see_people,
    people_in,
    people_opened,
)
from dugnad.areas.rescue.residents.places import room_names
from dugnad.areas.rescue.residents.seal import OpeningState, OpeningValues, may_answer, state_of
from dugnad.areas.rescue.rules import (
    OPENING,
    OPENING_FIELDS,
    RESIDENT,
    RESIDENT_FIELDS,
    opening_thing,
    resident_thing,
)
from dugnad.kernel.access import Actor, wall
from dugnad.kernel.access.gate import require, visible
from dugnad.kernel.problems import NotFound

__all__ = ["PersonSeen", "Position", "may_see_people", "people_in", "people_opened"]


@dataclass(frozen=True, slots=True)
class LookSeen:
    """One look as the resident sees it: who, for whom, when; in an incident, or through an opening with its reason."""

    by: str
    organisation: str
    at: datetime
    incident: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Served:
    """What a care service sees of a registration of its own. `untold`: looks to tell the resident of."""

    id: UUID
    reference: str
    building: str
    address: str
    space: str
    room: str
    registered_at: datetime
    ask_again: bool
    untold: int


@dataclass(frozen=True, slots=True)
class OpeningSeen:
    """One question to open the seal; `reference` when it is about one registration."""

    id: UUID
    organisation: str
    building: str
    reference: str
    reason: str
    role: str
    asked_by: str
    asked_at: datetime
    allowed_by: str
    until: datetime | None
    state: OpeningState
    mine: bool
    may_answer: bool


def own(actor: Actor) -> QuerySet[Resident]:
    """The actor's own registrations with need and tags, the latest first."""
    rows = visible(Resident.objects.all(), actor, RESIDENT, RESIDENT_FIELDS)
    tags = Prefetch("tags", Tag.objects.order_by("sensor", "id"))
    habits = Prefetch("habits", Habit.objects.order_by("first_hour", "id"))
    found = rows.select_related("need", "building__plan").prefetch_related(tags, habits)
    return found.order_by("-registered_at", "id")


def own_one(actor: Actor, resident: UUID) -> Resident:
    """One of the actor's own registrations; NotFound otherwise."""
    row = own(actor).filter(id=resident).first()
    if row is None:
        raise NotFound
    return row


def looks(actor: Actor, resident: UUID) -> list[LookSeen]:
    """Every look that was ever taken at the actor's own registration, the latest first; NotFound for others."""
    return looks_at(own_one(actor, resident))


def looks_at(row: Resident) -> list[LookSeen]:
    """The looks at a registration that was found as one's own, or by its code."""
    with wall.system():
        found = Look.objects.filter(resident=row).select_related("by", "organisation", "opening")
        return [_look(look) for look in found.order_by("-at", "-id")]


def _look(look: Look) -> LookSeen:
    return LookSeen(
        by=look.by.name if look.by else "",
        organisation=look.organisation.name if look.organisation else "",
        at=look.at,
        incident=look.incident_id is not None,
        reason=look.opening.reason if look.opening else "",
    )


def served(actor: Actor, service: UUID) -> list[Served]:
    """The registrations of a care service, by reference: never names or needs, blocked ones not at all.

    NotFound without the role of a carer there, SecondFactorNeeded.
    """
    require(actor, "list", resident_thing(None, service, None))
    demand_two_steps(actor)
    with wall.system():
        rows = Resident.objects.filter(service=service, blocked=False, synthetic=False)
        ended = Q(looks__incident__closed_at__isnull=False) | Q(looks__opening__until__lte=timezone.now())
        untold = Count("looks", filter=Q(looks__told_at=None) & ended)
        found = rows.select_related("building__plan").annotate(untold=untold)
        listed = list(found.order_by("reference", "id"))
    rooms = {row.building_id: row.building for row in listed}
    names = {id: room_names(building) for id, building in rooms.items()}
    return [_served(row, names[row.building_id].get(row.space, row.space)) for row in listed]


def _served(row: Resident, room: str) -> Served:
    return Served(
        id=row.id,
        reference=row.reference,
        building=row.building.name,
        address=row.building.address,
        space=row.space,
        room=room,
        registered_at=row.registered_at,
        ask_again=row.asked_at is not None,
        untold=row.untold,  # type: ignore[attr-defined]
    )


def openings(actor: Actor) -> list[OpeningSeen]:
    """What the actor's organisations asked to open and what became of it, the latest first."""
    rows = visible(Opening.objects.all(), actor, OPENING, OPENING_FIELDS)
    return _openings(actor, rows)


def opening(actor: Actor, opening: UUID) -> OpeningSeen:
    """One of them; NotFound for other organisations."""
    rows = Opening.objects.filter(id=opening)
    found = rows.first()
    if found is None:
        raise NotFound
    require(actor, "read", opening_thing(found.id, found.organisation_id))
    return _openings(actor, rows)[0]


def _openings(actor: Actor, rows: QuerySet[Opening]) -> list[OpeningSeen]:
    related = ("organisation", "building", "resident", "asked_by", "allowed_by")
    with wall.system():
        return [_opening(actor, row) for row in rows.select_related(*related).order_by("-asked_at")[:100]]


def _opening(actor: Actor, row: Opening) -> OpeningSeen:
    now = timezone.now()
    state = state_of(OpeningValues(row.asked_at, row.allowed_by_id, row.refused_at, row.until), now)
    roles = {role for organisation, role in actor.roles if organisation == row.organisation_id}
    mine = row.asked_by_id == actor.person
    waiting = state is OpeningState.WAITING
    return OpeningSeen(
        id=row.id,
        organisation=row.organisation.name,
        building=row.building.name,
        reference=row.resident.reference if row.resident else "",
        reason=row.reason,
        role=row.role,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        allowed_by=row.allowed_by.name if row.allowed_by else "",
        until=row.until,
        state=state,
        mine=mine,
        may_answer=waiting and not mine and may_answer(roles, row.role),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that the actor may ask to open."""

    title: str
    organisation: UUID
    role: str
    building: UUID
    resident: UUID | None = None


def may_ask(actor: Actor) -> bool:
    """Whether the actor has a role in which one can ask for openings."""
    return any(role in ("carer", "responder") for _organisation, role in actor.roles)


def openable(actor: Actor) -> list[Choice]:
    """What the actor may ask to open: their fire service's buildings, and what their care service registered."""
    fire = [organisation for organisation, role in actor.roles if role == "responder"]
    care = [organisation for organisation, role in actor.roles if role == "carer"]
    with wall.system():
        return [*_buildings(fire), *_registered_by(care)]


def _buildings(services: list[UUID]) -> list[Choice]:
    of = dict(District.objects.filter(service__in=services).values_list("municipality", "service"))
    rows = Building.objects.filter(municipality__in=of).order_by("name", "id")
    return [Choice(row.name, of[row.municipality], "responder", row.id) for row in rows]


def _registered_by(services: list[UUID]) -> list[Choice]:
    rows = Resident.objects.filter(service__in=services, blocked=False, synthetic=False)
    found = rows.values_list("reference", "service", "building", "id", "building__name")
    places = {(service, building): name for _r, service, building, _id, name in found if service}
    whole = [Choice(name, service, "carer", building) for (service, building), name in places.items()]
    single = [
        Choice(f"{reference}, {name}", service, "carer", building, id)
        for reference, service, building, id, name in found.order_by("reference")
        if service
    ]
    return [*whole, *single]


def building_served(actor: Actor, service: UUID, resident: UUID) -> UUID:
    """The building of a registration that the care service made; NotFound otherwise."""
    require(actor, "list", resident_thing(None, service, None))
    with wall.system():
        found = (
            Resident.objects.filter(id=resident, service=service).values_list("building", flat=True).first()
        )
    if found is None:
        raise NotFound
    return found
