"""`/live`: server-sent events for a signed-in person, as a native ASGI application.

Each message names an event and the thing it happened to; the page then asks for what it may see.
"""

from __future__ import annotations

import asyncio
from http.cookies import SimpleCookie
from importlib import import_module
from typing import Any

import orjson
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import close_old_connections

from dugnad.kernel.access import NOBODY, Actor
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.models import Person
from dugnad.kernel.live.hub import Stream, Told, hub, missed

HEARTBEAT = 25.0
STREAMS_AT_MOST = 5_000
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


async def live(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer one request for a stream."""
    headers = dict(scope["headers"])
    actor = await who(headers)
    if scope["method"] != "GET" or actor.person is None:
        await _refuse(send, 401)
    elif hub.count >= STREAMS_AT_MOST:
        await _refuse(send, 503)
    else:
        await _stream(headers, actor, receive, send)


@sync_to_async(thread_sensitive=False)
def who(headers: dict[bytes, bytes]) -> Actor:
    """The actor of the session that the cookie names."""
    cookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    if cookie is None:
        return NOBODY
    try:
        store = import_module(settings.SESSION_ENGINE).SessionStore(cookie.value)
        person = Person.objects.filter(id=store.get(SESSION_KEY), is_active=True).first()
        return actor_for(person) if person and _same_secret(store, person) else NOBODY
    finally:
        close_old_connections()


def _same_secret(store: Any, person: Person) -> bool:
    """A changed password ends the sessions that were opened with the old one."""
    return bool(store.get("_auth_user_hash") == person.get_session_auth_hash())


def refs_of(actor: Actor) -> frozenset[str]:
    ids = {actor.person, *actor.organisations}
    return frozenset(ref.hex for ref in ids if ref)


async def _stream(headers: dict[bytes, bytes], actor: Actor, receive: Any, send: Any) -> None:
    stream = Stream(asyncio.get_running_loop(), refs_of(actor))
    hub.join(stream)
    gone = asyncio.ensure_future(_until_gone(receive))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await _catch_up(headers, stream, send)
        await _tell(headers, stream, gone, send)
    finally:
        hub.leave(stream)
        gone.cancel()


async def _catch_up(headers: dict[bytes, bytes], stream: Stream, send: Any) -> None:
    """Tell first what was missed since the entry the browser heard last."""
    await _write(send, b"retry: 2000\n\n")
    last = headers.get(b"last-event-id", b"")
    if last.isdigit():
        for told in await sync_to_async(missed, thread_sensitive=False)(stream.refs, int(last[:18])):
            await _write(send, message(told))


async def _tell(headers: dict[bytes, bytes], stream: Stream, gone: asyncio.Future[None], send: Any) -> None:
    while not gone.done():
        try:
            told = await asyncio.wait_for(stream.queue.get(), HEARTBEAT)
        except TimeoutError:
            if refs_of(await who(headers)) != stream.refs:
                return
            await _write(send, b": alive\n\n")
            continue
        if told is None:
            return
        await _write(send, message(told))


def message(told: Told) -> bytes:
    data = orjson.dumps({"event": told.name, "kind": told.kind, "thing": told.thing})
    return b"id: %d\ndata: %b\n\n" % (told.index, data)


async def _write(send: Any, data: bytes) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": True})


async def _until_gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Any, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b""})
