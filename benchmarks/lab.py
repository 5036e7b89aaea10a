"""Sliders of a verdict: from the request to its answer, and in Chromium from the hand on the slider to the new picture
on the screen; and what the engine room takes."""

from __future__ import annotations

import http.client
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.world import family, resident_mb, running, use_home

TURNS = 60
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# From the event of the slider to the first frame that has been painted with the new picture in it.
TURN = """async (value) => {
  const slider = document.querySelector('.lever-slider'), old = document.querySelector('#drawn')
  const begun = performance.now()
  return await new Promise((done, failed) => {
    const look = new MutationObserver(() => {
      if (document.querySelector('#drawn') === old) return
      look.disconnect()
      requestAnimationFrame(() => {
        const painted = new MessageChannel()
        painted.port1.onmessage = () => done(performance.now() - begun)
        painted.port2.postMessage(0)
      })
    })
    look.observe(document.querySelector('main'), {childList: true, subtree: true})
    setTimeout(failed, 10000)
    slider.value = String(value)
    slider.dispatchEvent(new Event('input', {bubbles: true}))
  })
}"""


def rows() -> Iterator[Mapping[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="dugnad-bench-") as folder:
        home = Path(folder)
        made = subprocess.run(
            [sys.executable, "-m", "benchmarks.lab", folder],
            check=True,
            cwd=Path(__file__).parent.parent,
            stdout=subprocess.PIPE,
        )
        found = json.loads(made.stdout.splitlines()[-1])
        with running("serve", home) as (address, process):
            before = resident_mb(process)
            ask = Asker(address, found["cookie"])
            verdict = f"/lab/models/{found['model']}/verdict/"
            first = ask.until_ready(verdict)
            yield row("lab: first verdict with a cold engine room", first, "s", None)
            times = [ask.milliseconds(f"{verdict}drawn/?world=s0&price={100 + n % 40}") for n in range(TURNS)]
            yield row("lab: a slider, request to drawing, median", statistics.median(times), "ms", 150)
            yield row(
                "lab: a slider, request to drawing, 95 of 100", sorted(times)[int(TURNS * 0.95)], "ms", 150
            )
            yield from shown(address, found["cookie"], verdict)
            yield row("lab: memory of pages before the lab is used", before, "MB", None)
            rooms = [one for one in family(process) if "room.child" in " ".join(one.cmdline())]
            yield row(
                "lab: memory of its engine room",
                sum(one.memory_info().rss for one in rooms) / 1e6,
                "MB",
                None,
            )


def shown(address: str, cookie: str, verdict: str) -> Iterator[Mapping[str, Any]]:
    """What the eye waits for."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        print("No Chromium here: the slider on the screen is left out.")
        return
    name, _, session = cookie.partition("=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([{"name": name, "value": session, "url": address}])
        page = context.new_page()
        page.goto(address + verdict)
        took = [page.evaluate(TURN, 60 + n * 7 % 80) for n in range(TURNS)][5:]
        browser.close()
    yield row("lab: a slider to the new picture in Chromium, median", statistics.median(took), "ms", 150)
    yield row("lab: the same, 95 of 100", sorted(took)[int(len(took) * 0.95)], "ms", None)


def row(name: str, value: float, unit: str, goal: float | None) -> Mapping[str, Any]:
    return {"name": name, "value": value, "unit": unit, "goal": goal}


class Asker:
    """Asks as one person over one connection."""

    def __init__(self, address: str, cookie: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc)
        self.headers = {"Cookie": cookie}

    def get(self, path: str) -> int:
        self.connection.request("GET", path, headers=self.headers)
        response = self.connection.getresponse()
        response.read()
        return response.status

    def milliseconds(self, path: str) -> float:
        begun = time.perf_counter()
        status = self.get(path)
        assert status == 200, (path, status)
        return (time.perf_counter() - begun) * 1000

    def until_ready(self, path: str) -> float:
        """Seconds until the page is there; the engine may have to be compiled first."""
        begun = time.perf_counter()
        while (status := self.get(path)) == 503:
            time.sleep(0.5)
        assert status == 200, (path, status)
        return time.perf_counter() - begun


def fill(home: Path) -> None:
    """An installation with one person and one model; prints how to ask for it."""
    use_home(home)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from benchmarks.http import sign_in
    from dugnad.areas.lab.tests.firm import bakery_model
    from dugnad.kernel.organisations.models import Organisation

    owner = Organisation.objects.create(number="310000007", name="Eksempel bakeri", invented=True)
    cookie, _ = sign_in(home)
    print(json.dumps({"cookie": cookie, "model": str(bakery_model(owner).id)}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        fill(Path(sys.argv[1]))
    else:
        from benchmarks.table import show

        show(rows())
