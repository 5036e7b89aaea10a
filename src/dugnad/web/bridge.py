"""Django's WSGI application behind the server's own protocol (RSGI), one hop to a thread for each request.

The answer goes from that thread to the server without coming back to the event loop. a2wsgi, over ASGI, costs
twice as much (`python -m benchmarks bridge`), where a whole answer of the API should cost under 2 ms.
A request's body is read before its thread is taken, so that a slow sender holds none.
Source: RSGI specification 1.6 (granian), PEP 3333.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope  # type: ignore[attr-defined]

Headers = list[tuple[str, str]]
Environment = dict[str, Any]

IN_MEMORY = 1024 * 1024
CHUNK = 256 * 1024
THROWN_AWAY = 20
COMMON = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class TooLarge(Exception):
    """The body is larger than any page takes, and did not say so beforehand."""


class CutShort(Exception):
    """The sender went away before the whole body had come."""


class Bridge:
    """An RSGI application over a WSGI one.

    `limit`: the largest body in bytes. One that says it is larger is thrown away while it comes, so that its
    sender hears the answer, and the page sees the length it said with nothing in it.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]], *, threads: int, limit: int) -> None:
        self.application, self.limit = application, limit
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one HTTP request."""
        try:
            body = await self._body(scope, protocol)
        except (TooLarge, CutShort):
            headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
            protocol.response_str(413, headers, "Too large.")
            return
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        answer = Answer(protocol, loop)
        with body:
            self.threads.submit(self._work, environ(scope, body), answer, done)
            await done

    async def _body(self, scope: Scope, protocol: HTTPProtocol) -> IO[bytes]:
        headers = scope.headers
        stated = headers.get("content-length", "")
        if not stated and scope.method in ("GET", "HEAD"):
            return BytesIO()
        declared = int(stated[:18]) if stated.isdigit() else 0
        kept: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115, closed with the request
        try:
            size = await self._read(protocol, kept, declared)
            if size < declared:
                raise CutShort
        except BaseException:
            kept.close()
            raise
        kept.seek(0)
        return kept

    async def _read(self, protocol: HTTPProtocol, kept: IO[bytes], declared: int) -> int:
        """Keep what comes, or throw it away if it is declared too large; gives the number of bytes that came."""
        keep, size = declared <= self.limit, 0
        async for part in protocol:
            size += len(part)
            if size > (self.limit if keep else THROWN_AWAY * self.limit):
                raise TooLarge
            if keep:
                kept.write(part)
        return size

    def _work(self, environment: Environment, answer: Answer, done: asyncio.Future[None]) -> None:
        """In a thread: answer, and tell the event loop."""
        failed: BaseException | None = None
        try:
            answer.give(self.application(environment, answer.start))
        except ProtocolClosed:
            pass  # the reader has gone
        except BaseException as error:
            failed = error
        answer.loop.call_soon_threadsafe(_settle, done, failed)


class Answer:
    """One answer on its way to the server: a short one at once, a long one as it is made."""

    status = 500
    headers: Headers

    def __init__(self, protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop) -> None:
        self.protocol, self.loop = protocol, loop

    def start(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        """WSGI's start_response."""
        self.status, self.headers = int(status[:3]), headers

    def give(self, parts: Iterable[bytes]) -> None:
        """Send all parts and close them. Raises ProtocolClosed when the reader has gone."""
        transport, held = None, b""
        try:
            for part in parts:
                held += part
                if len(held) >= CHUNK:
                    transport = transport or self.protocol.response_stream(self.status, self.headers)
                    self._send(transport, held)
                    held = b""
        finally:
            if close := getattr(parts, "close", None):
                close()
        if transport is None:
            self.protocol.response_bytes(self.status, self.headers, held)
        elif held:
            self._send(transport, held)

    def _send(self, transport: Any, data: bytes) -> None:
        asyncio.run_coroutine_threadsafe(_sent(transport, data), self.loop).result()


def environ(scope: Scope, body: IO[bytes]) -> Environment:
    """The WSGI environment of an RSGI HTTP scope. Source: PEP 3333."""
    server, _colon, port = scope.server.rpartition(":")
    environment: Environment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server.strip("[]") or "localhost",
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        _add_header(environment, name, value)
    if scope.authority:
        environment.setdefault("HTTP_HOST", scope.authority)
    return environment


def _add_header(environment: Environment, name: str, value: str) -> None:
    if "_" in name:  # 'x_forwarded_for' must not pass for 'x-forwarded-for'
        return
    key = COMMON.get(name) or "HTTP_" + name.upper().replace("-", "_")
    if key in environment:
        value = environment[key] + ("; " if key == "HTTP_COOKIE" else ",") + value
    environment[key] = value


def _settle(done: asyncio.Future[None], failed: BaseException | None) -> None:
    if done.done():
        return
    if failed is None:
        done.set_result(None)
    else:
        done.set_exception(failed)


async def _sent(transport: Any, data: bytes) -> None:
    await transport.send_bytes(data)
