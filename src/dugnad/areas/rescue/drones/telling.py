"""What drones have to say, in the incident's list of what is said and done."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from dugnad.areas.rescue.incidents.saying import Saying, append
from dugnad.areas.rescue.incidents.states import Kind
from dugnad.areas.rescue.incidents.things import find_incident, thing_of
from dugnad.areas.rescue.models import Flight
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record

PLATFORM = Actor(operator=True)
LONGEST = 500


def log_line(row: Flight, text: str) -> None:
    """A line for the incident that a flight is for, if it is for one that is open."""
    if row.incident_id is not None:
        with transaction.atomic():
            say(row.incident_id, text)


def say(incident: UUID, text: str) -> None:
    """Append a line in the present transaction; nothing once the incident is closed."""
    of = find_incident(incident, lock=True)
    if of.closed_at:
        return
    saying = Saying(uuid4(), Kind.DRONE, str(uuid4()), {"text": text[:LONGEST]}, timezone.now())
    append(of, [saying], by=None)
    record("rescue.incident_said", actor=PLATFORM, thing=thing_of(of), detail={"entries": 1})
