"""Listeners run until stopped, and again after a fault."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
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


@pytest.mark.django_db
def test_a_listener_apart_is_there_while_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "LINGER", 0.0)
    want = threading.Event()
    apart = listening.Apart(Listener("apart", lambda stopping: None, wanted=want.is_set))
    started: list[list[str]] = []

    real = subprocess.Popen

    def popen(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        started.append(command)
        return real(["sleep", "60"], stdin=subprocess.DEVNULL)

    monkeypatch.setattr(subprocess, "Popen", popen)
    apart._look()
    assert apart.process is None
    want.set()
    apart._look()
    process = apart.process
    assert process is not None
    assert started[0][-2:] == ["listener", "apart"]
    process.kill()
    process.wait(10)
    apart._look()
    assert apart.process is not None
    again = apart.process
    want.clear()
    apart._look()
    assert apart.process is None
    assert again.returncode is not None


def test_listeners_begin_when_what_threads_cannot_load_together_is_loaded() -> None:
    """In a fresh process: ten threads that load it at once would now and then leave it broken."""
    program = """
import sys, threading, time
import django
django.setup()
from dugnad.kernel.areas.manifest import Listener
from dugnad.web import listening
seen = []
def run(stopping):
    seen.append("numpy" in sys.modules and "shapely" in sys.modules)
    import numpy, shapely, scipy.sparse
    stopping.wait(10)
running = listening.Listening([Listener(str(n), run) for n in range(10)])
assert "numpy" not in sys.modules
running.start()
end = time.monotonic() + 60
while len(seen) < 10 and time.monotonic() < end:
    time.sleep(0.01)
running.stop()
assert seen == [True] * 10, seen
"""
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        timeout=60,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "dugnad.web.settings"},
    )
