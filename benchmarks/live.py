"""1,000 open live streams from one web process: how long until each is told of an entry.

Run: python -m benchmarks.live. The time runs from the moment the entry says it was written until the browser's
side has read the message; sealing, the hub and the network between are in it.
"""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.world import resident_mb, running, use_home

Row = dict[str, Any]
STREAMS = 1_000
PEOPLE = 50
ENTRIES = 20
EVERY = 1.0
IDS = re.compile(rb"id: (\d+)\ndata")


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value."""
    with tempfile.TemporaryDirectory(prefix="dugnad-bench-") as folder:
        home = Path(folder)
        _in_own_process("prepare", home)
        sessions = (home / "sessions").read_text().split()
        with running("serve", home) as (address, server), _worker(home) as worker:
            before = resident_mb(server)
            port = int(address.rsplit(":", 1)[1])
            late = asyncio.run(_measure(port, sessions, home, lambda: resident_mb(server)))
            yield _row(
                "Live: p99 from written to told, 1,000 streams", _percentile(late["waits"], 99), "ms", 200
            )
            yield _row("Live: median of the same", statistics.median(late["waits"]), "ms", None)
            grown = (late["memory"] - before) * 1e3 / STREAMS
            yield _row("Live: memory for one open stream", grown, "kB", None)
            assert worker.poll() is None


def _row(name: str, value: float, unit: str, goal: float | None) -> Row:
    return {"name": name, "value": value, "unit": unit, "goal": goal, "peer": None, "peer_value": None}


def _percentile(values: list[float], share: int) -> float:
    return statistics.quantiles(values, n=100)[share - 1]


def _in_own_process(part: str, home: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.live", part, str(home)]
    subprocess.run(command, check=True, cwd=Path(__file__).parent.parent)


class _worker:
    """`dugnad worker` over the installation while inside."""

    def __init__(self, home: Path) -> None:
        self.environment = {**os.environ, "DUGNAD_HOME": str(home)}
        self.environment["DUGNAD_SECRET_KEY"] = "only-for-measuring-" + "x" * 50

    def __enter__(self) -> subprocess.Popen[bytes]:
        command = [str(Path(sys.executable).parent / "dugnad"), "worker"]
        self.process = subprocess.Popen(command, env=self.environment)
        return self.process

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


async def _measure(port: int, sessions: list[str], home: Path, memory: Any) -> dict[str, Any]:
    """The waits in milliseconds of every message on every stream, and the memory while all are open."""
    heard: list[tuple[int, float]] = []
    opening = asyncio.Semaphore(50)
    streams = await asyncio.gather(*(_listen(port, session, heard, opening) for session in sessions))
    writing = [sys.executable, "-m", "benchmarks.live", "write", str(home)]
    process = await asyncio.create_subprocess_exec(*writing, stdout=subprocess.PIPE)
    out, _ = await process.communicate()
    written = dict(_pairs(out.decode()))
    await asyncio.sleep(2)
    used = memory()
    for stream in streams:
        stream.close()
    assert process.returncode == 0, "nothing was written"
    assert len(heard) == len(written) * len(sessions), (len(heard), len(written) * len(sessions))
    return {"waits": [(at - written[index]) * 1e3 for index, at in heard], "memory": used}


def _pairs(text: str) -> Iterator[tuple[int, float]]:
    for line in text.splitlines():
        index, at = line.split()
        yield int(index), float(at)


class _Listener(asyncio.Protocol):
    """The browser's side of one stream: as little as can be, for it shares the machine with what is measured."""

    def __init__(self, heard: list[tuple[int, float]]) -> None:
        self.heard, self.began = heard, b""
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def data_received(self, data: bytes) -> None:
        at = time.time()
        if self.opened.done():
            self.heard += [(int(index), at) for index in IDS.findall(data)]
            return
        self.began += data
        if b"retry: 2000\n" in self.began:
            assert b" 200 " in self.began, self.began
            self.opened.set_result(None)


async def _listen(
    port: int, session: str, heard: list[tuple[int, float]], opening: asyncio.Semaphore
) -> asyncio.Transport:
    """Open one stream."""
    async with opening:
        make = partial(_Listener, heard)
        transport, listener = await asyncio.get_running_loop().create_connection(make, "127.0.0.1", port)
        transport.write(
            f"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={session}\r\n\r\n".encode()
        )
        await asyncio.wait_for(listener.opened, 60)
    return transport


def prepare(home: Path) -> None:
    """A database with people in one organisation, and 1,000 sessions between them."""
    use_home(home)
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from dugnad.kernel.ledger.sealing import seal_all
    from tests import people

    settings.ALLOWED_HOSTS = ["testserver"]
    city = people.city("Eksempel by")
    sessions = []
    for number in range(PEOPLE):
        person = people.person(f"Person {number}", city)
        for _ in range(STREAMS // PEOPLE):
            client = Client()
            client.force_login(person)
            sessions.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    seal_all()
    (home / "sessions").write_text("\n".join(sessions))


def write(home: Path) -> None:
    """Entries about the organisation, one a second; prints the index and time of each."""
    use_home(home)
    from django.db import transaction

    from dugnad.kernel.access import Actor
    from dugnad.kernel.ledger.models import Event
    from dugnad.kernel.ledger.services import record
    from dugnad.kernel.organisations.models import Organisation
    from dugnad.kernel.organisations.rules import organisation_thing

    city = Organisation.objects.get()
    made = []
    for _ in range(ENTRIES):
        with transaction.atomic():
            thing = organisation_thing(city.id)
            made.append(record("organisations.changed", actor=Actor(operator=True), thing=thing))
        time.sleep(EVERY)
    for event in Event.objects.filter(id__in=made).order_by("id"):
        print(event.index, event.at_us / 1e6)


def main() -> None:
    """Print the figures, or do one part in a process of its own."""
    if len(sys.argv) > 1:
        {"prepare": prepare, "write": write}[sys.argv[1]](Path(sys.argv[2]))
        return
    for row in rows():
        print(f"{row['name']:60}{row['value']:>10.1f} {row['unit']:<3} goal {row['goal'] or '-'}")


if __name__ == "__main__":
    main()
