"""One port for everything: live streams natively, pages and API through a2wsgi."""

from __future__ import annotations

from typing import Any, cast

from a2wsgi import WSGIMiddleware
from a2wsgi.asgi_typing import HTTPScope
from a2wsgi.wsgi_typing import WSGIApp

from dugnad.web.live import live
from dugnad.web.wsgi import application as django_application

pages = WSGIMiddleware(cast(WSGIApp, django_application), workers=8)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Route `/live` to the streams and the rest to Django."""
    if scope["type"] == "http" and scope["path"] == "/live":
        await live(scope, receive, send)
    elif scope["type"] == "http":
        await pages(cast(HTTPScope, scope), _coroutine(receive), send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)


def _coroutine(receive: Any) -> Any:
    """`receive` as a coroutine function: granian gives futures, which a2wsgi cannot hand to its threads."""

    async def ask() -> Any:
        return await receive()

    return ask


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
