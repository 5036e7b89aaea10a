"""What became of a request: the log's own entries, the same for both sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localtime

from dugnad.areas.competence.models import Contact
from dugnad.kernel.access import Actor
from dugnad.kernel.areas.registry import event_kinds
from dugnad.kernel.ledger.selectors import Wanted, entries

MOST = 100
KINDS = {"accepted": "fine", "finished": "fine", "declined": "watch", "silent": "act", "reminded": "watch"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, as the timeline shows it."""

    time: datetime
    text: str | Promise
    kind: str


def line_of(actor: Actor, row: Contact) -> list[Line]:
    """The entries about a request that the actor may read, the first first."""
    found = entries(actor, Wanted(thing=row.id), limit=MOST).events
    known = event_kinds()
    return [
        Line(localtime(event.at), known[event.name].says, KINDS.get(event.name.rpartition("_")[2], "info"))
        for event in reversed(found)
        if event.name in known
    ]
