"""The bridge from the server to Django, under the real server on a port."""

import asyncio
import http.client
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from granian.constants import Interfaces
from granian.server.embed import Server

from dugnad.web.bridge import CHUNK, Bridge

LIMIT = 2 * 1024 * 1024
PATIENCE = 20
asked: list[str] = []


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers with the body it got, in parts, and with the headers it saw."""
    asked.append(environ["PATH_INFO"])
    if environ["PATH_INFO"] == "/fault":
        raise ValueError("a fault of the page")
    start_response(
        "201 Created",
        [("X-Cookie", environ.get("HTTP_COOKIE", "")), ("X-Path", str(environ["PATH_INFO"].encode()))],
    )
    body = environ["wsgi.input"].read()
    yield environ.get("CONTENT_LENGTH", "none").encode() + b"|"
    for at in range(0, len(body), 1000):
        yield body[at : at + 1000]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where the server listens, in a thread of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    running: dict[str, Any] = {}

    async def serve() -> None:
        running["loop"] = asyncio.get_running_loop()
        running["server"] = Server(
            Bridge(echo, threads=2, limit=LIMIT),
            address="127.0.0.1",
            port=number,
            interface=Interfaces.RSGI,
            websockets=False,
            log_enabled=False,
        )
        await running["server"].serve()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    _wait_for(number)
    yield number
    running["loop"].call_soon_threadsafe(running["server"].stop)
    thread.join(PATIENCE)
    assert not thread.is_alive()


def _wait_for(port: int) -> None:
    for _attempt in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
            return
        except ConnectionRefusedError:
            threading.Event().wait(0.02)
    raise RuntimeError("the server did not start")


def ask(
    port: int,
    body: Any = None,
    headers: Iterable[tuple[str, str]] = (),
    path: str = "/",
    method: str = "POST",
) -> tuple[http.client.HTTPResponse, bytes]:
    """The answer and its body."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    door.putrequest(method, path)
    for name, value in headers:
        door.putheader(name, value)
    # Who is refused may be hung up on before all is said.
    with suppress(BrokenPipeError, ConnectionResetError):
        door.endheaders(body, encode_chunked=("Transfer-Encoding", "chunked") in headers)
    answer = door.getresponse()
    told = answer.read()
    door.close()
    return answer, told


def test_a_request_without_a_body_is_answered(port: int) -> None:
    answer, told = ask(port, method="GET")
    assert (answer.status, told) == (201, b"none|")


def test_a_body_in_parts_arrives_whole(port: int) -> None:
    _answer, told = ask(port, [b"one ", b"two ", b"three"], [("Transfer-Encoding", "chunked")])
    assert told == b"none|one two three"


def test_a_long_answer_is_sent_while_it_is_made(port: int) -> None:
    body = bytes(range(256)) * (LIMIT // 512)
    answer, told = ask(port, body, [("Content-Length", str(len(body)))])
    assert len(body) > 3 * CHUNK
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert told == f"{len(body)}|".encode() + body


def test_cookies_are_joined_and_underscores_do_not_pass_for_hyphens(port: int) -> None:
    given = [("Cookie", "a=1"), ("Cookie", "b=2"), ("X_Path", "no"), ("Content-Length", "0")]
    answer, _told = ask(port, headers=given, path="/b%C3%A6rum")
    assert answer.headers["X-Cookie"] == "a=1; b=2"
    assert answer.headers["X-Path"] == str("/bærum".encode().decode("latin-1").encode())


def test_a_body_that_says_it_is_too_large_is_thrown_away_and_told_to_the_page(port: int) -> None:
    size = str(LIMIT + 1)
    _answer, told = ask(port, b"x" * (LIMIT + 1), [("Content-Length", size)])
    assert told == size.encode() + b"|"


def test_a_body_that_grows_too_large_unsaid_is_refused(port: int) -> None:
    parts = [b"x" * LIMIT, b"x", b"last"]
    answer, _told = ask(port, parts, [("Transfer-Encoding", "chunked")])
    assert answer.status == 413


def test_a_body_that_is_cut_short_never_reaches_a_page(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as door:
        door.sendall(b"POST /cut HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n")
        assert door.recv(1000).startswith(b"HTTP/1.1 100")
        door.sendall(b"only this")
    for _later in range(50):
        assert ask(port, method="GET", path="/after")[0].status == 201
    assert "/cut" not in asked


def test_a_page_that_fails_is_a_fault_and_the_server_goes_on(port: int) -> None:
    assert ask(port, method="GET", path="/fault")[0].status == 500
    assert ask(port, method="GET")[0].status == 201
