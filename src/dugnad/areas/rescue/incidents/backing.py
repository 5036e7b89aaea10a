"""When an incident no longer rests on one person's word: only then does it open the register to that person too."""

from __future__ import annotations

from dugnad.areas.rescue.incidents.things import thing_of
from dugnad.areas.rescue.models import Incident
from dugnad.kernel.access import Actor
from dugnad.kernel.ledger.services import record


def back(incident: Incident, by: Actor) -> bool:
    """A detector (no person), or a second person, says too that it burns; False when that changes nothing.

    The caller holds the incident's lock.
    """
    if incident.alone_id is None or incident.alone_id == by.person:
        return False
    incident.alone = None
    incident.save(update_fields=["alone"])
    record("rescue.incident_backed", actor=by, thing=thing_of(incident))
    return True
