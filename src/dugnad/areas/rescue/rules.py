"""Who may do what when a building burns, and before and after.

Sealed until incident: person-level things have the fire service among their parties only while an alarm is
active for that building. Every other look needs an opening, asked by one person and allowed by another.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from dugnad.kernel.access import Kind, Operator, Party, Role, Self, SignedIn, Thing
from dugnad.kernel.access.queries import Fields

BUILDING = Kind(
    "rescue.building",
    {
        "read": (Role(), Party("responder")),
        "change": (Role("administrator"),),
        "register": (SignedIn(),),
        "drill": (Role("administrator", "responder"), Party("responder")),
        "fly": (Party("responder"),),
    },
    secret=True,
)
DISTRICT = Kind("rescue.district", {"read": (Role(), Operator()), "change": (Operator(),)})
INCIDENT = Kind(
    "rescue.incident",
    {
        "read": (Party("responder"), Role("responder")),
        "command": (Party("responder"),),
    },
    secret=True,
)
ALARM = Kind(
    "rescue.alarm",
    {
        "read": (Role("administrator", "responder"), Party("responder")),
        "send": (Role("administrator", "responder", "carer"), Party("responder")),
    },
    secret=True,
)
LINE = Kind(
    "rescue.line",
    {"read": (Role("administrator"), Party("responder")), "change": (Role("administrator"),)},
    secret=True,
)
# Incidents of which nobody knows whose they are: for every fire service, until one takes them.
UNPLACED = Kind("rescue.unplaced", {"read": (Party("responder"), Operator()), "take": (Party("responder"),)})
# What authorities publish of where drones may fly: open to all who sign in.
ZONE = Kind("rescue.zone", {"read": (SignedIn(),), "change": (Operator(),)})
RESIDENT = Kind(
    "rescue.resident",
    {
        "read": (Self(),),
        "register": (Self(), Role("carer")),
        "list": (Role("carer"),),
        "change": (Self(), Role("carer")),
        "withdraw": (Self(), Role("carer")),
        "people": (Party("responder"),),
    },
    secret=True,
)
OPENING = Kind(
    "rescue.opening",
    {
        "read": (Role("carer", "administrator", "responder"),),
        "ask": (Role("carer", "responder"),),
        "answer": (Role("carer", "administrator", "responder"),),
        "look": (Self(),),
    },
    secret=True,
)

BUILDING_FIELDS = Fields(owner="owner")
INCIDENT_FIELDS = Fields(owner="building__owner", parties="service")
LINE_FIELDS = Fields(owner="building__owner")
ALARM_FIELDS = Fields(owner="building__owner", parties="service")
RESIDENT_FIELDS = Fields(owner="service", person="person")
OPENING_FIELDS = Fields(owner="organisation")


def building_thing(building: UUID, owner: UUID, services: Iterable[UUID] = ()) -> Thing:
    """`services`: the fire service that answers alarms from there."""
    return Thing(BUILDING, building, owner=owner, parties=frozenset(services))


def district_thing(district: UUID | None, service: UUID) -> Thing:
    return Thing(DISTRICT, district, owner=service)


def incident_thing(incident: UUID, owner: UUID | None, service: UUID | None) -> Thing:
    return Thing(INCIDENT, incident, owner=owner, parties=_parties(service))


def alarm_thing(alarm: UUID | None, owner: UUID | None, service: UUID | None) -> Thing:
    return Thing(ALARM, alarm, owner=owner, parties=_parties(service))


def line_thing(line: UUID | None, owner: UUID, service: UUID | None) -> Thing:
    """`service`: the fire service that answers alarms from its building."""
    return Thing(LINE, line, owner=owner, parties=_parties(service))


def unplaced_thing(incident: UUID | None, services: Iterable[UUID]) -> Thing:
    """`services`: every fire service of the network."""
    return Thing(UNPLACED, incident, parties=frozenset(services))


def zone_thing(zone: UUID | None = None) -> Thing:
    return Thing(ZONE, zone)


def resident_thing(
    resident: UUID | None, service: UUID | None, person: UUID | None, rescuers: Iterable[UUID] = ()
) -> Thing:
    """`rescuers`: the fire services with an open incident in the resident's building, else nobody."""
    return Thing(RESIDENT, resident, owner=service, parties=frozenset(rescuers), person=person)


def opening_thing(opening: UUID | None, organisation: UUID, asked_by: UUID | None = None) -> Thing:
    """`asked_by`: who alone may look through it."""
    return Thing(OPENING, opening, owner=organisation, person=asked_by)


def _parties(service: UUID | None) -> frozenset[UUID]:
    return frozenset({service} if service else ())
