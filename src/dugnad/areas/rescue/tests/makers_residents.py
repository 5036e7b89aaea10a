"""A building with rooms, a fire service that answers there, and residents: all invented."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID

from django.utils import timezone

from dugnad.areas.rescue.models import Building, District, Incident, Opening, PlanVersion, Resident
from dugnad.areas.rescue.residents import consent, services
from dugnad.areas.rescue.residents.values import NeedValues
from dugnad.engines.egress.plan import Plan, Space, SpaceKind, Storey, to_json
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation
from tests import people
from tests.world import World

_serial = count(1)
NEED = NeedValues(stairs="cannot", aid="wheelchair", carriers=2, device="chair", hears_alarm=False)
WHY = "The floor plan is to be checked against who lives there."
RING = ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0))


def plan() -> Plan:
    """Two storeys with two rooms each."""
    storeys = (Storey("s1", "First floor", 0.0), Storey("s2", "Second floor", 3.0))
    rooms = tuple(
        Space(f"r{storey}0{room}", f"{storey}0{room}", f"s{storey}", SpaceKind.ROOM, RING)
        for storey in (1, 2)
        for room in (1, 2)
    )
    corridor = Space("c1", "Corridor", "s1", SpaceKind.CORRIDOR, RING)
    return Plan("Eksempel", storeys, (*rooms, corridor), ())


def building(owner: Organisation, municipality: str = "4601") -> Building:
    """A building that takes part, once a fire service answers in its municipality."""
    number = next(_serial)
    made = Building.objects.create(
        owner=owner, name=f"Eksempelgården {number}", address=f"Eksempelgata {number}, Bergen",
        municipality=municipality, invented=True,
    )  # fmt: skip
    made.plan = PlanVersion.objects.create(building=made, number=1, source="drawn", plan=to_json(plan()))
    made.save(update_fields=["plan"])
    return made


def answers(service: Organisation, municipality: str = "4601") -> District:
    """The fire service of a municipality."""
    return District.objects.update_or_create(municipality=municipality, defaults={"service": service})[0]


def served_building(world: World) -> Building:
    """A building of own, where own's fire service answers."""
    answers(world.own)
    return building(world.own)


def registered(who: Person, place: Building, **values: Any) -> Resident:
    """Someone who registered themselves."""
    given: dict[str, Any] = {"space": "r201", "need": NEED, "consent": consent.VERSION, **values}
    made = services.register(actor=people.acting(who), building=place.id, **given)
    return Resident.objects.get(id=made.id)


def for_other(carer: Person, service: UUID, place: Building, **values: Any) -> Resident:
    """Someone whom a care service registered."""
    given: dict[str, Any] = {
        "space": "r202", "need": NEED, "ground": "consent", "reference": f"H-{next(_serial)}",
        "name": "Beboer Eksempel", **values,
    }  # fmt: skip
    actor = people.acting(carer, second_factor=True)
    made = services.register_for(actor=actor, service=service, building=place.id, **given)
    return Resident.objects.get(id=made.id)


def incident(place: Building, service: Organisation, **values: Any) -> Incident:
    """An open incident in the building."""
    return Incident.objects.create(building=place, service=service, plan=place.plan, **values)


def close(row: Incident) -> None:
    row.closed_at = timezone.now()
    row.save(update_fields=["closed_at"])


def asked(world: World, place: Building, role: str = "responder", **what: Any) -> Opening:
    """An opening that own's responder or carer asked for."""
    about = what or {"building": place.id}
    return services.ask(
        actor=world.actor(f"own {role}"), organisation=world.own.id, role=role, reason=WHY, **about
    )


def opened(world: World, place: Building, role: str = "responder", **what: Any) -> Opening:
    """The same, allowed by own's administrator."""
    row = asked(world, place, role, **what)
    return services.answer(actor=world.actor("own administrator"), opening=row.id, allow=True)
