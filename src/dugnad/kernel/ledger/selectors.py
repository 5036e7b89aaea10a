"""Reading the log: everyone finds what concerns them and their organisations."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from dugnad.kernel.access import Actor, Decision
from dugnad.kernel.access.gate import ask, require, visible
from dugnad.kernel.ledger.models import EPOCH, Concern, Detail, Event
from dugnad.kernel.ledger.rules import CONCERN_FIELDS, ENTRY, EVENT_FIELDS, entry_thing
from dugnad.kernel.problems import NotFound

PAGE = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for: entries that concern one person or organisation, of one name, about one thing, in a
    period of days (the last one included)."""

    ref: UUID | None = None
    name: str = ""
    thing: UUID | None = None
    first: date | None = None
    last: date | None = None

    def where(self, prefix: str = "") -> Q:
        """The filter on rows of the log, reached by `prefix`."""
        found = Q(**{f"{prefix}name": self.name}) if self.name else Q()
        if self.thing:
            found &= Q(**{f"{prefix}thing": self.thing})
        if self.first:
            found &= Q(**{f"{prefix}at_us__gte": _start(self.first)})
        if self.last:
            found &= Q(**{f"{prefix}at_us__lt": _start(self.last + timedelta(days=1))})
        return found


@dataclass(frozen=True, slots=True)
class Entries:
    """One page of entries, the latest first; `before` asks for the next page, None at the end."""

    events: list[Event]
    before: int | None


def entries(actor: Actor, wanted: Wanted, *, before: int | None = None, limit: int = PAGE) -> Entries:
    """The entries that the actor may read, the latest first, from the one before number `before` on."""
    numbers = _numbers(actor, wanted, before, limit + 1)
    rows = Event.objects.filter(id__in=numbers[:limit]).order_by("-id")
    return Entries(list(rows), numbers[limit - 1] if len(numbers) > limit else None)


def _numbers(actor: Actor, wanted: Wanted, before: int | None, limit: int) -> list[int]:
    """The latest numbers of entries, each once. A list for each id, merged: each is one walk along an index."""
    if wanted.ref is None and actor.operator:
        rows = visible(Event.objects.filter(wanted.where()), actor, ENTRY, EVENT_FIELDS)
        return list(_below(rows, "id", before)[:limit])
    own = {actor.person, *actor.organisations}
    refs = [wanted.ref] if wanted.ref else [ref for ref in own if ref]
    lists = [_below(_concerning(actor, ref, wanted), "event", before)[: limit + len(refs)] for ref in refs]
    return _unique(heapq.merge(*lists, reverse=True), limit)


def _concerning(actor: Actor, ref: UUID, wanted: Wanted) -> QuerySet[Concern]:
    rows = Concern.objects.filter(wanted.where("event__"), ref=ref)
    return visible(rows, actor, ENTRY, CONCERN_FIELDS)


def _below(rows: QuerySet[Event] | QuerySet[Concern], field: str, before: int | None) -> QuerySet[Event, int]:
    found = rows.filter(**{f"{field}__lt": before}) if before is not None else rows
    return found.order_by(f"-{field}").values_list(field, flat=True)  # type: ignore[return-value]


def _unique(numbers: Iterable[int], limit: int) -> list[int]:
    found: dict[int, None] = {}
    for number in numbers:
        found[number] = None
        if len(found) == limit:
            break
    return list(found)


def _start(day: date) -> int:
    """Microseconds since 1970 at the beginning of the day, in the platform's time zone."""
    midnight = timezone.make_aware(datetime.combine(day, time.min))
    return int((midnight - EPOCH) / timedelta(microseconds=1))


def entry(actor: Actor, index: int) -> tuple[Event, Decision]:
    """One sealed entry and why the actor may read it; NotFound when they may not."""
    event = Event.objects.filter(index=index).first()
    if event is None:
        raise NotFound
    return event, require(actor, "read", entry_thing(event, actor))


def has_detail(event: Event) -> bool:
    """Whether the entry's detail is still kept (and, behind the wall, shown to who asks)."""
    return Detail.objects.filter(event=event.id).exists()


def details(actor: Actor, events: Iterable[Event]) -> dict[int, Detail]:
    """By number of entry: the details that are still kept and that the actor may read."""
    kept = [event for event in events if event.commitment]
    open_to = [event.id for event in kept if ask(actor, "read_detail", entry_thing(event, actor))]
    return {row.event_id: row for row in Detail.objects.filter(event__in=open_to)} if open_to else {}
