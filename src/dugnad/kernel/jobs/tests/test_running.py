"""Jobs in a real worker, which is killed in the middle of one."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[5]
LONGEST = 90.0
pytestmark = pytest.mark.crash


class House:
    """An installation on SQLite in a folder, and the worker that runs in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith("DUGNAD_")
        }
        self.environment |= {
            "DUGNAD_HOME": str(folder),
            "DUGNAD_SECRET_KEY": "only-for-tests-" + "x" * 50,
            "DJANGO_SETTINGS_MODULE": "dugnad.web.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        self.worker: subprocess.Popen[bytes] | None = None

    def python(self, code: str) -> str:
        """Run some lines in the installation; gives what they print."""
        prelude = "import django; django.setup()\n"
        run = [sys.executable, "-c", prelude + code]
        return subprocess.run(
            run, env=self.environment, check=True, capture_output=True, text=True
        ).stdout.strip()

    def start_worker(self) -> None:
        module = "dugnad.kernel.jobs.tests.worker"
        command = [sys.executable, "-m", module, str(self.folder)]
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(command, env=self.environment, stderr=log)

    def kill_worker(self, number: int = signal.SIGKILL) -> None:
        if self.worker:
            self.worker.send_signal(number)
            self.worker.wait(timeout=LONGEST)
            self.worker = None

    def ask(self, name: str, **arguments: str) -> str:
        return self.python(
            "from django.db import transaction\n"
            "from dugnad.kernel.access import Actor\n"
            "from dugnad.kernel.identity.models import Person\n"
            "from dugnad.kernel.jobs.services import start\n"
            "person, _ = Person.objects.get_or_create(email='kari@eksempel.example', name='Kari', language='en')\n"
            "with transaction.atomic():\n"
            f"    print(start({name!r}, actor=Actor(person.id), **{arguments!r}).id)"
        )

    def row(self, job: str) -> dict[str, Any]:
        with self._database() as connection:
            connection.row_factory = sqlite3.Row
            found = connection.execute("SELECT * FROM jobs_jobrun WHERE id = ?", [job.replace("-", "")])
            return dict(found.fetchone())

    def _database(self) -> AbstractContextManager[sqlite3.Connection]:
        return closing(sqlite3.connect(self.folder / "dugnad.sqlite3"))

    def events(self) -> list[str]:
        with self._database() as connection:
            return [name for (name,) in connection.execute("SELECT name FROM ledger_event ORDER BY id")]

    def begun(self) -> list[str]:
        file = self.folder / "begun"
        return file.read_text().split() if file.exists() else []

    def process(self) -> int:
        """The process that does the job apart."""
        return int((self.folder / "process").read_text())


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until the condition holds; fail when it takes too long."""
    end = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def gone(process: int) -> bool:
    """Whether a process has ended, even if nobody has asked how."""
    shown = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], check=False, capture_output=True, text=True
    )
    return shown.stdout.strip()[:1] in ("", "Z")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation in which nothing has happened yet; making its database takes seconds."""
    folder = tmp_path_factory.mktemp("empty")
    House(folder).python("from dugnad.web.database import make_or_upgrade; make_or_upgrade()")
    return folder


@pytest.fixture
def house(tmp_path: Path, empty: Path) -> Iterator[House]:
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    made = House(tmp_path)
    yield made
    made.kill_worker()


def test_a_job_that_was_cut_off_is_resumed_and_ends_once(house: House) -> None:
    job = house.ask("test.slow", word="halden")
    house.start_worker()
    wait_for(lambda: house.row(job)["progress"] == 50)
    house.kill_worker()
    assert house.row(job)["state"] == "running"
    (house.folder / "go").touch()
    house.start_worker()
    wait_for(lambda: house.row(job)["state"] == "done")
    house.kill_worker(signal.SIGTERM)
    house.start_worker()
    other = house.ask("test.slow", word="narvik")
    wait_for(lambda: house.row(other)["state"] == "done")
    row = house.row(job)
    assert house.begun() == ["halden", "halden", "narvik"]
    assert (row["result"], row["result_name"], row["progress"]) == (b"halden", "word.txt", 100)
    assert house.events().count("jobs.finished") == 2


def test_a_broken_job_is_tried_three_times_and_leaves_no_trace_of_what_it_said(house: House) -> None:
    broken, refused = house.ask("test.broken"), house.ask("test.refused")
    house.start_worker()
    wait_for(lambda: {house.row(broken)["state"], house.row(refused)["state"]} == {"failed"})
    assert house.row(broken)["message"] == "This could not be finished. Try again."
    assert house.row(refused)["message"] == "It is too late for this."
    assert sorted(house.begun()) == ["broken", "broken", "broken", "refused"]
    assert house.events().count("jobs.failed") == 2
    house.kill_worker(signal.SIGTERM)
    for file in house.folder.glob("*.sqlite3*"):
        if file.name.startswith("jobs"):
            assert b"kari@eksempel.example" not in file.read_bytes()


def test_a_job_apart_ends_once_though_its_process_and_then_the_worker_are_killed(house: House) -> None:
    job = house.ask("test.apart", word="halden")
    house.start_worker()
    wait_for(lambda: house.row(job)["progress"] == 50)
    first = house.process()
    assert house.worker
    assert first != house.worker.pid
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: len(house.begun()) == 2)
    second = house.process()
    assert house.row(job)["state"] == "running"
    house.kill_worker()
    wait_for(lambda: gone(second))
    assert house.row(job)["state"] == "running"
    (house.folder / "go").touch()
    house.start_worker()
    wait_for(lambda: house.row(job)["state"] == "done")
    row = house.row(job)
    assert house.begun() == ["halden"] * 3
    assert (row["result"], row["result_name"], row["progress"]) == (b"halden", "word.txt", 100)
    assert house.events().count("jobs.finished") == 1


def test_a_job_apart_that_is_refused_says_why(house: House) -> None:
    refused = house.ask("test.apart_refused")
    house.start_worker()
    wait_for(lambda: house.row(refused)["state"] == "failed")
    assert house.row(refused)["message"] == "It is too late for this."
    assert house.begun() == ["refused"]
    assert house.events().count("jobs.failed") == 1


def test_a_job_apart_is_cut_off_when_the_worker_stops_and_resumed_at_the_next_start(house: House) -> None:
    job = house.ask("test.apart", word="halden")
    house.start_worker()
    wait_for(lambda: house.row(job)["progress"] == 50)
    child = house.process()
    house.kill_worker(signal.SIGTERM)
    wait_for(lambda: gone(child))
    assert (house.row(job)["state"], house.begun()) == ("running", ["halden"])
    (house.folder / "go").touch()
    house.start_worker()
    wait_for(lambda: house.row(job)["state"] == "done")
    assert house.begun() == ["halden"] * 2
