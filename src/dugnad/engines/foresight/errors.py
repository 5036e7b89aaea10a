"""Why the engine says no."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (`streams[0].price`), a code for translation, and the reason in English."""

    path: str
    code: str
    reason: str


class Refused(ValueError):
    """What was asked for cannot be answered; `code` and `reason` are those of the first of `faults`."""

    def __init__(self, code: str, reason: str, path: str = "", faults: tuple[Fault, ...] = ()) -> None:
        self.faults = faults or (Fault(path, code, reason),)
        self.code, self.reason, self.path = code, reason, path
        super().__init__(f"{path}: {reason}" if path else reason)


class Cancelled(RuntimeError):
    """The caller's progress function asked to stop."""
