"""Readers of the sealed log: each handler that a manifest declares is called at least once per event, in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dugnad.kernel.access import wall
from dugnad.kernel.areas.registry import manifests
from dugnad.kernel.ledger.models import Cursor, Event, SealState

log = logging.getLogger(__name__)
BATCH = 500
LONGEST_WAIT = timedelta(minutes=10)
Handler = Callable[[Event], None]


def readers() -> dict[str, dict[str, Handler]]:
    """For each area that hears events: the handlers by event name."""
    return {m.name: dict(m.hears) for m in manifests() if m.hears}


def feed_all() -> int:
    """Let every reader catch up by one batch; returns how many events were handled."""
    with wall.system():
        return sum(feed(name, hears) for name, hears in readers().items())


def feed(name: str, hears: dict[str, Handler]) -> int:
    """Hand the next events to one reader. A handler that fails is tried again later; later events wait."""
    cursor, _ = Cursor.objects.get_or_create(reader=name)
    if cursor.retry_at and cursor.retry_at > timezone.now():
        return 0
    end = SealState.objects.values_list("size", flat=True).first() or 0
    if end == cursor.position:
        return 0
    ahead = Event.objects.filter(index__gte=cursor.position, index__lt=end, name__in=hears)
    handled = 0
    for event in ahead.order_by("index")[:BATCH]:
        if not _handle(cursor, hears[event.name], event):
            return handled
        handled += 1
    if handled < BATCH:
        _advance(cursor, end)
    return handled


def _handle(cursor: Cursor, handler: Handler, event: Event) -> bool:
    try:
        with transaction.atomic():
            handler(event)
            _advance(cursor, (event.index or 0) + 1)
    except Exception as error:
        log.exception("reader %s failed on event %s", cursor.reader, event.index)
        _put_off(cursor, event, error)
        return False
    return True


def _advance(cursor: Cursor, position: int) -> None:
    cursor.position, cursor.failures = position, 0
    cursor.stuck_on = cursor.retry_at = None
    cursor.last_error = ""
    cursor.save()


def _put_off(cursor: Cursor, event: Event, error: Exception) -> None:
    cursor.refresh_from_db()
    cursor.failures += 1
    cursor.stuck_on = event.index
    cursor.retry_at = timezone.now() + min(timedelta(seconds=2**cursor.failures), LONGEST_WAIT)
    cursor.last_error = type(error).__name__
    cursor.save()
