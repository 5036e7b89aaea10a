"""Tells the worker and the live streams in this process at once that the log has grown; others poll."""

from __future__ import annotations

import threading

_grown = threading.Condition()
_count = 0


def wake() -> None:
    """Say that there is something new to read."""
    global _count  # noqa: PLW0603
    with _grown:
        _count += 1
        _grown.notify_all()


def wait(seen: int, timeout: float) -> int:
    """Wait until `wake` was called since the count `seen`, at most `timeout` seconds; gives the new count."""
    with _grown:
        _grown.wait_for(lambda: _count != seen, timeout)
        return _count
