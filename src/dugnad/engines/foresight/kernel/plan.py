"""A case as the kernel reads it: its calendar, and which scenarios meet which streams."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dugnad.engines.foresight._jit import inlined
from dugnad.engines.foresight.kernel.rows import after, bare

Array = Any
TWO, THREE, FOUR, FIVE = (np.uint64(n) for n in range(2, 6))


class Plan(NamedTuple):
    """The arrays of `case.Case`, and its sizes; `flags` and `going` as whole numbers."""

    months: Any
    streams: Any
    going: Any
    watch: Any
    season: Array
    calendar: Array
    timed: Array
    exposure: Array
    flags: Array


class Calendar(NamedTuple):
    """The same as rows, one number a month; `exposure` nine numbers a stream, `flags` eight."""

    months: Any
    streams: Any
    going: Any
    watch: Any
    season: Any
    month: Any
    exposure: Any
    flags: Any
    invested: Any
    worn: Any
    ramp: Any
    running: Any
    spent: Any
    onset: Any


@inlined
def opened(plan):
    """The plan's arrays as rows."""
    n, timed = plan.months, bare(plan.timed)
    return Calendar(
        *(n, plan.streams, plan.going, plan.watch),
        *(bare(plan.season), bare(plan.calendar), bare(plan.exposure), bare(plan.flags)),
        *(timed, after(timed, n), after(timed, TWO * n)),
        *(after(timed, THREE * n), after(timed, FOUR * n), after(timed, FIVE * n)),
    )
