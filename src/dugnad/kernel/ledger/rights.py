"""What the log holds about a person, given back and erased.

Entries stay: they hold ids, not personal data, and the log could not be proven without them. Erased are the
details of every entry that concerns the person, whoever else it concerns too: whether a detail tells of the
person cannot be known here, and the entry still says what happened, when, to what.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from dugnad.kernel.areas.manifest import Download
from dugnad.kernel.ledger.models import EPOCH, Detail, Event

KEEP = timedelta(days=5 * 365)


def entries_of(person: UUID) -> QuerySet[Event]:
    """The entries that concern the person, the oldest first."""
    return Event.objects.filter(concern_rows__ref=person).order_by("id")


def export(person: UUID) -> Iterable[Download]:
    """The entries that concern the person, with their details."""
    rows = [_told(event) for event in entries_of(person).select_related("detail").iterator(chunk_size=1000)]
    yield "ledger/entries.json", json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _told(event: Event) -> dict[str, object]:
    detail = getattr(event, "detail", None)
    return {
        "index": event.index,
        "at": event.at.isoformat(),
        "event": event.name,
        "actor": event.actor and str(event.actor),
        "kind": event.thing_kind,
        "thing": str(event.thing),
        "concerns": [str(ref) for ref in event.refs],
        "grant": event.grant and str(event.grant),
        "detail": detail.facts if detail else None,
    }


def erase(person: UUID) -> int:
    """Delete the details of the entries that concern the person, with their salts."""
    return Detail.objects.filter(event__in=entries_of(person)).delete()[0]


def expire(now: datetime) -> int:
    """Delete the details of entries that are older than `KEEP`."""
    before = int((now - KEEP - EPOCH) / timedelta(microseconds=1))
    return Detail.objects.filter(event__at_us__lt=before).delete()[0]
