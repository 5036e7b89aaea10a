"""A worker with a job of its own, for tests that run and kill it: python -m ...worker FOLDER.

The job notes each beginning in FOLDER/begun and waits until FOLDER/go is there.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from uuid import UUID

import django

FOLDER = Path(sys.argv[1])


def main() -> None:
    django.setup()
    from dugnad.kernel import children
    from dugnad.kernel.access import wall
    from dugnad.kernel.areas.manifest import Job
    from dugnad.kernel.jobs.kinds import declared
    from dugnad.kernel.jobs.working import work_here
    from dugnad.web.worker import Worker

    declared()["test.slow"] = Job("test.slow", "A slow job", _slow)
    declared()["test.broken"] = Job("test.broken", "A broken job", _broken)
    declared()["test.apart"] = Job("test.apart", "A large job", _large, apart=True)
    declared()["test.apart_refused"] = Job("test.apart_refused", "A refused job", _refused, apart=True)
    declared()["test.refused"] = Job("test.refused", "A refused job", _refused)
    wall.work_as_system()
    if sys.argv[2:]:
        children.end_with_parent()
        sys.exit(not work_here(UUID(sys.argv[3])))
    children.DUGNAD = (sys.executable, "-m", "dugnad.kernel.jobs.tests.worker", str(FOLDER))
    working = Worker()
    signal.signal(signal.SIGTERM, lambda *_: working.stopping.set())
    working.run()


def _note(line: str) -> None:
    with (FOLDER / "begun").open("a") as file:
        file.write(line + "\n")


def _slow(progress: object, word: str) -> None:
    from dugnad.kernel.jobs.services import Progress

    assert isinstance(progress, Progress)
    _note(word)
    progress.say(50, word)
    while not (FOLDER / "go").exists():
        time.sleep(0.02)
    progress.hand_over("word.txt", word.encode())


def _large(progress: object, word: str) -> None:
    (FOLDER / "process").write_text(str(os.getpid()))
    _slow(progress, word)


def _broken(progress: object) -> None:
    _note("broken")
    raise RuntimeError("kari@eksempel.example")


def _refused(progress: object) -> None:
    from dugnad.kernel.problems import Conflict

    _note("refused")
    raise Conflict("It is too late for this.")


if __name__ == "__main__":
    main()
