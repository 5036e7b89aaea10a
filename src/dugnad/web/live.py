"""`/live`: server-sent events for a signed-in person, in the event loop of the server.

Each message names an event and the thing it happened to; the page then asks for what it may see.
"""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import close_old_connections
from django.utils.crypto import constant_time_compare
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope  # type: ignore[attr-defined]

from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.assurance import DEMO
from dugnad.kernel.identity.models import Person
from dugnad.kernel.ledger.storage import sealed_size
from dugnad.kernel.live.hub import PASSING, Stream, Told, hub, missed

HEARTBEAT = 25.0
# A session ends a moment after the log has told that it will.
SETTLED = 2.0
STREAMS_AT_MOST = 5_000
STREAMS_OF_ONE = 20
ALIVE = b": alive\n\n"
CHECK = b": still you\n\n"
CHECK_EVERY = 4
# After these the person may be signed out, or have other roles.
UNSETTLING = frozenset({"identity.person", "organisations.membership", "rights.own_data"})
HEADERS = [
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
    ("x-content-type-options", "nosniff"),
]


async def live(scope: Scope, protocol: HTTPProtocol) -> None:
    """Answer one request for a stream."""
    if scope.method != "GET":
        _refuse(protocol, 405)
        return
    headers = scope.headers
    cookies = "; ".join(value for name, value in headers.items() if name == "cookie")
    actor = await who(cookies)
    if actor.person is None:
        _refuse(protocol, 401)
    elif hub.count >= STREAMS_AT_MOST or hub.count_of(actor.person.hex) >= STREAMS_OF_ONE:
        _refuse(protocol, 503)
    else:
        await _Listening(cookies, headers.get("last-event-id", ""), refs_of(actor)).run(protocol)


@sync_to_async(thread_sensitive=False)
def who(cookies: str) -> Actor:
    """The actor of the session that the cookies name."""
    try:
        cookie = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return NOBODY
    if cookie is None:
        return NOBODY
    close_old_connections()
    store = import_module(settings.SESSION_ENGINE).SessionStore(cookie.value)
    person = Person.objects.filter(id=store.get(SESSION_KEY), is_active=True).first()
    return actor_for(person) if person and _holds(store, person) else NOBODY


def _holds(store: Any, person: Person) -> bool:
    """Whether the session is good: opened with the present password, and not in a demo that is over."""
    same = constant_time_compare(store.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    return same and (settings.DEMO or DEMO not in store)


def refs_of(actor: Actor) -> frozenset[str]:
    """The ids that the actor hears of: their own and those of their organisations."""
    ids = {actor.person, *actor.organisations}
    return frozenset(ref.hex for ref in ids if ref)


@dataclass
class _Listening:
    """One stream from its beginning to its end."""

    cookies: str
    last: str
    refs: frozenset[str]
    heard: int = -1
    beats: int = 0
    pulse: asyncio.TimerHandle | None = None
    stream: Stream = field(init=False)
    transport: Any = None

    def __post_init__(self) -> None:
        self.stream = Stream(asyncio.get_running_loop(), self.refs)

    async def run(self, protocol: HTTPProtocol) -> None:
        """Tell what was missed and then what happens, until either side has gone."""
        self.heard = await self._since()
        await sync_to_async(hub.join, thread_sensitive=False)(self.stream)
        gone = asyncio.ensure_future(protocol.client_disconnect())
        gone.add_done_callback(lambda _gone: self.stream.offer(None))
        self._beat_later()
        try:
            self.transport = protocol.response_stream(200, HEADERS)
            self._write(b"retry: 2000\nid: %d\n\n" % self.heard)
            for told in await sync_to_async(missed, thread_sensitive=False)(self.refs, self.heard):
                self._tell(told)
            await self._follow()
        finally:
            hub.leave(self.stream)
            self.stream.at_once = None
            gone.cancel()
            if self.pulse:
                self.pulse.cancel()

    async def _since(self) -> int:
        """The entry that the browser heard last, else the last that there is."""
        last = self.last[:18]
        if last.isascii() and last.isdigit():
            return int(last)
        return await sync_to_async(sealed_size, thread_sensitive=False)() - 1

    async def _follow(self) -> None:
        """Pass on what is told, and end when the person is no longer who they were."""
        while True:
            if self.stream.queue.empty():
                self.stream.at_once = self._pass_on
            item = await self.stream.queue.get()
            if item is None or (item is CHECK and refs_of(await who(self.cookies)) != self.refs):
                return
            if not self._pass_on(item):
                self._write(CHECK)

    def _pass_on(self, item: Told | bytes | None) -> bool:
        """Send what needs neither waiting nor looking; False for the rest, which goes through the queue."""
        if isinstance(item, Told):
            self._tell(item)
        elif item is ALIVE:
            self._write(ALIVE)
        else:
            return False
        return True

    def _tell(self, told: Told) -> None:
        if told.index == PASSING:
            self._write(told.message)
            return
        if told.index <= self.heard:
            return
        self.heard = told.index
        self._write(told.message)
        if told.kind in UNSETTLING:
            self.stream.offer(CHECK)
            self.stream.loop.call_later(SETTLED, self.stream.offer, CHECK)

    def _beat_later(self) -> None:
        # Not all at once: a check asks the database.
        seconds = HEARTBEAT * random.uniform(0.8, 1.2)  # noqa: S311
        self.pulse = self.stream.loop.call_later(seconds, self._beat)

    def _beat(self) -> None:
        self.beats += 1
        self.stream.offer(ALIVE if self.beats % CHECK_EVERY else CHECK)
        self._beat_later()

    def _write(self, data: bytes) -> None:
        """Hand data to the server, which sends it by itself: there is nothing to wait for."""
        try:
            self.transport.send_bytes(data)
        except ProtocolClosed:
            self.stream.offer(None)


def _refuse(protocol: HTTPProtocol, status: int) -> None:
    protocol.response_empty(status, [("content-type", "text/plain")])
