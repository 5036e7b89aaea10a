"""Jobs in a process of their own, one at a time, so that they take no more memory together than the largest."""

from __future__ import annotations

import threading
from uuid import UUID

from dugnad.kernel import children
from dugnad.kernel.jobs.working import AttemptFailed

LOOK_EVERY = 0.1
_turn = threading.Lock()
_stopping = threading.Event()


class CutOff(BaseException):
    """Ends an attempt without an outcome. Not an `Exception`: the engine must not count it, but resume the job."""


def run(number: UUID) -> None:
    """Have `dugnad job` do it, and wait. Raises AttemptFailed as it fails or is killed, CutOff on `stop`."""
    with _turn:
        if _stopping.is_set():
            raise CutOff
        with children.begin("job", str(number), held=True) as process:
            try:
                while process.poll() is None:
                    if _stopping.wait(LOOK_EVERY):
                        raise CutOff
            finally:
                children.end(process)
    if process.returncode:
        raise AttemptFailed(f"ended with {process.returncode}")


def begin() -> None:
    """From now on jobs may run."""
    _stopping.clear()


def stop() -> None:
    """End the process of the job that runs; it is resumed at the next start."""
    _stopping.set()
