"""Asking the engine room: one call at a time, a short queue, a limit of time, and a way to stop."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from dugnad.areas.lab.verdicts.room import frames
from dugnad.areas.lab.verdicts.room.child import IDLE_SECONDS
from dugnad.engines.foresight.errors import Cancelled, Fault, Refused

START_SECONDS: Final = 180.0
QUICK_SECONDS: Final = 20.0
LONG_SECONDS: Final = 900.0
MOST_WAITING: Final = 8
# How often the one who asked is asked whether the answer is still wanted.
ASK_EVERY: Final = 0.4

Heard = Callable[[int, int], object]
Still = Callable[[], bool]


class Full(Exception):
    """Too many wait already, or the wait was too long."""


class Broken(Exception):
    """The call took too long, or its process ended under it."""


class Room:
    """A process that reckons for this one; started when first asked, gone when idle.

    `nice`: how far it stands back for others. Safe to ask from several threads.
    """

    def __init__(self, *, nice: int = 0, idle: float = IDLE_SECONDS) -> None:
        self.nice = nice
        self.idle = idle
        self.process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()
        self.ready = False
        self.waiting = 0
        self._count = threading.Lock()

    def ask(
        self,
        call: str,
        *,
        seconds: float = QUICK_SECONDS,
        heard: Heard | None = None,
        still: Still | None = None,
        **arguments: Any,
    ) -> Any:
        """What `figures.CALLS[call]` gives for the arguments.

        `heard(done, total)` follows it; when it returns False, or `still()` does, the process is ended. `still`
        is asked every `ASK_EVERY` seconds, also while others have their turn. Raises `Refused` as the engine does,
        `Cancelled`, `Full` (nobody took the call in time), `Broken` (it took longer than `seconds`).
        """
        message = {"call": call, "arguments": arguments, "heard": bool(heard)}
        with self._place():
            self._take_turn(seconds, still)
            try:
                return self._asked(message, seconds, heard, still)
            finally:
                self._turn.release()

    def _take_turn(self, seconds: float, still: Still | None) -> None:
        until = time.monotonic() + seconds
        _go_on(still)
        while not self._turn.acquire(timeout=_slice(until, still)):
            if time.monotonic() >= until:
                raise Full
            _go_on(still)

    @contextmanager
    def _place(self) -> Iterator[None]:
        with self._count:
            if self.waiting >= MOST_WAITING:
                raise Full
            self.waiting += 1
        try:
            yield
        finally:
            with self._count:
                self.waiting -= 1

    def wake(self) -> None:
        """Have the process ready soon, without waiting for it."""
        if self._turn.acquire(blocking=False):
            threading.Thread(target=self._woken, daemon=True).start()

    def _woken(self) -> None:
        try:
            self._made_ready(START_SECONDS)
        except (frames.Closed, Full, OSError):
            self.stop()
        finally:
            self._turn.release()

    def stop(self) -> None:
        """End the process at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            for pipe in (self.process.stdin, self.process.stdout):
                if pipe:
                    pipe.close()
            self.process = None
            self.ready = False
            atexit.unregister(self.stop)

    def _asked(
        self, message: dict[str, Any], seconds: float, heard: Heard | None, still: Still | None
    ) -> Any:
        try:
            if self.ready:
                # One that ends for idleness just now leaves a pipe that nobody reads: ask a new one then.
                with suppress(frames.Closed):
                    return self._once(message, seconds, heard, still)
                self.stop()
            return self._once(message, seconds, heard, still)
        except (frames.Closed, frames.Late) as gone:
            self.stop()
            raise Broken(type(gone).__name__) from gone
        except Cancelled:
            self.stop()
            raise

    def _once(self, message: dict[str, Any], seconds: float, heard: Heard | None, still: Still | None) -> Any:
        process = self._made_ready(seconds)
        until = time.monotonic() + seconds
        frames.write(_file(process.stdin), message)
        while True:
            while not frames.waits(_file(process.stdout), _slice(until, still)) and time.monotonic() < until:
                _go_on(still)
            said = frames.read(_file(process.stdout), max(until - time.monotonic(), 0))
            if "progress" not in said:
                return _result(said)
            if heard and heard(*said["progress"]) is False:
                raise Cancelled("stopped by the one who asked")

    def _made_ready(self, seconds: float) -> subprocess.Popen[bytes]:
        """The process, ready. `Full` while it is not: what must be compiled first goes on meanwhile."""
        if self.process is not None and self.process.poll() is not None:
            self.stop()
        if self.process is None:
            self.process = self._started()
        if not self.ready:
            try:
                frames.read(_file(self.process.stdout), seconds)
            except frames.Late:
                raise Full from None
            self.ready = True
        return self.process

    def _started(self) -> subprocess.Popen[bytes]:
        module = "dugnad.areas.lab.verdicts.room.child"
        command = [sys.executable, "-m", module, str(self.idle)]
        if self.nice:
            command = ["nice", "-n", str(self.nice), *command]
        atexit.register(self.stop)
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment())


def _slice(until: float, still: Still | None) -> float:
    """How long to wait before anything else is looked at."""
    left = max(until - time.monotonic(), 0)
    return min(left, ASK_EVERY) if still else left


def _go_on(still: Still | None) -> None:
    if still and not still():
        raise Cancelled("no longer wanted")


def _environment() -> dict[str, str]:
    """Nothing of this process's secrets: what the child needs is where code and caches lie."""
    kept = ("PATH", "HOME", "LANG", "PYTHONPATH", "TMPDIR", "NUMBA_CACHE_DIR", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _file(pipe: Any) -> int:
    return int(pipe.fileno())


def _result(said: dict[str, Any]) -> Any:
    if "refused" in said:
        faults = tuple(Fault(*one) for one in said["refused"])
        raise Refused(faults[0].code, faults[0].reason, faults[0].path, faults)
    if "failed" in said:
        raise Broken(said["failed"])
    return said["result"]


# Sliders never wait for long work: that has a process of its own, which stands back.
quick = Room()
long = Room(nice=10)
