"""What it costs to bring a request through the server to Django and back: our bridge beside a2wsgi over ASGI."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psutil

from benchmarks.http import Asker
from benchmarks.world import free_port, wait_for

ROUNDS = 5


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The least that WSGI can do."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def serve(interface: str, port: int) -> None:
    """Serve `hello` until stopped: over `rsgi` by our bridge, over `asginl` by a2wsgi."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        f"benchmarks.bridge:{interface}",
        address="127.0.0.1",
        port=port,
        interface=Interfaces(interface),
        websockets=False,
        log_enabled=False,
    ).serve()


def __getattr__(name: str) -> Any:
    """The two applications, each made in the server's own process."""
    if name == "rsgi":
        from dugnad.web.bridge import Bridge

        return Bridge(hello, threads=8, limit=1_000_000)
    if name == "asginl":
        from a2wsgi import WSGIMiddleware

        return WSGIMiddleware(cast(Any, hello), workers=8)
    raise AttributeError(name)


@contextmanager
def served(interface: str) -> Iterator[Asker]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bridge", interface, str(port)]
    process = subprocess.Popen(command, cwd=Path(__file__).parent.parent, env=os.environ)
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield Asker(f"http://127.0.0.1:{port}", psutil.Process(process.pid), "")
    finally:
        process.terminate()
        process.wait(timeout=20)


def rows() -> Iterator[Mapping[str, Any]]:
    with served("rsgi") as ours, served("asginl") as theirs:
        costs = [(ours.cost("/"), theirs.cost("/")) for _round in range(ROUNDS)]
    value, peer = (sorted(column)[ROUNDS // 2] for column in zip(*costs, strict=True))
    yield {
        "name": "server and bridge to WSGI, one request",
        "value": value,
        "unit": "ms CPU",
        "goal": peer,
        "peer": "a2wsgi",
        "peer_value": peer,
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(sys.argv[1], int(sys.argv[2]))
    else:
        from benchmarks.table import show

        show(rows())
