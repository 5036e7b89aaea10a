"""How far the log is when a page is made: the page's stream of changes goes on from there."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from dugnad.kernel.ledger.storage import sealed_size


class LiveMiddleware:
    """Notes the last sealed entry before anything is read for the page: what comes later, the page may lack."""

    def __init__(self, handle: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _may_listen(request) and (size := sealed_size()):
            request.live_from = size - 1  # type: ignore[attr-defined]
        return self.handle(request)


def _may_listen(request: HttpRequest) -> bool:
    """Whether the answer may be a whole page of somebody with a session; parts of pages have their stream."""
    part = request.path.startswith("/api/") or "HX-Request" in request.headers
    return settings.SESSION_COOKIE_NAME in request.COOKIES and not part
