"""What it costs to bring a request from the ASGI server to Django: our bridge beside a2wsgi."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from dugnad.web.bridge import Bridge

REQUESTS = 2_000
SCOPE = {
    "type": "http",
    "method": "GET",
    "http_version": "1.1",
    "path": "/",
    "query_string": b"",
    "headers": [(b"host", b"127.0.0.1")],
    "server": ("127.0.0.1", 80),
    "client": ("127.0.0.1", 1),
}


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The least that WSGI can do."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


async def cost(application: Any) -> float:
    """CPU milliseconds for one request."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Mapping[str, Any]) -> None:
        pass

    before = time.process_time()
    for _ in range(REQUESTS):
        await application(SCOPE, receive, send)
    return (time.process_time() - before) / REQUESTS * 1000


def rows() -> Iterator[Mapping[str, Any]]:
    ours = asyncio.run(cost(Bridge(hello, threads=8, limit=1_000_000)))
    theirs = asyncio.run(cost(WSGIMiddleware(cast(Any, hello), workers=8)))
    yield {
        "name": "bridge from ASGI to WSGI, one request",
        "value": ours,
        "unit": "ms CPU",
        "goal": theirs,
        "peer": "a2wsgi",
        "peer_value": theirs,
    }


if __name__ == "__main__":
    from benchmarks.table import show

    show(rows())
