"""Processes of ours that run beside this one: what takes much memory gives it back when its process ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

DUGNAD: tuple[str, ...] = (sys.executable, "-m", "dugnad.web.cli")
LONGEST_STOP = 10


def begin(*command: str, held: bool = False) -> subprocess.Popen[bytes]:
    """Start `dugnad COMMAND`. With `held` the child can tell that we are gone: see `end_with_parent`."""
    return subprocess.Popen([*DUGNAD, *command], stdin=subprocess.PIPE if held else subprocess.DEVNULL)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and make it when it takes long."""
    process.terminate()
    try:
        process.wait(LONGEST_STOP)
    except subprocess.TimeoutExpired:
        process.kill()


def end_with_parent() -> None:
    """Have this process, begun as `held`, end as soon as the one that began it is gone, even killed."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()
