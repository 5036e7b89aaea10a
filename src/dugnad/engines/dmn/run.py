"""One evaluation under way: its inputs, what is already known, its problems, its trace, its bounds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any

from dugnad.engines.dmn.errors import LimitReached, Problem
from dugnad.engines.dmn.temporal.values import DateTime
from dugnad.engines.dmn.values import Value

STEPS = 1_000_000
MOST_PROBLEMS = 1_000


class Run:
    """The state of one evaluation."""

    __slots__ = ("externals", "inputs", "left", "memo", "now", "problems", "trace")

    def __init__(
        self,
        inputs: dict[Any, Value],
        trace: list[Any] | None = None,
        now: DateTime | None = None,
        steps: int = STEPS,
        externals: Mapping[str, Callable[..., Value]] | None = None,
    ) -> None:
        self.inputs, self.trace, self.now, self.left = inputs, trace, now, steps
        self.externals = externals or {}
        self.memo: dict[Any, Value] = {}
        self.problems: list[Problem] = []

    def spend(self, steps: int) -> None:
        """Count steps; LimitReached when there are none left."""
        self.left -= steps
        if self.left < 0:
            raise LimitReached("the evaluation takes more steps than it may")

    def inner(self, inputs: dict[Any, Value]) -> Run:
        """An evaluation inside this one, with inputs of its own; problems and trace are shared."""
        made = Run(inputs, self.trace, self.now, self.left, self.externals)
        made.problems = self.problems
        return made


current: ContextVar[Run | None] = ContextVar("dmn_run", default=None)


def spend(steps: int) -> None:
    """Count steps of the evaluation under way."""
    run = current.get()
    if run:
        run.spend(steps)


def fail(cause: str) -> Any:
    """Null, and the cause among the problems of the evaluation under way."""
    run = current.get()
    if run is not None and len(run.problems) < MOST_PROBLEMS:
        run.problems.append(Problem(_place(), cause))


def _place() -> str:
    """The place in the model: the nearest line of generated code that knows its own."""
    frame = sys._getframe(2)
    while frame is not None:
        places = frame.f_globals.get("PLACES")
        if places is not None:
            return str(places.get(frame.f_lineno, "") or places.get(frame.f_code.co_firstlineno, ""))
        if not frame.f_back:
            break
        frame = frame.f_back
    return ""
