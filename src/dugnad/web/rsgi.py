"""One port for everything: live streams natively, pages and API through the bridge to Django."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from granian.rsgi import HTTPProtocol, Scope  # type: ignore[attr-defined]

from dugnad.web.wsgi import application as django_application  # isort: skip: it loads Django first
from dugnad.kernel.matching import warming
from dugnad.web.bridge import Bridge
from dugnad.web.compiled import load_first
from dugnad.web.live import live

FORM = 1024 * 1024
load_first()
warming.serve()
if not settings.DEMO:
    # In use nobody waits for the API's addresses; the demo's first page need not either.
    import_module("dugnad.web.operations")
pages = Bridge(django_application, threads=8, limit=settings.MAX_UPLOAD + FORM)


async def application(scope: Scope, protocol: HTTPProtocol) -> None:
    """Route `/live` to the streams and the rest to Django."""
    if scope.path == "/live":
        await live(scope, protocol)
    else:
        await pages(scope, protocol)
