"""Who may ask for all that is stored about a person, and have it erased."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Kind, Operator, Self, Thing

OWN_DATA = Kind(
    "rights.own_data",
    {"read": (Self(),), "export": (Self(), Operator()), "erase": (Self(),)},
    secret=True,
)
RETENTION = Kind("rights.retention", {"read": (Operator(),)}, secret=True)
RETENTION_THING = Thing(RETENTION, UUID("5f1c8f1e-6d0b-4a58-9a0e-0d6f4c1b7a11"))


def own_data(person: UUID) -> Thing:
    return Thing(OWN_DATA, person, person=person)
