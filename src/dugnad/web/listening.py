"""What listens for as long as the installation runs: each listener of each manifest in a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable

from django.conf import settings
from django.db import close_old_connections

from dugnad.kernel.areas.manifest import Listener
from dugnad.kernel.areas.registry import manifests

log = logging.getLogger(__name__)
AGAIN_AFTER = 2.0
LONGEST_STOP = 10


def listeners() -> list[Listener]:
    """Those of this installation; some run in a demo only."""
    declared = [listener for manifest in manifests() for listener in manifest.listeners]
    return [listener for listener in declared if settings.DEMO or not listener.demo_only]


class Listening:
    """Runs listeners until stopped. One that fails is started again: an alarm line must not stay silent."""

    def __init__(self, these: Iterable[Listener] | None = None) -> None:
        self.stopping = threading.Event()
        found = listeners() if these is None else list(these)
        self.threads = [
            threading.Thread(target=self._keep, args=(one,), name=one.name, daemon=True) for one in found
        ]

    def start(self) -> None:
        """Begin in the background; returns at once."""
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
        for thread in self.threads:
            thread.join(timeout=LONGEST_STOP)

    def _keep(self, listener: Listener) -> None:
        while not self.stopping.is_set():
            try:
                listener.run(self.stopping)
            except Exception:
                log.exception("listener %s stopped; it is started again", listener.name)
            close_old_connections()
            self.stopping.wait(AGAIN_AFTER)
