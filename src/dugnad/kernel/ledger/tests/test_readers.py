"""Readers hear every event at least once, in order, and a failing one is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dugnad.kernel.ledger import readers
from dugnad.kernel.ledger.models import Cursor, Event
from dugnad.kernel.ledger.sealing import seal_all
from dugnad.kernel.ledger.tests.logs import NAME, write

pytestmark = pytest.mark.django_db


class Heard:
    """A handler that notes what it hears and fails when it is told to."""

    def __init__(self) -> None:
        self.things: list[object] = []
        self.broken = False

    def __call__(self, event: Event) -> None:
        if self.broken:
            raise RuntimeError("kari@eksempel.example")
        self.things.append(event.thing)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    made = Heard()
    monkeypatch.setattr(readers, "readers", lambda: {"test": {NAME: made}})
    return made


def test_events_are_heard_in_order_and_once_when_all_goes_well(heard: Heard) -> None:
    things = [write().thing for _ in range(3)]
    assert readers.feed_all() == 0, "what is not sealed is not told"
    seal_all()
    assert readers.feed_all() == 3
    assert heard.things == things
    assert readers.feed_all() == 0
    things.append(write().thing)
    seal_all()
    readers.feed_all()
    assert heard.things == things


def test_a_long_queue_is_heard_in_batches(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "BATCH", 2)
    things = [write().thing for _ in range(5)]
    seal_all()
    counts = [readers.feed_all() for _ in range(4)]
    assert counts == [2, 2, 1, 0]
    assert heard.things == things


def test_a_failing_handler_holds_the_queue_and_is_tried_later(heard: Heard) -> None:
    things = [write().thing for _ in range(2)]
    seal_all()
    heard.broken = True
    assert readers.feed_all() == 0
    cursor = Cursor.objects.get(reader="test")
    assert (cursor.position, cursor.stuck_on, cursor.failures) == (0, 0, 1)
    assert cursor.last_error == "RuntimeError", "no personal data"
    heard.broken = False
    assert readers.feed_all() == 0, "it is not tried again at once"
    Cursor.objects.update(retry_at=timezone.now() - timedelta(seconds=1))
    assert readers.feed_all() == 2
    assert heard.things == things
    cursor.refresh_from_db()
    assert (cursor.position, cursor.stuck_on, cursor.failures, cursor.retry_at) == (2, None, 0, None)


def test_what_a_failing_handler_wrote_is_taken_back(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(event: Event) -> None:
        Cursor.objects.create(reader="half")
        raise RuntimeError

    monkeypatch.setattr(readers, "readers", lambda: {"test": {NAME: half}})
    write()
    seal_all()
    readers.feed_all()
    assert not Cursor.objects.filter(reader="half").exists()


def test_a_failing_handler_is_tried_less_and_less_often(heard: Heard) -> None:
    write()
    seal_all()
    heard.broken = True
    waits = []
    for _ in range(12):
        Cursor.objects.update(retry_at=None)
        readers.feed_all()
        cursor = Cursor.objects.get()
        assert cursor.retry_at
        waits.append(cursor.retry_at - timezone.now())
    assert waits[0] < timedelta(seconds=3) < waits[3]
    assert waits == sorted(waits) or waits[-1] <= readers.LONGEST_WAIT
    assert max(waits) <= readers.LONGEST_WAIT
