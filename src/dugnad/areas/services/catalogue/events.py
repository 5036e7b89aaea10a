"""Life events: what happens in a life, and the services it takes at every level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from dugnad.areas.services.models import LifeEvent
from dugnad.areas.services.rules import territory_thing
from dugnad.kernel.access import Actor
from dugnad.kernel.access.gate import require


@transaction.atomic
def put_life_events(*, actor: Actor, events: Iterable[Mapping[str, Any]]) -> int:
    """Put in or change life events by their ids, in the order given; for those who run the platform."""
    require(actor, "assign", territory_thing(None, None))
    rows = [
        LifeEvent(
            slug=event["id"],
            title=event["title"],
            summary=event["summary"],
            order=event["order"],
            place=place,
        )
        for place, event in enumerate(events)
    ]
    fields = ["title", "summary", "order", "place"]
    LifeEvent.objects.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=fields)
    return len(rows)
