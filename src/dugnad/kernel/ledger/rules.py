"""Who may read the log: those whom an entry concerns. Its detail is for nobody else."""

from __future__ import annotations

from uuid import UUID

from dugnad.kernel.access import Actor, Kind, Operator, Party, Self, Thing
from dugnad.kernel.access.queries import Fields
from dugnad.kernel.ledger.models import Event

ENTRY = Kind(
    "ledger.entry",
    {"read": (Self(), Party(), Operator()), "read_detail": (Self(), Party())},
    secret=True,
)
# What concerns no one, as the platform's own housekeeping.
PLATFORM_ENTRY = Kind(
    "ledger.platform_entry", {"read": (Operator(),), "read_detail": (Operator(),)}, secret=True
)
CONCERN_FIELDS = Fields(parties="ref", person="ref")
EVENT_FIELDS = Fields(parties="concern_rows__ref", person="concern_rows__ref")


def entry_thing(event: Event, reader: Actor) -> Thing:
    """The entry as access sees it: about the reader, when the reader is among those it concerns."""
    refs = frozenset(event.refs)
    person = reader.person if reader.person in refs else None
    return Thing(ENTRY if refs else PLATFORM_ENTRY, UUID(int=event.id), parties=refs, person=person)
