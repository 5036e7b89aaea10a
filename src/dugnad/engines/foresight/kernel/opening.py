"""The first morning of 32 futures: what follows once and for all from their numbers, and where everything starts."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

import numpy as np

from dugnad.engines.foresight._jit import inlined
from dugnad.engines.foresight.kernel import places as at
from dugnad.engines.foresight.kernel.laws import FISHER_PRY, begin_otherwise
from dugnad.engines.foresight.kernel.rows import after

LOG81 = np.log(81.0)
ONE = np.uint64(1)


@inlined
def begin(b, w, cells, plan):
    """All state at the first month's start."""
    clear(b, at.UNIFORM, at.BUSINESS)
    begin_scenarios(b, w, plan.flags)
    begin_indices(b, w)
    begin_books(b, w)
    begin_invoices(b, w)
    for s in range(plan.streams):
        begin_stream(b, w, after(cells, s * at.STREAM))


@inlined
def clear(b, start, stop):
    for n in range(start, stop):
        b[n] = 0.0


@inlined
def begin_scenarios(b, w, flags):
    if flags[2] == FISHER_PRY:
        takeover(b, w, at.SUBSTITUTION_T50, at.SUBSTITUTION_TAKEOVER, at.SUBSTITUTION_ODDS)
    elif flags[2] > FISHER_PRY:
        begin_otherwise(b, w, flags[2])
    if flags[4]:
        takeover(b, w, at.AUTOMATION_T50, at.AUTOMATION_TAKEOVER, at.AUTOMATION_ODDS)
    if flags[5]:
        takeover(b, w, at.DIGITAL_T50, at.DIGITAL_TAKEOVER, at.DIGITAL_ODDS)
    for i in range(w):
        b[at.PLATFORM_PACE + i] = 1.0 / b[at.PLATFORM_MONTHS + i]
        b[at.COLLAPSE_PACE + i] = 1.0 / b[at.COLLAPSE_MONTHS + i]
        b[at.DEMAND + i] = 1.0


@inlined
def takeover(b, w, t50, months, odds):
    """Fisher-Pry: the odds of the new grow by a step (the next row) from where they stand today (the third)."""
    step, first = odds + at.LANES, odds + at.LANES + at.LANES
    for i in range(w):
        rate = LOG81 / b[months + i]
        b[odds + i] = np.exp(-rate * b[t50 + i])
        b[step + i] = np.exp(rate)
        b[first + i] = b[odds + i]


@inlined
def begin_indices(b, w):
    monthly(b, w, at.PRICE_GROWTH, at.INDEX_STEP, 1.0)
    monthly(b, w, at.INFLATION, at.COSTS_STEP, 1.0)
    monthly(b, w, at.DISCOUNT, at.DISCOUNT_STEP, -1.0)
    for i in range(w):
        b[at.INDEX + i] = 1.0
        b[at.COSTS + i] = 1.0
        b[at.DISCOUNTED + i] = 1.0


@inlined
def monthly(b, w, rate, step, sign):
    """A yearly rate's monthly factor; neighbours that share the rate share the work."""
    for i in range(w):
        if i > np.uint64(0) and b[rate + i] == b[rate + i - ONE]:
            b[step + i] = b[step + i - ONE]
        else:
            b[step + i] = np.exp(sign * np.log1p(b[rate + i]) / 12.0)


@inlined
def begin_books(b, w):
    for i in range(w):
        b[at.MONEY + i] = b[at.CASH + i]
        b[at.LOWEST + i] = b[at.CASH + i]
        b[at.LINE + i] = -b[at.OVERDRAFT + i]
        b[at.BALANCE + i] = b[at.DEBT + i]
        b[at.INSTALMENT + i] = b[at.DEBT + i] / max(b[at.DEBT_MONTHS + i], 1.0)
        b[at.LOAN_INTEREST + i] = b[at.DEBT_RATE + i] / 12.0
        b[at.OVERDRAFT_INTEREST + i] = b[at.OVERDRAFT_RATE + i] / 12.0
        b[at.BILL + i] = b[at.TAX_DUE + i]
        b[at.RUIN + i] = -1.0
        b[at.LOWEST_MONTH + i] = -1.0


@inlined
def begin_invoices(b, w):
    """Which parts of an invoice, VAT included, are paid in its own month, the next and the one after."""
    for i in range(w):
        gross = 1.0 + b[at.VAT + i]
        late = min(max(b[at.CUSTOMER_DAYS + i] / 30.0, 0.0), 2.0)
        b[at.COLLECTED_0 + i] = gross * max(1.0 - late, 0.0)
        b[at.COLLECTED_1 + i] = gross * (1.0 - abs(late - 1.0))
        b[at.COLLECTED_2 + i] = gross * max(late - 1.0, 0.0)
        late = min(max(b[at.SUPPLIER_DAYS + i] / 30.0, 0.0), 2.0)
        b[at.PAID_0 + i] = gross * max(1.0 - late, 0.0)
        b[at.PAID_1 + i] = gross * (1.0 - abs(late - 1.0))
        b[at.PAID_2 + i] = gross * max(late - 1.0, 0.0)


@inlined
def begin_stream(b, w, c):
    for i in range(w):
        c[at.HAVE + i] = c[at.CUSTOMERS + i]
        c[at.TAKEN + i] = 0.0
        c[at.OWN_PRICE + i] = 1.0
        c[at.THEIR_PRICE + i] = b[at.ENTRANT_PRICE + i]
        c[at.SIZE + i] = c[at.VOLUME + i]
        c[at.GROWTH + i] = 1.0 + c[at.VOLUME_GROWTH + i]
        reach = c[at.REACH + i]
        talk = c[at.IMITATION + i] / reach
        c[at.TALK + i] = talk if reach > 0.0 else 0.0
