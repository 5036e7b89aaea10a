"""Alarms: how soon a frame is answered, how many a receiver takes in, how soon a responder sees one.

Run: python -m benchmarks.alarms. Receiver, worker and pages are processes of their own, as in production. An answer
comes only after the alarm, its incident and its entry in the log are on the disk.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks import lines
from benchmarks.world import BIN, free_port, running

Row = dict[str, Any]
ONE_BY_ONE = 200
AT_ONCE = 1_000
BUILDINGS = 100
SEEN = 40
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SECRET = "only-for-measuring-" + "x" * 50
TOLD = re.compile(rb'"event": "rescue\.(?:incident_opened|alarm_received)"')


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value."""
    with tempfile.TemporaryDirectory(prefix="dugnad-bench-") as folder:
        home, port = Path(folder), free_port()
        _in_own_process("prepare", home)
        accounts, session = (home / "accounts").read_text().split(), (home / "session").read_text()
        with ExitStack() as stack:
            address, _server = stack.enter_context(running("serve", home))
            stack.enter_context(_beside(home, "worker"))
            stack.enter_context(_beside(home, "listen", DUGNAD_DC09_TCP=f"127.0.0.1:{port}"))
            _wait(port)
            yield from _answered(port, accounts[0])
            yield from _told(port, address, session, accounts[1])
            yield from _shown(port, address, session, accounts[2 : 2 + SEEN])
            yield from _taken(port, accounts)


def _row(name: str, value: float, unit: str, goal: float | None) -> Row:
    return {
        "name": f"Alarms: {name}",
        "value": value,
        "unit": unit,
        "goal": goal,
        "peer": None,
        "peer_value": None,
    }


def _in_own_process(part: str, home: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.alarms", part, str(home)]
    subprocess.run(command, check=True, cwd=Path(__file__).parent.parent)


@contextmanager
def _beside(home: Path, command: str, **settings: str) -> Iterator[None]:
    env = {**os.environ, "DUGNAD_HOME": str(home), "DUGNAD_SECRET_KEY": SECRET, **settings}
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    process = subprocess.Popen([BIN / "dugnad", command], env=env, **quiet)  # type: ignore[call-overload]
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int) -> None:
    from dugnad.connectors.dc09.tests.sender import Transmitter

    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            Transmitter(port).socket.close()
        except ConnectionError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("no receiver")


def _answered(port: int, account: str) -> Iterator[Row]:
    """One alarm after another over one connection."""
    from dugnad.connectors.dc09.tests.sender import Transmitter, frame

    took = []
    with Transmitter(port) as line:
        for number in range(ONE_BY_ONE):
            said = frame(f"#1|NFA{number + 1:X}", account=account, sequence=number + 1)
            before = time.perf_counter()
            line.send(said)
            took.append((time.perf_counter() - before) * 1e3)
    yield _row("frame to ACK, on the disk, median", statistics.median(took), "ms", None)
    yield _row("p99 of the same", statistics.quantiles(took, n=100)[98], "ms", None)


def _taken(port: int, accounts: list[str]) -> Iterator[Row]:
    """1,000 alarms over a city, as fast as their transmitters can."""
    from dugnad.connectors.dc09.tests.sender import Transmitter, frame

    each = AT_ONCE // len(accounts)
    waits: list[float] = []
    start = time.perf_counter()
    lines = [Transmitter(port, patience=60) for _ in accounts]

    def send(line: Transmitter, account: str) -> None:
        for number in range(each):
            line.send(frame(f"#1|NFA{0x900 + number:X}", account=account, sequence=1000 + number))
            waits.append(time.perf_counter() - start)

    threads = [threading.Thread(target=send, args=pair) for pair in zip(lines, accounts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for line in lines:
        line.socket.close()
    yield _row(f"taken in, {len(accounts)} transmitters at once", len(waits) / max(waits), "/s", AT_ONCE / 60)


def _told(port: int, address: str, session: str, account: str) -> Iterator[Row]:
    """From the frame to the live event at a responder's stream."""
    host = address.removeprefix("http://")
    stream = http.client.HTTPConnection(host, timeout=60)
    stream.request("GET", "/live", headers={"Cookie": f"session={session}"})
    answer = stream.getresponse()
    took = [_once(port, account, number, answer) for number in range(SEEN)]
    yield _row("frame to a responder's stream, median", statistics.median(took), "ms", None)
    yield _row("frame to a responder's stream, p95", statistics.quantiles(took, n=20)[18], "ms", 1000)
    stream.close()


def _once(port: int, account: str, number: int, stream: http.client.HTTPResponse) -> float:
    before = _send(port, account, 2000 + number)
    heard = b""
    while not TOLD.search(heard):
        heard += stream.readline()
    return (time.perf_counter() - before) * 1e3


def _send(port: int, account: str, number: int) -> float:
    """Send one alarm on a new connection; when it was sent."""
    from dugnad.connectors.dc09.tests.sender import Transmitter, frame

    with Transmitter(port) as line:
        before = time.perf_counter()
        assert line.send(frame(f"#1|NFA{number:X}", account=account, sequence=number)).kind == "ACK"
    return before


def _shown(port: int, address: str, session: str, accounts: list[str]) -> Iterator[Row]:
    """From the frame to the new incident on a responder's open page, in Chromium."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([{"name": "session", "value": session, "url": address}])
        page = context.new_page()
        with page.expect_request(lambda request: "/live" in request.url):
            page.goto(f"{address}/rescue/")
        page.wait_for_timeout(500)
        took = []
        for account in accounts:
            before = _send(port, account, 3000)
            page.wait_for_selector(f"#incidents >> text=Bygg {account}", timeout=20_000)
            took.append((time.perf_counter() - before) * 1e3)
        browser.close()
    yield _row("frame to a responder's page in Chromium, median", statistics.median(took), "ms", None)
    yield _row(
        "frame to a responder's page in Chromium, p95", statistics.quantiles(took, n=20)[18], "ms", 1000
    )


def prepare(home: Path) -> None:
    """Buildings of which only the alarm line is known."""
    lines.prepare(home, [f"{0xA000 + number:X}" for number in range(BUILDINGS)], _building)


def _building(owner: Any, account: str) -> None:
    from dugnad.areas.rescue.models import Building, Line

    name = f"Bygg {account}"
    house = Building.objects.create(owner=owner, name=name, municipality=lines.MUNICIPALITY, invented=True)
    Line.objects.create(building=house, account=account)


def main() -> None:
    """Print the figures, or prepare what is measured in a process of its own."""
    if len(sys.argv) > 1:
        {"prepare": prepare}[sys.argv[1]](Path(sys.argv[2]))
        return
    for row in rows():
        goal = f"goal {row['goal']:.0f}" if row["goal"] else ""
        print(f"{row['name']:64}{row['value']:>10.1f} {row['unit']:<3} {goal}", flush=True)


if __name__ == "__main__":
    main()
