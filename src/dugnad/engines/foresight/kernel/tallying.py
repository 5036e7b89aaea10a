"""Each month's values of many futures kept as histograms and sums, never as paths."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from dugnad.engines.foresight._jit import added, inlined
from dugnad.engines.foresight.kernel import places as at
from dugnad.engines.foresight.kernel.rows import after, bare

NOTHING, EXTENTS, HISTOGRAMS = 0, 1, 2


class Cones(NamedTuple):
    """What is kept of each month's cash, revenue and share: `what`, (3, months, bins) counts, (3, months) sums.

    `low` and `scale` (3, months): the lowest bin's end and bins a unit; when extents are sought, the least and most.
    `slots` (3, months, at least 32): room for the bins of so many futures, which are counted together.
    """

    what: Any
    counts: Any
    sums: Any
    low: Any
    scale: Any
    slots: Any


class Tallies(NamedTuple):
    """The same as rows, with their sizes."""

    what: Any
    months: Any
    bins: Any
    batch: Any
    counts: Any
    sums: Any
    low: Any
    scale: Any
    slots: Any


@inlined
def laid_out(cones):
    """The arrays as rows."""
    months, bins = np.uint64(cones.counts.shape[1]), np.uint64(cones.counts.shape[2])
    batch, sums, low, scale = (
        np.uint64(cones.slots.shape[2]),
        bare(cones.sums),
        bare(cones.low),
        bare(cones.scale),
    )
    return Tallies(cones.what, months, bins, batch, bare(cones.counts), sums, low, scale, bare(cones.slots))


@inlined
def note(b, tallies, t, held, lanes):
    """This month's cash, revenue and share of the first so many lanes; so many futures are held already."""
    for n in range(np.uint64(3)):
        month = n * tallies.months + t
        values = after(b, at.MONEY if n == 0 else (at.REVENUE if n == 1 else at.SHARE))
        if tallies.what == EXTENTS:
            extent(values, tallies, month, lanes)
        else:
            place(values, tallies, month, held, lanes)
            tallies.sums[month] += total(values, lanes)


@inlined
def place(values, tallies, month, held, lanes):
    """The bin of each lane's value, held to be counted; outside the ends it is the outermost."""
    low, scale, top = tallies.low[month], tallies.scale[month], np.float64(tallies.bins) - 1.0
    slots = after(tallies.slots, month * tallies.batch + held)
    for i in range(lanes):
        slots[i] = np.uint16(np.int64(min(max((values[i] - low) * scale, 0.0), top)))


@inlined
def count_held(tallies, held):
    """Count the futures held, a month at a time, while the month's counts are at hand."""
    for month in range(np.uint64(3) * tallies.months):
        counts, slots = (
            after(tallies.counts, month * tallies.bins),
            after(tallies.slots, month * tallies.batch),
        )
        for i in range(held):
            counts[np.uint64(slots[i])] += np.uint32(1)


@added
def total(values, lanes):
    """The sum of the lanes, in whichever order is quickest, and always in the same."""
    found = 0.0
    for i in range(lanes):
        found += values[i]
    return found


@inlined
def extent(values, tallies, month, lanes):
    """The month's least and most so far."""
    least, most = tallies.low[month], tallies.scale[month]
    for i in range(lanes):
        least, most = min(least, values[i]), max(most, values[i])
    tallies.low[month], tallies.scale[month] = least, most
