"""One hub in each web process: follows the sealed log and hands each entry to the streams it concerns."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import close_old_connections

from dugnad.kernel.ledger.models import Event
from dugnad.kernel.ledger.storage import sealed_size
from dugnad.kernel.ledger.wake import wait
from dugnad.kernel.live.ticks import Reader, Tick

log = logging.getLogger(__name__)
POLL = 0.02
BATCH = 1_000
WAITING_AT_MOST = 200
# In place of the index of an entry: what is told is no entry.
PASSING = -1


@dataclass(frozen=True, slots=True)
class Told:
    """What a stream is told: that something happened to a thing, never its content. `message` is as it is sent."""

    index: int
    name: str
    kind: str
    thing: UUID
    concerns: frozenset[str]
    message: bytes


@dataclass(eq=False, slots=True)
class Stream:
    """One listener: the ids that concern it, and its queue in its event loop. None in the queue ends it.

    `at_once`, where set, is given everything first and says whether that was all: waking the task behind the
    queue costs many times what it costs to send, and one entry may go to thousands.
    """

    loop: asyncio.AbstractEventLoop
    refs: frozenset[str]
    queue: asyncio.Queue[Told | bytes | None] = field(default_factory=lambda: asyncio.Queue(WAITING_AT_MOST))
    at_once: Callable[[Told | bytes | None], bool] | None = None

    def offer(self, told: Told | bytes | None) -> None:
        """Called in the loop's thread; a listener that cannot keep up is ended and will reconnect."""
        if self.at_once is not None and self.at_once(told):
            return
        if self.queue.full():
            self.queue.get_nowait()
            told = None
        self.queue.put_nowait(told)


class Hub:
    """The streams by what concerns them, and the thread that reads the log while there are any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: dict[str, set[Stream]] = defaultdict(set)
        self._count = 0
        self._thread: threading.Thread | None = None

    @property
    def count(self) -> int:
        return self._count

    def count_of(self, ref: str) -> int:
        """How many streams listen for one id."""
        with self._lock:
            return len(self._streams.get(ref, ()))

    def join(self, stream: Stream) -> None:
        """Tell the stream all that is sealed from now on. Asks the database: call it outside the event loop."""
        with self._lock:
            for ref in stream.refs:
                self._streams[ref].add(stream)
            self._count += 1
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._follow, args=(sealed_size(),), name="live", daemon=True
                )
                self._thread.start()

    def leave(self, stream: Stream) -> None:
        """Tell the stream no more."""
        with self._lock:
            self._count -= 1
            for ref in stream.refs:
                self._streams[ref].discard(stream)
                if not self._streams[ref]:
                    del self._streams[ref]

    def _follow(self, position: int) -> None:
        seen, hints = 0, Reader()
        while self._wanted():
            try:
                position = self._read_from(position)
                for tick in hints.fresh():
                    self._tell(told_by(tick))
            except Exception:
                log.exception("the live hub stumbled")
                close_old_connections()
                time.sleep(1)
            seen = wait(seen, POLL)

    def _wanted(self) -> bool:
        with self._lock:
            if self._count == 0:
                self._thread = None
            return self._count > 0

    def _read_from(self, position: int) -> int:
        size = sealed_size()
        while position < size:
            batch = entries_from(position, BATCH)
            for told in batch:
                self._tell(told)
            position = batch[-1].index + 1 if batch else size
        return size

    def _tell(self, told: Told) -> None:
        with self._lock:
            listening = {stream for ref in told.concerns for stream in self._streams.get(ref, ())}
        loops: dict[asyncio.AbstractEventLoop, list[Stream]] = defaultdict(list)
        for stream in listening:
            loops[stream.loop].append(stream)
        for loop, streams in loops.items():
            loop.call_soon_threadsafe(_offer_all, streams, told)


def _offer_all(streams: Iterable[Stream], told: Told) -> None:
    for stream in streams:
        stream.offer(told)


def entries_from(position: int, limit: int) -> list[Told]:
    """The sealed entries from `position` on."""
    rows = Event.objects.filter(index__gte=position).order_by("index")[:limit]
    return [told_of(event) for event in rows]


def missed(refs: frozenset[str], since: int, limit: int = WAITING_AT_MOST) -> list[Told]:
    """What a listener that last heard entry `since` has missed (the latest `limit` entries)."""
    rows = (
        Event.objects.filter(index__gt=since, concern_rows__ref__in=[UUID(ref) for ref in refs])
        .order_by("-index")
        .distinct()[:limit]
    )
    return [told_of(event) for event in reversed(rows)]


def told_by(tick: Tick) -> Told:
    """A hint as it is told: a message without an id, which nobody is sent again."""
    body = {"event": tick.name, "kind": tick.kind, "thing": str(tick.thing)}
    message = f"data: {json.dumps(body)}\n\n".encode()
    return Told(PASSING, tick.name, tick.kind, tick.thing, tick.concerns, message)


def told_of(event: Event) -> Told:
    """An entry as it is told: as a message of a stream (HTML standard, server-sent events)."""
    index = event.index or 0
    body = {"event": event.name, "kind": event.thing_kind, "thing": str(event.thing)}
    message = f"id: {index}\ndata: {json.dumps(body)}\n\n".encode()
    return Told(index, event.name, event.thing_kind, event.thing, frozenset(event.concerns.split()), message)


hub = Hub()
