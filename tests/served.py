"""The house as it is served: `dugnad serve` in a process of its own, on the database of the tests."""

from __future__ import annotations

import http.client
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
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


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
