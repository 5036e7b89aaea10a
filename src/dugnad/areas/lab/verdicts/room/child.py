"""The room's own process: takes one call after the other, ends when idle or when nobody is left to ask."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Mapping
from typing import Any

from dugnad.areas.lab.verdicts.room import frames

IDLE_SECONDS = 60.0
LOOK_EVERY = 1.0
log = logging.getLogger(__name__)


def main(idle: float = IDLE_SECONDS) -> None:
    """Answer calls on the standard input until idle so long. What others print goes to the standard error."""
    answers = os.dup(1)
    os.dup2(2, 1)
    _end_with_parent()
    from dugnad.areas.lab.verdicts import figures

    figures.warm()
    frames.write(answers, {"ready": True})
    while True:
        try:
            asked = frames.read(0, idle)
            frames.write(answers, _answer(asked, answers, figures.CALLS))
        except (frames.Late, frames.Closed):
            return


def _answer(asked: dict[str, Any], answers: int, calls: Mapping[str, Any]) -> dict[str, Any]:
    from dugnad.engines.foresight.errors import Refused

    def heard(done: int, total: int) -> None:
        frames.write(answers, {"progress": [done, total]})

    try:
        call = calls[asked["call"]]
        more = {"heard": heard} if asked["heard"] else {}
        return {"result": call(**asked["arguments"], **more)}
    except Refused as no:
        return {"refused": [[fault.path, fault.code, fault.reason] for fault in no.faults]}
    except frames.Closed:
        raise
    except Exception as fault:
        log.exception("the call %s failed", asked.get("call"))
        return {"failed": type(fault).__name__}


def _end_with_parent() -> None:
    """A long reckoning does not read the pipe; the parent's end ends it all the same."""
    parent = os.getppid()

    def watch() -> None:
        while not threading.Event().wait(LOOK_EVERY):
            if os.getppid() != parent:
                os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else IDLE_SECONDS)
