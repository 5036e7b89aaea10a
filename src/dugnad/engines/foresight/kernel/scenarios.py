"""What the scenarios do this month, to the business as a whole and to each stream; flags say which are on."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

import numpy as np

from dugnad.engines.foresight._jit import inlined
from dugnad.engines.foresight.kernel import places as at
from dugnad.engines.foresight.kernel.laws import FISHER_PRY, otherwise

ENTRANT, PLATFORM, SUBSTITUTION, COLLAPSE, AUTOMATION, DIGITAL, GAIN, SUPPLIER, STRATEGY = (
    np.uint64(n) for n in range(9)
)
EXPOSED = np.uint64(9)


@inlined
def surroundings(b, w, time, flags):
    """The state of every scenario that is on, at the end of month `time`."""
    if flags[0]:
        ramp(b, w, time, at.ENTRANT_START, at.OPEN)
    if flags[1]:
        paced(b, w, time, at.PLATFORM_START, at.PLATFORM_PACE, at.PLATFORM_SHARE, at.PLATFORM)
    if flags[2] == FISHER_PRY:
        grown(b, w, at.SUBSTITUTION_ODDS, at.SUBSTITUTION)
    elif flags[2] > FISHER_PRY:
        otherwise(b, w, time, flags[2])
    if flags[3]:
        paced(b, w, time, at.COLLAPSE_START, at.COLLAPSE_PACE, at.COLLAPSE_FALL, at.COLLAPSE)
    if flags[4]:
        grown(b, w, at.AUTOMATION_ODDS, at.AUTOMATION)
    if flags[5]:
        digitalised(b, w)
    if flags[6]:
        outage(b, w, time)


@inlined
def ramp(b, w, time, start, to):
    """0 before the start, 1 from the month after it."""
    for i in range(w):
        b[to + i] = min(max(time + 1.0 - b[start + i], 0.0), 1.0)


@inlined
def paced(b, w, time, start, pace, whole, to):
    """A change that grows evenly from its start to the whole of it."""
    for i in range(w):
        b[to + i] = b[whole + i] * min(max((time + 1.0 - b[start + i]) * b[pace + i], 0.0), 1.0)


@inlined
def grown(b, w, odds, to):
    """Fisher-Pry's share of the new, 0 where it stands today and 1 when it has taken all."""
    step, first = odds + at.LANES, odds + at.LANES + at.LANES
    for i in range(w):
        now = b[odds + i]
        b[to + i] = (now - b[first + i]) / (1.0 + now)
        b[odds + i] = min(now * b[step + i], 1e12)


@inlined
def digitalised(b, w):
    """The part of those still there who leave for digital offers this month; last month's leavers may arrive."""
    for i in range(w):
        b[at.LEAVING + i] = b[at.DIGITAL + i] * b[at.DIGITAL_CAP + i]
        b[at.POOL + i] = b[at.POOL_NEXT + i]
        b[at.POOL_NEXT + i] = 0.0
    grown(b, w, at.DIGITAL_ODDS, at.DIGITAL)
    for i in range(w):
        before, after = b[at.LEAVING + i], b[at.DIGITAL + i] * b[at.DIGITAL_CAP + i]
        b[at.LEAVING + i] = (after - before) / max(1.0 - before, 1e-9)


@inlined
def outage(b, w, time):
    """A supplier is away from its start for so many months."""
    for i in range(w):
        since = time + 1.0 - b[at.SUPPLIER_START + i]
        ended = min(max(since - b[at.SUPPLIER_MONTHS + i], 0.0), 1.0)
        b[at.OUTAGE + i] = min(max(since, 0.0), 1.0) - ended


@inlined
def adapt(b, w, c, exposed, ramp):
    """What the strategy, so far carried out, makes of a stream's own numbers."""
    r = ramp * exposed[STRATEGY]
    for i in range(w):
        c[at.LIST_FACTOR + i] = 1.0 + r * (b[at.STRATEGY_PRICE + i] - 1.0)
        c[at.SALES_FACTOR + i] = 1.0 + r * (b[at.STRATEGY_VOLUME + i] - 1.0)
        c[at.COST + i] = c[at.UNIT_COST + i] * (1.0 + r * (b[at.STRATEGY_UNIT_COST + i] - 1.0))
        c[at.CHURNED + i] = c[at.CHURN + i] * (1.0 + r * (b[at.STRATEGY_CHURN + i] - 1.0))
        c[at.ARRIVING + i] = c[at.NEW + i] * (1.0 + r * (b[at.STRATEGY_NEW + i] - 1.0))
        c[at.SWITCHING + i] = b[at.ENTRANT_SWITCHING + i] + r * b[at.STRATEGY_SWITCHING + i]


@inlined
def meet(b, w, c, exposed):
    """What this month's scenarios leave of a stream's price, units, cost and income of a unit."""
    x_platform, x_automation, x_supplier = exposed[PLATFORM], exposed[AUTOMATION], exposed[SUPPLIER]
    x_substitution, x_collapse = exposed[SUBSTITUTION], exposed[COLLAPSE]
    for i in range(w):
        platform = x_platform * b[at.PLATFORM + i]
        automation = x_automation * b[at.AUTOMATION + i]
        outage = x_supplier * b[at.OUTAGE + i]
        substitution = x_substitution * b[at.SUBSTITUTION + i]
        units = c[at.SALES_FACTOR + i] * (1.0 + b[at.PLATFORM_UPLIFT + i] * platform)
        units *= 1.0 - b[at.SUBSTITUTION_CAP + i] * substitution
        units *= 1.0 - b[at.AUTOMATION_CAP + i] * automation
        c[at.UNITS_FACTOR + i] = units * (1.0 - b[at.SUPPLIER_SHORTAGE + i] * outage)
        cost = c[at.COST + i] * (1.0 - b[at.AUTOMATION_SAVING + i] * automation)
        c[at.COST_NOW + i] = cost * (1.0 + b[at.SUPPLIER_RISE + i] * outage)
        c[at.PRICE_FACTOR + i] = c[at.LIST_FACTOR + i] * (1.0 - x_collapse * b[at.COLLAPSE + i])
        c[at.INCOME + i] = c[at.PRICE + i] * (1.0 - b[at.PLATFORM_FEE + i] * platform)
