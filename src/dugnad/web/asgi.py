"""One port for everything: live streams natively, pages and API through the bridge to Django."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from dugnad.web.wsgi import application as django_application  # isort: skip: it loads Django first
from dugnad.web.bridge import Bridge
from dugnad.web.live import live

FORM = 1024 * 1024
pages = Bridge(django_application, threads=8, limit=settings.MAX_UPLOAD + FORM)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Route `/live` to the streams and the rest to Django."""
    if scope["type"] == "http" and scope["path"] == "/live":
        await live(scope, receive, send)
    elif scope["type"] == "http":
        await pages(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _lifespan(receive, send)


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
