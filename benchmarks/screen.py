"""The commander's screen: how soon after a frame the picture of the incident stands on it, in Chromium.

Run: python -m benchmarks.screen. Care homes of three storeys and 60 people who need help. Receiver, worker and pages
are processes of their own, as in production. A picture counts when the room that burns and the people are drawn.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import lines
from benchmarks.alarms import CHROMIUM, _beside, _wait
from benchmarks.world import free_port, running

Row = dict[str, Any]
HOMES = 21
GOAL = 1000
FIRST, SECOND = 1, 2
PATIENCE = 20_000


def rows() -> Iterator[Row]:
    """One dict for each figure: name, value, unit, goal, peer, peer_value."""
    if CHROMIUM is None:
        return
    with tempfile.TemporaryDirectory(prefix="dugnad-bench-") as folder:
        home, port = Path(folder), free_port()
        command = [sys.executable, "-m", "benchmarks.screen", "prepare", folder]
        subprocess.run(command, check=True, cwd=Path(__file__).parent.parent)
        accounts, session = (home / "accounts").read_text().split(), (home / "session").read_text()
        rooms = (home / "rooms").read_text().split()
        with ExitStack() as stack:
            address, _server = stack.enter_context(running("serve", home))
            stack.enter_context(_beside(home, "worker"))
            stack.enter_context(_beside(home, "listen", DUGNAD_DC09_TCP=f"127.0.0.1:{port}"))
            _wait(port)
            fresh, more = _seen(port, address, session, accounts, rooms)
    yield from _figures("frame to the incident's screen of one who opens it at once", fresh)
    yield from _figures("frame to an incident's open screen, a second detector", more)


def _figures(name: str, took: list[float]) -> Iterator[Row]:
    p95 = statistics.quantiles(took, n=20)[18]
    for word, value, goal in (("median", statistics.median(took), None), ("p95", p95, GOAL)):
        yield {
            "name": f"Screen: {name}, {word}",
            "value": value,
            "unit": "ms",
            "goal": goal,
            "peer": None,
            "peer_value": None,
        }


def _seen(
    port: int, address: str, session: str, accounts: list[str], rooms: list[str]
) -> tuple[list[float], list[float]]:
    """Milliseconds from the first frame of each home, and from the second."""
    from playwright.sync_api import sync_playwright

    fresh, more = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "session", "value": session, "url": address}])
        page = context.new_page()
        _warm(page, port, address, accounts.pop())
        for account in accounts:
            _opened(page, lambda page: page.goto(f"{address}/rescue/"))
            before = _alarm(port, account, FIRST)
            _opened(page, lambda page, account=account: page.click(f"#incidents >> text=Heim {account}"))
            _drawn(page, rooms[FIRST - 1])
            fresh.append((time.perf_counter() - before) * 1e3)
            page.wait_for_timeout(700)
            before = _alarm(port, account, SECOND)
            _drawn(page, rooms[SECOND - 1])
            more.append((time.perf_counter() - before) * 1e3)
        browser.close()
    return fresh, more


def _warm(page: Any, port: int, address: str, account: str) -> None:
    """One incident until its times are reckoned, so that nothing is made ready in those that count."""
    _opened(page, lambda page: page.goto(f"{address}/rescue/"))
    _alarm(port, account, FIRST)
    _opened(page, lambda page: page.click(f"#incidents >> text=Heim {account}"))
    page.wait_for_selector("[data-left]", timeout=180_000)


def _opened(page: Any, act: Any) -> None:
    """Do what leads to a page, and wait until it listens."""
    with page.expect_request(lambda request: "/live" in request.url):
        act(page)


def _drawn(page: Any, room: str) -> None:
    page.wait_for_selector(f'.is-fire[data-space="{room}"]', timeout=PATIENCE)
    page.wait_for_selector(".helped-one >> nth=59", state="attached", timeout=PATIENCE)


def _alarm(port: int, account: str, zone: int) -> float:
    """Send one alarm on a new connection; when it was sent."""
    from dugnad.connectors.dc09.tests.sender import Transmitter, frame

    with Transmitter(port) as line:
        before = time.perf_counter()
        assert line.send(frame(f"#1|NFA{zone}", account=account, sequence=zone)).kind == "ACK"
    return before


def prepare(home: Path) -> None:
    """Care homes with plan, detectors and people."""
    lines.prepare(home, [f"{0xB000 + number:X}" for number in range(HOMES)], _home)
    from dugnad.areas.rescue.demo.house import rooms

    (home / "rooms").write_text("\n".join(rooms(1)))


def _home(owner: Any, account: str) -> None:
    from dugnad.areas.rescue.buildings.versions import store
    from dugnad.areas.rescue.demo.house import care_home, rooms
    from dugnad.areas.rescue.models import Building, Detector, Line, Resident
    from dugnad.areas.rescue.residents import synthetic
    from dugnad.engines.egress.assembly.values import Assembly

    name = f"Heim {account}"
    house = Building.objects.create(owner=owner, name=name, municipality=lines.MUNICIPALITY, invented=True)
    store(house, Assembly(care_home(name), source="drawn"), source="drawn")
    Line.objects.create(building=house, account=account)
    Detector.objects.bulk_create(
        Detector(building=house, address=str(zone), space=room, label=room)
        for zone, room in enumerate(rooms(1)[:SECOND], 1)
    )
    # Invented people stand in for registered ones.
    synthetic.fill(house, care_home(name))
    Resident.objects.filter(building=house).update(synthetic=False)


def main() -> None:
    """Print the figures, or prepare what is measured in a process of its own."""
    if len(sys.argv) > 1:
        {"prepare": prepare}[sys.argv[1]](Path(sys.argv[2]))
        return
    for row in rows():
        goal = f"goal {row['goal']:.0f}" if row["goal"] else ""
        print(f"{row['name']:76}{row['value']:>10.1f} {row['unit']:<3} {goal}", flush=True)


if __name__ == "__main__":
    main()
