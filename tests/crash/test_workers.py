"""One worker works, the next stands by and takes over; a signal ends either in order."""

from __future__ import annotations

import signal
import subprocess

from dugnad.kernel.ledger.models import Event
from tests import people
from tests.crash.conftest import COMPLAINTS, PATIENCE, Starter, wait_until


def _stands_by(worker: subprocess.Popen[bytes]) -> bool:
    return "stands by" in COMPLAINTS[worker.pid].read_text()


def _ended(worker: subprocess.Popen[bytes]) -> int:
    worker.send_signal(signal.SIGTERM)
    return worker.wait(timeout=PATIENCE)


def _all_sealed() -> bool:
    return not Event.objects.filter(index=None).exists()


def test_a_worker_that_stands_by_takes_over_and_each_ends_in_order(start: Starter) -> None:
    people.company("Eksempel")
    working = start("worker")
    wait_until(_all_sealed, "the first worker seals")
    waiting, leaving = start("worker"), start("worker")
    wait_until(lambda: _stands_by(waiting) and _stands_by(leaving), "the others stand by")
    assert _ended(leaving) == 0, "while it stood by"
    assert _ended(working) == 0, "while it worked"
    people.company("Eksempel to")
    wait_until(_all_sealed, "the one that stood by seals")
    assert _ended(waiting) == 0
