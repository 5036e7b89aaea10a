"""The months of 32 futures at a time, compiled: what `reference` says in NumPy, fused and vectorised.

All state of the 32 lanes lies in rows with constant offsets, and every loop goes over whole rows, so that the
compiler can turn each into vector instructions.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from typing import Any

import numpy as np

from dugnad.engines.foresight._jit import compiled, inlined, joined, sources
from dugnad.engines.foresight.kernel import places as at
from dugnad.engines.foresight.kernel.drawing import Block, chance, draw, identify, lay_out
from dugnad.engines.foresight.kernel.opening import begin, clear
from dugnad.engines.foresight.kernel.plan import TWO, opened
from dugnad.engines.foresight.kernel.posting import going_concern, overheads, post, seldom, year_end
from dugnad.engines.foresight.kernel.rows import after, counters, numbers, release
from dugnad.engines.foresight.kernel.scenarios import EXPOSED, adapt, meet, surroundings
from dugnad.engines.foresight.kernel.tallying import HISTOGRAMS, NOTHING, count_held, laid_out, note
from dugnad.engines.foresight.kernel.trading import divide, trade

ZERO, ONE = np.uint64(0), np.uint64(1)


@inlined
def changed(row, t):
    """Whether the month begins with another number than the last one."""
    return t == ZERO or row[t] != row[t - ONE]


@joined
def trade_all(b, w, cells, plan, t):
    """Scenarios, strategy and sales of every stream this month."""
    flags = plan.flags
    surroundings(b, w, np.float64(t), flags)
    clear(b, at.REVENUE, at.OWN)
    met = flags[1] + flags[2] + flags[3] + flags[4] + flags[6] > 0
    for s in range(plan.streams):
        c, exposed = after(cells, s * at.STREAM), after(plan.exposure, s * EXPOSED)
        if changed(plan.ramp, t):
            adapt(b, w, c, exposed, plan.ramp[t])
        if met or changed(plan.ramp, t):
            meet(b, w, c, exposed)
        trade(b, w, c, exposed, plan.season[t], flags)


@inlined
def taxed(month):
    """The part of what is left of last year's tax that is paid in a calendar month (skattebetalingsloven § 10-20)."""
    return 0.5 if month == 2 else (1.0 if month == 4 else 0.0)


@inlined
def rare(plan, t):
    """Whether anything but the monthly business is to be posted."""
    strategy = plan.spent[t] != 0.0 or plan.onset[t] != 0.0
    return strategy or plan.invested[t] != 0.0 or taxed(plan.month[t]) > 0.0


@joined
def account(b, w, plan, t):
    """The month's postings; what is rare is cleared away the month after."""
    month = plan.month[t]
    if changed(plan.running, t):
        overheads(b, w, plan.running[t])
    if plan.going and t == ZERO:
        going_concern(b, w, month)
    if rare(plan, t) or (t > ZERO and rare(plan, t - ONE)):
        seldom(b, w, plan.invested[t], plan.spent[t], plan.onset[t], taxed(month))
    post(b, w, np.float64(t), month % 2 == 0, plan.worn[t])
    if month == 12:
        year_end(b, w)


@joined
def follow(b, w, cells, keys, plan, tallies, held, lanes):
    """All months of 32 futures."""
    for t in range(plan.months):
        if tallies.what != NOTHING:
            divide(b, w, cells, plan.streams)
        if plan.flags[7]:
            chance(b, w, keys, t)
        trade_all(b, w, cells, plan, t)
        account(b, w, plan, t)
        if t == plan.watch:
            watch(b, w)
        if tallies.what != NOTHING:
            note(b, tallies, t, held, lanes)


@inlined
def watch(b, w):
    """Keep this month's revenue."""
    for i in range(w):
        b[at.WATCHED + i] = b[at.REVENUE + i]


@inlined
def report(b, out, start, lanes):
    """The outcomes of the first so many lanes, in the order of `OUTCOMES`."""
    for i in range(lanes):
        out[0, start + i] = b[at.RUIN + i]
        out[1, start + i] = b[at.NPV + i]
        out[2, start + i] = b[at.LOWEST + i]
        out[3, start + i] = b[at.LOWEST_MONTH + i]
        out[4, start + i] = b[at.MONEY + i]
        out[5, start + i] = b[at.WATCHED + i]


def _kernel(sources: int) -> Any:
    """The kernel; numba keeps one for each number that it encloses, so that code of changed sources is never used."""

    @compiled
    def run(w, first, base, design, case, cones, out, start, count):
        """Run so many futures, `first` and on; their outcomes go to `out` (6, futures) from column `start` on.

        `w` is the number of lanes, 32.
        """
        # A whole number of vectors: said so that no loop needs a rest. (Whatever the sources, the same is computed.)
        w = w // at.LANES * at.LANES + np.uint64(sources) * ZERO
        plan = opened(case)
        business, b = numbers(at.BUSINESS)
        streams, cells = numbers(plan.streams * at.STREAM)
        numbering, keys = counters(at.COUNTERS)
        block = Block(keys, after(keys, at.LANES), after(keys, TWO * at.LANES), after(b, at.UNIFORM))
        tallies = laid_out(cones)
        lay_out(b, w, cells, base)
        done, held = ZERO, ZERO
        while done < count:
            lanes = min(at.LANES, count - done)
            identify(block, w, design, first + done)
            draw(b, w, cells, block, design)
            begin(b, w, cells, plan)
            follow(b, w, cells, keys, plan, tallies, held, lanes)
            report(b, out, start + done, lanes)
            done, held = done + lanes, held + lanes
            if tallies.what == HISTOGRAMS and (held + at.LANES > tallies.batch or done == count):
                count_held(tallies, held)
                held = ZERO
        release(business)
        release(streams)
        release(numbering)

    return run


run = _kernel(sources(__file__))
