"""The house as it is served: `dugnad serve` in a process of its own, on the database of the tests."""

from __future__ import annotations

import http.client
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

DUGNAD = Path(sys.executable).with_name("dugnad")
PATIENCE = 60.0
# Below the ports that the system gives to whoever asks for any, and each worker has its own.
OWN = 500
FIRST = 20_000 + OWN * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_ports = itertools.cycle(range(FIRST, FIRST + OWN))


def database_url() -> str:
    """The address of the test's own database, for another process."""
    settings = connection.settings_dict
    name = quote(str(settings["NAME"]), safe="/")
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    who = f"{settings['USER']}:{quote(settings['PASSWORD'])}"
    return f"postgres://{who}@{quote(settings['HOST'], safe='')}{port}/{name}"


def free_port() -> int:
    """A port that nobody else takes before its server does."""
    return next(port for port in _ports if _free(port, socket.SOCK_STREAM) and _free(port, socket.SOCK_DGRAM))


def _free(port: int, kind: socket.SocketKind) -> bool:
    with socket.socket(type=kind) as tried:
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def environment(**more: str) -> dict[str, str]:
    """The environment of the tests with their present database."""
    return {**os.environ, "DUGNAD_DATABASE_URL": database_url(), **more}


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    """End a process and all that it started."""
    if process.poll() is None:
        os.killpg(process.pid, how)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def serve(log: Path, **variables: str) -> Iterator[str]:
    """The address of a running server; what it prints goes to `log`."""
    port = free_port()
    command = [str(DUGNAD), "serve", "--port", str(port)]
    variables.setdefault("DUGNAD_ORIGIN", f"http://127.0.0.1:{port}")
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=environment(**variables), stdout=output, stderr=output, start_new_session=True
        )
        try:
            _wait(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        door = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            door.request("GET", "/language/")
            door.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            door.close()
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-3000:]}")
