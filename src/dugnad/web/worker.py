"""The worker: seals the log, feeds its readers, runs jobs and schedules. One works; others stand by."""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

from django.conf import settings
from django.db import close_old_connections, connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from dugnad.kernel.jobs import engine
from dugnad.kernel.jobs.scheduling import beat, run_due
from dugnad.kernel.ledger import readers, sealing
from dugnad.kernel.ledger.wake import wait, wake

log = logging.getLogger(__name__)
SEAL_POLL = 0.02
DUTY_POLL = 0.25
SCHEDULE_POLL = 5.0
LOCK_POLL = 1.0


class Worker:
    """Three loops in three threads, so that a slow handler never holds up sealing."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        loops = (("seal", self._seal), ("duties", self._duties), ("schedules", self._schedules))
        self.threads = [threading.Thread(target=loop, name=name, daemon=True) for name, loop in loops]

    def start(self) -> None:
        """Begin in the background; returns at once."""
        for thread in self.threads:
            thread.start()

    def run(self) -> None:
        """Work until stopped by a signal; waits first while another worker works."""
        with only_worker(self.stopping) as held:
            if held:
                self._work()

    def _work(self) -> None:
        self.start()
        try:
            while not self.stopping.wait(SCHEDULE_POLL):
                _still_alone()
        finally:
            self.stop()

    def stop(self) -> None:
        self.stopping.set()
        wake()
        for thread in self.threads:
            thread.join(timeout=10)
        engine.stop()

    def _seal(self) -> None:
        seen = 0
        while not self.stopping.is_set():
            self._safely(_seal_once)
            seen = wait(seen, SEAL_POLL)
            # Entries that come close together are sealed together.
            time.sleep(0.005)

    def _duties(self) -> None:
        seen = 0
        while not self.stopping.is_set():
            self._safely(_do_duties)
            seen = wait(seen, DUTY_POLL)

    def _schedules(self) -> None:
        while not self.stopping.is_set():
            self._safely(_run_schedules)
            self.stopping.wait(SCHEDULE_POLL)

    @staticmethod
    def _safely(work: Callable[[], object]) -> None:
        """One turn of a loop: a fault is logged and the loop goes on."""
        try:
            work()
        except Exception:
            log.exception("the worker stumbled")
            close_old_connections()
            time.sleep(0.5)


def _seal_once() -> None:
    if sealing.seal():
        wake()
    if sealing.checkpoint_due(timezone.now()):
        sealing.checkpoint()


def _do_duties() -> None:
    readers.feed_all()
    engine.turn()


def _run_schedules() -> None:
    run_due(timezone.now())
    beat(timezone.now())


@contextmanager
def only_worker(stopping: threading.Event) -> Iterator[bool]:
    """Hold the installation's worker lock; try again while another holds it. False where it was stopped first."""
    with _worker_lock() as take:
        if not (held := take()):
            log.warning("another worker works; this one stands by")
        while not held and not stopping.wait(LOCK_POLL):
            held = take()
        yield held


@contextmanager
def _worker_lock() -> Iterator[Callable[[], bool]]:
    """What tries to take the lock, which is let go at the end or when the process dies."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            yield lambda: _answer(cursor, "SELECT pg_try_advisory_lock(%s)")
            _answer(cursor, "SELECT pg_advisory_unlock(%s)")
    else:
        with open(settings.HOME / "worker.lock", "w") as file:
            yield lambda: _locked(file)


def _answer(cursor: CursorWrapper, asked: str) -> bool:
    cursor.execute(asked, [settings.WORKER_LOCK])
    return bool(cursor.fetchone()[0])


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _still_alone() -> None:
    """Raises when the connection that holds the lock is gone: another worker may have begun."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
