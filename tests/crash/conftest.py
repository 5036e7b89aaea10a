"""Processes that are killed without warning, on the database of the tests."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.served import environment, stop

HERE = Path(__file__).parent
PATIENCE = 90.0
DUGNAD = str(Path(sys.executable).with_name("dugnad"))
Starter = Callable[..., subprocess.Popen[bytes]]
COMPLAINTS: dict[int, Path] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.crash)


@pytest.fixture
def start(transactional_db: None, tmp_path: Path) -> Iterator[Starter]:
    """Starts a module of this folder, or `dugnad worker`, as a process; all are stopped at the end."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*command: str) -> subprocess.Popen[bytes]:
        program = [DUGNAD] if command[0] == "worker" else [sys.executable, "-m"]
        complaints = tmp_path / f"stderr-{len(started)}"
        with complaints.open("wb") as errors:
            process = subprocess.Popen(
                [*program, *command],
                env=environment(),
                cwd=HERE.parents[1],
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        started.append(process)
        COMPLAINTS[process.pid] = complaints
        return process

    yield begin
    for process in started:
        stop(process)
        process.stdout.close()


def complaint_of(process: subprocess.Popen[bytes]) -> str:
    """How a process that said nothing ended, and what it wrote to its standard error."""
    ended = process.poll() if process.poll() is not None else "still running"
    return f"exit status {ended}, standard error:\n{COMPLAINTS[process.pid].read_text()[-5000:]}"


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Look again and again until it holds; fails when that takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.02)
