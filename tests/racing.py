"""Several who act at the same moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from threading import Barrier, Event, Thread

from django.db import connection, connections
from django.utils import timezone

from dugnad.kernel.access import wall
from dugnad.kernel.problems import Problem

# Other tests wait for each other in databases of their own on the same server.
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each gives when all start at the same moment in threads of their own: "done" or the problem's code."""
    ready, outcomes = Barrier(len(acts)), list[str]()

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            act()
            outcomes.append("done")
        except Problem as refused:
            outcomes.append(refused.code)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def begun(work: Callable[[], object]) -> tuple[Thread, list[Exception]]:
    """The work on another connection, and what it raised once it has ended."""
    faults: list[Exception] = []
    ready = Event()

    def run() -> None:
        try:
            with wall.system():
                ready.set()
                work()
        except Exception as problem:
            faults.append(problem)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    assert ready.wait(10)
    return thread, faults


def until_blocked() -> None:
    """Wait until the other connection waits for this one; PostgreSQL only."""
    deadline = timezone.now() + dt.timedelta(seconds=15)
    while timezone.now() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                return
    raise AssertionError("the other never waited")
