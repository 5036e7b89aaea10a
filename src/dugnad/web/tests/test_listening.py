"""Listeners run until stopped, and again after a fault."""

from __future__ import annotations

import logging
import threading

import pytest

from dugnad.kernel.areas.manifest import Listener
from dugnad.web import listening


def test_a_listener_that_fails_is_started_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(listening, "AGAIN_AFTER", 0.0)
    again, times = threading.Event(), []

    def run(stopping: threading.Event) -> None:
        times.append(1)
        if len(times) == 1:
            raise OSError("the line broke")
        again.set()
        stopping.wait(10)

    running = listening.Listening([Listener("line", run)])
    with caplog.at_level(logging.ERROR):
        running.start()
        assert again.wait(10)
        running.stop()
    assert not any(thread.is_alive() for thread in running.threads)
    assert len(times) == 2
    assert "listener line stopped" in caplog.text
