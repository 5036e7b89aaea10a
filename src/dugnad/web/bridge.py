"""Django's WSGI application behind an ASGI server, one hop to a thread for each request.

a2wsgi does the same with a task, a queue and several hops, which costs three times as much
(`python -m benchmarks bridge`) where a whole answer of the API should cost under 2 ms.
A request's body is read before its thread is taken, so that a slow sender holds none.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

Scope = dict[str, Any]
Receive = Callable[[], Any]
Send = Callable[[dict[str, Any]], Any]
Headers = list[tuple[str, str]]

IN_MEMORY = 1024 * 1024
CHUNK = 256 * 1024
THROWN_AWAY = 20
COMMON = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}


class TooLarge(Exception):
    """The body is larger than any page takes, and did not say so beforehand."""


class Bridge:
    """An ASGI application over a WSGI one.

    `limit`: the largest body in bytes. One that says it is larger is thrown away while it comes, so that its
    sender hears the answer, and the page sees the length it said with nothing in it.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]], *, threads: int, limit: int) -> None:
        self.application, self.limit = application, limit
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        try:
            body = await self._body(receive, _declared(scope))
        except TooLarge:
            await _refuse(send)
            return
        loop = asyncio.get_running_loop()

        def tell(message: dict[str, Any]) -> None:
            asyncio.run_coroutine_threadsafe(_sent(send, message), loop).result()

        with body:
            start, rest = await loop.run_in_executor(self.threads, self._answer, environ(scope, body), tell)
        if start:
            await send(start)
            await send({"type": "http.response.body", "body": rest})

    async def _body(self, receive: Receive, declared: int) -> IO[bytes]:
        message = await receive()
        first, more = message.get("body", b""), message.get("more_body", False)
        if not more and len(first) <= self.limit:
            return BytesIO(first)
        kept: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115, closed with the request
        try:
            await self._read_on(receive, kept, first, declared)
        except BaseException:
            kept.close()
            raise
        kept.seek(0)
        return kept

    async def _read_on(self, receive: Receive, kept: IO[bytes], part: bytes, declared: int) -> None:
        keep, size, more = declared <= self.limit, 0, True
        while True:
            size += len(part)
            if size > (self.limit if keep else THROWN_AWAY * self.limit):
                raise TooLarge
            if keep:
                kept.write(part)
            if not more:
                return
            message = await receive()
            part, more = message.get("body", b""), message.get("more_body", False)

    def _answer(
        self, environment: dict[str, Any], tell: Callable[[dict[str, Any]], None]
    ) -> tuple[dict[str, Any] | None, bytes]:
        """In a thread: the start and whole body of a short answer; a long one is told as it is made."""
        start = Start()
        parts = self.application(environment, start)
        held = b""
        try:
            for part in parts:
                held += part
                if len(held) >= CHUNK:
                    start.tell_once(tell)
                    tell({"type": "http.response.body", "body": held, "more_body": True})
                    held = b""
        finally:
            if close := getattr(parts, "close", None):
                close()
        if start.told:
            tell({"type": "http.response.body", "body": held})
            return None, b""
        return start.message, held


class Start:
    """WSGI's start_response; keeps what the answer begins with."""

    message: dict[str, Any]
    told = False

    def tell_once(self, tell: Callable[[dict[str, Any]], None]) -> None:
        if not self.told:
            tell(self.message)
        self.told = True

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.message = {"type": "http.response.start", "status": int(status[:3]), "headers": raw}


def environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The WSGI environment of an ASGI HTTP scope. Source: PEP 3333."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environment: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environment, name, value.decode("latin-1"))
    return environment


def _declared(scope: Scope) -> int:
    """The body's length as its sender states it; 0 if not stated."""
    lengths = [value for name, value in scope["headers"] if name == b"content-length" and value.isdigit()]
    return int(lengths[0][:18]) if lengths else 0


def _add_header(environment: dict[str, Any], name: bytes, value: str) -> None:
    if b"_" in name:  # 'x_forwarded_for' must not pass for 'x-forwarded-for'
        return
    key = COMMON.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
    if key in environment:
        value = environment[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
    environment[key] = value


async def _sent(send: Send, message: dict[str, Any]) -> None:
    await send(message)


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": b"Too large."})
