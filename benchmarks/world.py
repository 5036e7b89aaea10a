"""A network of the size that is measured, in a folder of its own, and a server over it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ORGANISATIONS = 1_000
EVENTS = 100_000
BIN = Path(sys.executable).parent


def use_home(folder: Path) -> None:
    """Point this process at an installation in `folder` and load it."""
    os.environ["DUGNAD_HOME"] = str(folder)
    os.environ["DUGNAD_SECRET_KEY"] = "only-for-measuring-" + "x" * 50
    os.environ["DJANGO_SETTINGS_MODULE"] = "dugnad.web.settings"
    import django

    django.setup()


@contextmanager
def filled() -> Iterator[Path]:
    """A temporary installation with 1,000 members and 100,000 sealed events."""
    with tempfile.TemporaryDirectory(prefix="dugnad-bench-") as folder:
        home = Path(folder)
        subprocess.run(
            [sys.executable, "-m", "benchmarks.world", folder], check=True, cwd=Path(__file__).parent.parent
        )
        yield home


def fill(home: Path) -> None:
    use_home(home)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _fill_members()
    _fill_events()


def _fill_members() -> None:
    from stdnum.no import orgnr

    from dugnad.kernel.organisations.models import Organisation

    numbers = (str(n) for n in range(300_000_000, 310_000_000) if orgnr.is_valid(str(n)))
    Organisation.objects.bulk_create(
        Organisation(**_member(n, number)) for n, number in zip(range(ORGANISATIONS), numbers, strict=False)
    )


def _member(n: int, number: str) -> dict[str, Any]:
    """The values of one member, with what the services derive from them."""
    from dugnad.kernel.organisations.cleaning import search_text, sort_name

    given = {
        "name": f"Example {n:04}",
        "number": number,
        "kind": ("city", "company", "research")[n % 3],
        "place": "Bergen",
        "county": "46",
        "about": "An invented member that the speed of lists is measured with.",
        "website": "",
        "latitude": 58 + n / 100,
        "longitude": 5 + n / 100,
        "invented": True,
    }
    return {**given, "sort_name": sort_name(str(given["name"])), "search": search_text(given)}


def _fill_events() -> None:
    from dugnad.kernel.ledger.entry import concerns_text
    from dugnad.kernel.ledger.models import Concern, Event
    from dugnad.kernel.ledger.sealing import seal_all
    from dugnad.kernel.organisations.models import Organisation

    members = list(Organisation.objects.values_list("id", flat=True))
    start = time.time_ns() // 1000 - EVENTS
    for first in range(0, EVENTS, 10_000):
        events = Event.objects.bulk_create(
            Event(
                at_us=start + n,
                name="organisations.changed",
                actor=uuid.UUID(int=n % 50 + 1),
                thing_kind="organisations.organisation",
                thing=members[n % ORGANISATIONS],
                concerns=concerns_text([members[n % ORGANISATIONS], uuid.UUID(int=n % 50 + 1)]),
            )
            for n in range(first, first + 10_000)
        )
        Concern.objects.bulk_create(Concern(event=event, ref=ref) for event in events for ref in event.refs)
    seal_all()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: str, home: Path, **settings: str) -> Iterator[tuple[str, psutil.Process]]:
    """`dugnad COMMAND` over the installation: its address and process, stopped afterwards."""
    port = free_port()
    env = {
        **os.environ,
        "DUGNAD_HOME": str(home),
        "DUGNAD_SECRET_KEY": "only-for-measuring-" + "x" * 50,
        "DUGNAD_ORIGIN": f"http://127.0.0.1:{port}",
        **settings,
    }
    process = subprocess.Popen(
        [BIN / "dugnad", command, "--port", str(port)], env=env, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(address: str, seconds: float = 60) -> None:
    """Wait until the address answers 200; RuntimeError after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    raise RuntimeError(f"{address} did not answer")


def family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def cpu_seconds(process: psutil.Process) -> float:
    """CPU time of a process and its children so far."""
    times = [member.cpu_times() for member in family(process)]
    return float(sum(t.user + t.system for t in times))


def resident_mb(process: psutil.Process) -> float:
    return float(sum(member.memory_info().rss for member in family(process)) / 1e6)


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
