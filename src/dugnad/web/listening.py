"""What listens for as long as the installation runs: each listener of each manifest in a thread of its own."""

from __future__ import annotations

import logging
import os
import subprocess
import threading
import time
from collections.abc import Iterable

from django.conf import settings
from django.db import close_old_connections

from dugnad.kernel.areas.manifest import Listener
from dugnad.kernel.areas.registry import manifests
from dugnad.kernel.children import LONGEST_STOP, begin, end
from dugnad.web.compiled import cold, load_first

log = logging.getLogger(__name__)
AGAIN_AFTER = 2.0
LOOK_EVERY = 0.25
# A process that is wanted no more stays so long, for it may be wanted again.
LINGER = 60.0


def listeners() -> list[Listener]:
    """Those of this installation; some run in a demo only."""
    declared = [listener for manifest in manifests() for listener in manifest.listeners]
    return [listener for listener in declared if settings.DEMO or not listener.demo_only]


class Listening:
    """Runs listeners until stopped. One that fails is started again: an alarm line must not stay silent."""

    def __init__(self, these: Iterable[Listener] | None = None) -> None:
        self.stopping = threading.Event()
        self.compiling: subprocess.Popen[bytes] | None = None
        self.all = these is None
        found = listeners() if these is None else list(these)
        self.threads = [
            threading.Thread(target=self._keep, args=(one,), name=one.name, daemon=True) for one in found
        ]

    def start(self) -> None:
        """Begin in the background; returns at once."""
        load_first()
        if self.all and cold():
            self.compiling = begin("warm")
        for thread in self.threads:
            thread.start()

    def run(self) -> None:
        """Listen until stopped by a signal."""
        self.start()
        try:
            self.stopping.wait()
        finally:
            self.stop()

    def stop(self) -> None:
        self.stopping.set()
        if self.compiling is not None:
            end(self.compiling)
        for thread in self.threads:
            thread.join(timeout=LONGEST_STOP)

    def _keep(self, listener: Listener) -> None:
        run = Apart(listener).run if listener.wanted else listener.run
        while not self.stopping.is_set():
            try:
                run(self.stopping)
            except Exception:
                log.exception("listener %s stopped; it is started again", listener.name)
            close_old_connections()
            self.stopping.wait(AGAIN_AFTER)


class Apart:
    """A listener in a process of its own, there while it is wanted."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.process: subprocess.Popen[bytes] | None = None
        self.wanted_at = 0.0

    def run(self, stopping: threading.Event) -> None:
        """Start and stop the process as it is wanted, until told to stop."""
        try:
            while not stopping.wait(LOOK_EVERY):
                self._look()
        finally:
            self._end()

    def _look(self) -> None:
        wanted = self.listener.wanted is None or self.listener.wanted()
        close_old_connections()
        now = time.monotonic()
        if wanted:
            self.wanted_at = now
        if self.process is not None and self.process.poll() is not None:
            log.warning("listener %s ended with %s", self.listener.name, self.process.returncode)
            self.process = None
        if wanted and self.process is None:
            self.process = begin("listener", self.listener.name)
        elif not wanted and now - self.wanted_at > LINGER:
            self._end()

    def _end(self) -> None:
        if self.process is not None:
            end(self.process)
            self.process = None


def run_apart(name: str, stopping: threading.Event) -> None:
    """Be the process of one listener, until told to stop or until the process that started it is gone.

    Raises LookupError when there is no such listener.
    """
    found = {listener.name: listener for listener in listeners()}
    parent = os.getppid()

    def watch() -> None:
        while not stopping.wait(1.0):
            if os.getppid() != parent:
                stopping.set()

    threading.Thread(target=watch, daemon=True).start()
    found[name].run(stopping)
