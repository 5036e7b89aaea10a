"""The bridge from the ASGI server to Django."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from dugnad.web.bridge import CHUNK, Bridge

LIMIT = 2 * 1024 * 1024


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers with the body it got, in parts, and with the headers it saw."""
    start_response("201 Created", [("X-Cookie", environ.get("HTTP_COOKIE", "")), ("X-Path", environ["PATH_INFO"])])
    body = environ["wsgi.input"].read()
    yield environ.get("CONTENT_LENGTH", "none").encode() + b"|"
    for at in range(0, len(body), 1000):
        yield body[at : at + 1000]


def ask(parts: list[bytes], headers: list[tuple[bytes, bytes]] | None = None, path: str = "/") -> list[dict[str, Any]]:
    """What the bridge sends for a request whose body comes in these parts."""
    waiting = list(parts)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "headers": headers or []}
    asyncio.run(Bridge(echo, threads=2, limit=LIMIT)(scope, receive, send))
    return sent


def body_of(sent: list[dict[str, Any]]) -> bytes:
    assert not sent[-1].get("more_body")
    return b"".join(message["body"] for message in sent[1:])


def test_a_body_in_parts_arrives_whole() -> None:
    sent = ask([b"one ", b"two ", b"three"])
    assert sent[0]["status"] == 201
    assert body_of(sent) == b"none|one two three"


def test_a_long_answer_is_sent_while_it_is_made() -> None:
    body = bytes(range(256)) * (LIMIT // 512)
    sent = ask([body])
    assert len(sent) > 3
    assert all(len(message["body"]) < CHUNK + 1001 for message in sent[1:])
    assert body_of(sent) == b"none|" + body


def test_cookies_are_joined_and_underscores_do_not_pass_for_hyphens() -> None:
    sent = ask([b""], [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x_path", b"no")], "/bærum")
    assert (b"x-cookie", b"a=1; b=2") in sent[0]["headers"]
    assert (b"x-path", "/bærum".encode()) in sent[0]["headers"]


def test_a_body_that_says_it_is_too_large_is_thrown_away_and_told_to_the_page() -> None:
    size = str(LIMIT + 1).encode()
    sent = ask([b"x" * LIMIT, b"x"], [(b"content-length", size)])
    assert body_of(sent) == size + b"|"


def test_a_body_that_grows_too_large_unsaid_is_refused() -> None:
    sent = ask([b"x" * LIMIT, b"x", b"never asked for"])
    assert sent[0]["status"] == 413
