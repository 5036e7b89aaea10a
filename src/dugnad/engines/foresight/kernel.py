"""The model's months for 32 futures at a time, compiled: what `reference` says in NumPy, fused and vectorised.

All state of the 32 lanes lies in one buffer with constant offsets, so that the compiler can turn every lane loop into
vector instructions. Chance is drawn by counter: future n of a seed is the same whichever thread runs it.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# ruff: noqa: PLR0912, E501 - one compiled step is one function, and offsets are one table.

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from dugnad.engines.foresight._jit import compiled, inlined
from dugnad.engines.foresight.layout import GLOBAL, STREAM
from dugnad.engines.foresight.layout import LANES as _LANES

Array = Any

HASHED: Final = 0
SALTELLI: Final = 1
GIVEN: Final = 2
OUTCOMES: Final = ("ruin", "npv", "lowest", "lowest_month", "final", "watched")

LANES = np.uint64(_LANES)
ONE = np.uint64(1)
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FACTOR_A = np.uint64(0xBF58476D1CE4E5B9)
FACTOR_B = np.uint64(0x94D049BB133111EB)
STEP_INPUT = np.uint64(0xD1342543DE82EF95)
STEP_MONTH = np.uint64(0xDA942042E4DD58B5)
NOISE_KEY = np.uint64(0xA0761D6478BD642F)
OTHER_HALF = np.uint64(1 << 40)
LOW16 = np.uint64(0xFFFF)
S11, S16, S27, S30, S31, S32, S48 = (np.uint64(n) for n in (11, 16, 27, 30, 31, 32, 48))
UNIT = 1.0 / (1 << 53)
# Four 16-bit numbers, their sum centred and scaled to variance one (Irwin-Hall).
CENTRE = 4 * 65535 / 2
SPREAD = 1 / np.sqrt(4 * (65536.0**2 - 1) / 12)
LOG81 = np.log(81.0)
TWELFTH = 1 / 12


def _offsets(names: tuple[str, ...], start: int = 0) -> Iterator[Any]:
    return (np.uint64((start + n) * _LANES) for n in range(len(names)))


# fmt: off
(CASH, OVERDRAFT, OVERDRAFT_RATE, DEBT, DEBT_RATE, DEBT_MONTHS, TAX_DUE, CUSTOMER_DAYS, SUPPLIER_DAYS, VAT, FIXED_VAT,
 PAYROLL_TAX, PENSION, COMPANY_TAX, FIXED, STAFF, SALARY, INFLATION, PRICE_GROWTH, DISCOUNT, NOISE, PERSISTENCE,
 EN_START, EN_PRICE, EN_FLOOR, EN_P, EN_Q, EN_SWITCHING, EN_NETWORK, EN_RESPONSE, EN_COUNTER,
 PL_START, PL_MONTHS, PL_SHARE, PL_FEE, PL_UPLIFT, SU_T50, SU_TAKEOVER, SU_CAP, CO_START, CO_MONTHS, CO_FALL,
 AU_T50, AU_TAKEOVER, AU_CAP, AU_SAVING, DI_T50, DI_TAKEOVER, DI_CAP, DI_CAPTURE,
 SP_START, SP_MONTHS, SP_RISE, SP_SHORTAGE,
 ST_PRICE, ST_CHURN, ST_VOLUME, ST_NEW, ST_UNIT, ST_FIXED, ST_STAFF, ST_SWITCHING, ST_CAPITAL, ST_COST,
 ) = _offsets(GLOBAL)

_STATE = (
    "demand", "shock", "index", "costs", "index_step", "costs_step", "discount_step", "discounted",
    "su_odds", "su_step", "su_start", "su_now", "au_odds", "au_step", "au_start", "au_now",
    "di_odds", "di_step", "di_start", "di_now", "hazard", "pool", "pool_next", "open", "platform", "collapse", "pulse",
    "revenue", "variable", "revenue1", "variable1", "revenue2", "variable2", "own", "theirs",
    "c0", "c1", "c2", "s0", "s1", "s2", "money", "balance", "instalment", "bill", "vat_term", "vat_owed", "payroll",
    "profit", "losses", "npv", "alive", "ruin", "lowest", "lowest_at", "watched", "share", "fixed_now", "wages",
    "platform_pace", "collapse_pace",
)
(DEMAND, SHOCK, INDEX, COSTS, INDEX_STEP, COSTS_STEP, DISCOUNT_STEP, DISCOUNTED,
 SU_ODDS, SU_STEP, SU_FIRST, SU_NOW, AU_ODDS, AU_STEP, AU_FIRST, AU_NOW,
 DI_ODDS, DI_STEP, DI_FIRST, DI_NOW, HAZARD, POOL, POOL_NEXT, OPEN, PLATFORM, COLLAPSE, PULSE,
 REVENUE, VARIABLE, REVENUE1, VARIABLE1, REVENUE2, VARIABLE2, OWN, THEIRS,
 C0, C1, C2, S0, S1, S2, MONEY, BALANCE, INSTALMENT, BILL, VAT_TERM, VAT_OWED, PAYROLL,
 PROFIT, LOSSES, NPV, ALIVE, RUIN, LOWEST, LOWEST_AT, WATCHED, SHARE, FIXED_NOW, WAGES, PL_PACE, CO_PACE,
 ) = _offsets(_STATE, len(GLOBAL))
HEAD = np.uint64((len(GLOBAL) + len(_STATE)) * _LANES)

_CELL = (*STREAM, "have", "entrant", "own_price", "their_price", "size", "inverse", "factor", "pull", "leave", "units", "cost")
(CUSTOMERS, PRICE, CHURN, VOLUME, VOLUME_GROWTH, NEW, UNIT_COST, REACH, INNOVATION, IMITATION,
 HAVE, ENTRANT, OWN_PRICE, THEIR_PRICE, SIZE, INVERSE, FACTOR, PULL, LEAVE, UNITS, COST) = _offsets(_CELL)
# fmt: on
WIDTH = np.uint64(len(_CELL) * _LANES)
N_GLOBAL = np.uint64(len(GLOBAL))
N_STREAM = np.uint64(len(STREAM))
X_ENTRANT, X_PLATFORM, X_SUBSTITUTION, X_COLLAPSE, X_AUTOMATION, X_DIGITAL, X_GAIN, X_SUPPLIER, X_STRATEGY = (
    np.uint64(n) for n in range(9)
)


@inlined
def mixed(z: Any) -> Any:
    """SplitMix64's finaliser (Steele, Lea, Flood 2014): a bijection that scatters counters over 64 bits."""
    z = (z ^ (z >> S30)) * FACTOR_A
    z = (z ^ (z >> S27)) * FACTOR_B
    return z ^ (z >> S31)


@inlined
def lane_keys(keys, seed, first, mode, factors):
    """One key a lane, and (for the months' noise) the key of the half of the design that the lane belongs to."""
    for i in range(LANES):
        number = first + i
        if mode == SALTELLI:
            row, part = number // (factors + np.uint64(2)), number % (factors + np.uint64(2))
            number = row + OTHER_HALF if part == ONE or part == factors + ONE else row
        keys[i] = mixed(seed + number * GOLDEN)


@inlined
def point(keys, points, i, first, m, where, mode, factors, inputs):
    """The uniform number in [0, 1) of input m for lane i: drawn, of a Saltelli design, or of given points."""
    if mode == HASHED:
        return np.float64(mixed(keys[i] + (where + ONE) * STEP_INPUT) >> S11) * UNIT
    number = first + i
    if mode == GIVEN:
        return points[m, min(number, np.uint64(points.shape[1] - 1))]
    row, part = number // (factors + np.uint64(2)), number % (factors + np.uint64(2))
    row = min(row, np.uint64(points.shape[1] - 1))
    if part == ONE or part == m + np.uint64(2):
        return points[inputs + m, row]
    return points[m, row]


@inlined
def sample(b, w, cells, base, keys, points, first, mode, factors, where, kind, low, high, middle):
    """Every number of the model for 32 lanes: the base value, or a draw from its range."""
    for n in range(N_GLOBAL):
        for i in range(w):
            b[n * LANES + i] = base[n]
    for s in range(np.uint64(len(cells))):
        for n in range(N_STREAM):
            for i in range(w):
                cells[s, n * LANES + i] = base[N_GLOBAL + s * N_STREAM + n]
    inputs = np.uint64(len(where))
    for m in range(inputs):
        at = np.uint64(where[m])
        if at < N_GLOBAL:
            to, o = b, at * LANES
        else:
            to, o = cells[(at - N_GLOBAL) // N_STREAM], (at - N_GLOBAL) % N_STREAM * LANES
        width, ratio = high[m] - low[m], 0.0
        if kind[m] == 1:
            ratio = np.log(high[m] / low[m])
        for i in range(w):
            u = point(keys, points, i, first, m, at, mode, factors, inputs)
            if kind[m] == 0:
                to[o + i] = low[m] + width * u
            elif kind[m] == 1:
                to[o + i] = low[m] * np.exp(u * ratio)
            elif u * width < middle[m] - low[m]:
                to[o + i] = low[m] + np.sqrt(u * width * (middle[m] - low[m]))
            else:
                to[o + i] = high[m] - np.sqrt((1.0 - u) * width * (high[m] - middle[m]))


@inlined
def logistic_start(b, w, t50, takeover, odds, step, start):
    """Fisher-Pry: the odds of the new grow by a constant factor each month; counted from where they stand today."""
    for i in range(w):
        rate = LOG81 / b[takeover + i]
        b[odds + i] = np.exp(-rate * b[t50 + i])
        b[step + i] = np.exp(rate)
        b[start + i] = b[odds + i]


@inlined
def monthly(b, w, rate, step, sign):
    """A yearly rate's monthly factor; neighbours that share the rate share the work."""
    for i in range(w):
        if i > np.uint64(0) and b[rate + i] == b[rate + i - ONE]:
            b[step + i] = b[step + i - ONE]
        else:
            b[step + i] = np.exp(sign * np.log1p(b[rate + i]) / 12.0)


@inlined
def begin(b, w, cells, flags):
    """All running state at the first month's start."""
    b[N_GLOBAL * LANES :] = 0.0
    if flags[2]:
        logistic_start(b, w, SU_T50, SU_TAKEOVER, SU_ODDS, SU_STEP, SU_FIRST)
    if flags[4]:
        logistic_start(b, w, AU_T50, AU_TAKEOVER, AU_ODDS, AU_STEP, AU_FIRST)
    if flags[5]:
        logistic_start(b, w, DI_T50, DI_TAKEOVER, DI_ODDS, DI_STEP, DI_FIRST)
    monthly(b, w, PRICE_GROWTH, INDEX_STEP, 1.0)
    monthly(b, w, INFLATION, COSTS_STEP, 1.0)
    monthly(b, w, DISCOUNT, DISCOUNT_STEP, -1.0)
    for i in range(w):
        b[PL_PACE + i] = 1.0 / b[PL_MONTHS + i]
        b[CO_PACE + i] = 1.0 / b[CO_MONTHS + i]
        b[INDEX + i] = 1.0
        b[COSTS + i] = 1.0
        b[DISCOUNTED + i] = 1.0
        b[MONEY + i] = b[CASH + i]
        b[BALANCE + i] = b[DEBT + i]
        b[INSTALMENT + i] = b[DEBT + i] / max(b[DEBT_MONTHS + i], 1.0)
        b[BILL + i] = b[TAX_DUE + i]
        b[ALIVE + i] = 1.0
        b[RUIN + i] = -1.0
        b[LOWEST + i] = b[CASH + i]
        b[LOWEST_AT + i] = -1.0
        late = min(max(b[CUSTOMER_DAYS + i] / 30.0, 0.0), 2.0)
        b[C0 + i], b[C1 + i], b[C2 + i] = max(1 - late, 0.0), 1 - abs(late - 1), max(late - 1, 0.0)
        late = min(max(b[SUPPLIER_DAYS + i] / 30.0, 0.0), 2.0)
        b[S0 + i], b[S1 + i], b[S2 + i] = max(1 - late, 0.0), 1 - abs(late - 1), max(late - 1, 0.0)
    for c in cells:
        for i in range(w):
            c[HAVE + i] = c[CUSTOMERS + i]
            c[ENTRANT + i] = 0.0
            c[OWN_PRICE + i] = 1.0
            c[THEIR_PRICE + i] = b[EN_PRICE + i]
            c[SIZE + i] = c[VOLUME + i]
            c[INVERSE + i] = 1.0 / c[REACH + i] if c[REACH + i] > 0.0 else 0.0
            c[PULL + i] = 0.0
            c[LEAVE + i] = 0.0


@inlined
def chance(b, w, keys, month):
    """This month's demand: one plus an autoregressive shock of Irwin-Hall (4) noise, never below zero."""
    counter = (month + ONE) * STEP_MONTH
    for i in range(w):
        z = mixed((keys[i] ^ NOISE_KEY) + counter)
        four = (
            np.int64(z & LOW16)
            + np.int64((z >> S16) & LOW16)
            + np.int64((z >> S32) & LOW16)
            + np.int64(z >> S48)
        )
        b[SHOCK + i] = b[PERSISTENCE + i] * b[SHOCK + i] + b[NOISE + i] * (np.float64(four) - CENTRE) * SPREAD
        b[DEMAND + i] = max(1.0 + b[SHOCK + i], 0.0)


@inlined
def logistic(b, w, odds, step, start, now):
    """The new's share this month, 0 where it stands today and 1 when it has taken all."""
    for i in range(w):
        b[now + i] = (b[odds + i] - b[start + i]) / (1.0 + b[odds + i])
        b[odds + i] = min(b[odds + i] * b[step + i], 1e12)


@inlined
def surroundings(b, w, time, flags):
    """What the scenarios do to all streams this month; `flags` says which of them are on."""
    if flags[2]:
        logistic(b, w, SU_ODDS, SU_STEP, SU_FIRST, SU_NOW)
    if flags[4]:
        logistic(b, w, AU_ODDS, AU_STEP, AU_FIRST, AU_NOW)
    if flags[5]:
        for i in range(w):
            b[HAZARD + i] = b[DI_NOW + i] * b[DI_CAP + i]
        logistic(b, w, DI_ODDS, DI_STEP, DI_FIRST, DI_NOW)
        for i in range(w):
            before = b[HAZARD + i]
            b[HAZARD + i] = (b[DI_NOW + i] * b[DI_CAP + i] - before) / max(1.0 - before, 1e-9)
            b[POOL + i] = b[POOL_NEXT + i]
            b[POOL_NEXT + i] = 0.0
    if flags[0]:
        for i in range(w):
            b[OPEN + i] = min(max(time + 1.0 - b[EN_START + i], 0.0), 1.0)
    for i in range(w):
        b[REVENUE + i] = 0.0
        b[VARIABLE + i] = 0.0
        b[OWN + i] = 0.0
        b[THEIRS + i] = 0.0
    if flags[1]:
        for i in range(w):
            ramp = min(max((time + 1.0 - b[PL_START + i]) * b[PL_PACE + i], 0.0), 1.0)
            b[PLATFORM + i] = b[PL_SHARE + i] * ramp
    if flags[3]:
        for i in range(w):
            ramp = min(max((time + 1.0 - b[CO_START + i]) * b[CO_PACE + i], 0.0), 1.0)
            b[COLLAPSE + i] = b[CO_FALL + i] * ramp
    if flags[6]:
        for i in range(w):
            since = time + 1.0 - b[SP_START + i]
            b[PULSE + i] = min(max(since, 0.0), 1.0) - min(max(since - b[SP_MONTHS + i], 0.0), 1.0)


@inlined
def contest(b, w, c, x, r):
    """The entrant takes customers by price and by word of mouth; both sides answer the other's price."""
    for i in range(w):
        factor, theirs, have, taken = c[FACTOR + i], c[THEIR_PRICE + i], c[HAVE + i], c[ENTRANT + i]
        active = b[OPEN + i] * x
        gap = min(max(factor - theirs - b[EN_SWITCHING + i] - r * b[ST_SWITCHING + i], 0.0), 1.0)
        share = taken / (taken + have + 1e-9)
        talk = b[EN_P + i] + b[EN_Q + i] * share * (1.0 + b[EN_NETWORK + i] * share)
        c[PULL + i] = min(active * gap * talk, 1.0)
        ahead = factor - theirs
        c[OWN_PRICE + i] = max(
            c[OWN_PRICE + i] - active * b[EN_RESPONSE + i] * max(ahead, 0.0),
            min(b[EN_FLOOR + i], c[OWN_PRICE + i]),
        )
        c[THEIR_PRICE + i] = max(
            theirs - active * b[EN_COUNTER + i] * max(1.0 - b[EN_PRICE + i] - ahead, 0.0),
            min(b[EN_FLOOR + i], theirs),
        )


@inlined
def meet(b, w, c, s, exposure, flags):
    """What the scenarios of this month do to one stream's price, sales and costs."""
    if flags[1]:
        x = exposure[s, X_PLATFORM]
        for i in range(w):
            c[UNITS + i] *= 1.0 + x * b[PL_UPLIFT + i] * b[PLATFORM + i]
    if flags[2]:
        x = exposure[s, X_SUBSTITUTION]
        for i in range(w):
            c[UNITS + i] *= 1.0 - x * b[SU_CAP + i] * b[SU_NOW + i]
    if flags[3]:
        x = exposure[s, X_COLLAPSE]
        for i in range(w):
            c[FACTOR + i] *= 1.0 - x * b[COLLAPSE + i]
    if flags[4]:
        x = exposure[s, X_AUTOMATION]
        for i in range(w):
            c[UNITS + i] *= 1.0 - x * b[AU_CAP + i] * b[AU_NOW + i]
            c[COST + i] *= 1.0 - x * b[AU_SAVING + i] * b[AU_NOW + i]
    if flags[6]:
        x = exposure[s, X_SUPPLIER]
        for i in range(w):
            c[UNITS + i] *= 1.0 - x * b[SP_SHORTAGE + i] * b[PULSE + i]
            c[COST + i] *= 1.0 + x * b[SP_RISE + i] * b[PULSE + i]


@inlined
def trade(b, w, c, s, exposure, ramp, season, flags):
    """One stream's month: price, sales and costs with the customers it has, then who comes and who goes."""
    r = ramp * exposure[s, X_STRATEGY]
    x_digital, x_gain = exposure[s, X_DIGITAL], exposure[s, X_GAIN]
    for i in range(w):
        c[UNITS + i] = c[HAVE + i] * c[SIZE + i] * b[DEMAND + i] * season
        c[COST + i] = c[UNIT_COST + i] * b[COSTS + i]
        c[FACTOR + i] = c[OWN_PRICE + i]
        c[SIZE + i] *= 1.0 + c[VOLUME_GROWTH + i]
        b[OWN + i] += c[HAVE + i]
        b[THEIRS + i] += c[ENTRANT + i]
    if r > 0.0:
        for i in range(w):
            c[UNITS + i] *= 1.0 + r * (b[ST_VOLUME + i] - 1.0)
            c[COST + i] *= 1.0 + r * (b[ST_UNIT + i] - 1.0)
            c[FACTOR + i] *= 1.0 + r * (b[ST_PRICE + i] - 1.0)
    meet(b, w, c, s, exposure, flags)
    if flags[0]:
        contest(b, w, c, exposure[s, X_ENTRANT], r)
    for i in range(w):
        b[REVENUE + i] += c[UNITS + i] * c[PRICE + i] * b[INDEX + i] * c[FACTOR + i]
        b[VARIABLE + i] += c[UNITS + i] * c[COST + i]
    if flags[1]:
        x = exposure[s, X_PLATFORM]
        for i in range(w):
            fee = x * b[PL_FEE + i] * b[PLATFORM + i]
            b[REVENUE + i] -= c[UNITS + i] * c[PRICE + i] * b[INDEX + i] * c[FACTOR + i] * fee
    if flags[5]:
        for i in range(w):
            leaving = x_digital * b[HAZARD + i]
            c[LEAVE + i] = leaving
            b[POOL_NEXT + i] += leaving * c[HAVE + i] * b[DI_CAPTURE + i]
    for i in range(w):
        have, taken, pull = c[HAVE + i], c[ENTRANT + i], c[PULL + i]
        adopting = c[INNOVATION + i] + c[IMITATION + i] * have * c[INVERSE + i]
        new = c[NEW + i] * (1.0 + r * (b[ST_NEW + i] - 1.0))
        new += adopting * max(c[REACH + i] - have - taken, 0.0)
        churn = c[CHURN + i] * (1.0 + r * (b[ST_CHURN + i] - 1.0))
        stay = have - have * (churn + pull + c[LEAVE + i])
        c[HAVE + i] = max(stay + new * (1.0 - pull) + x_gain * b[POOL + i], 0.0)
        c[ENTRANT + i] = taken + pull * (have + new)


@inlined
def going_concern(b, w, month):
    """What customers, suppliers and the state owe and are owed, as if the months before had been like the first."""
    odd = np.float64(month % 2)
    for i in range(w):
        due = b[VAT + i] * (b[REVENUE + i] - b[VARIABLE + i] - b[FIXED_VAT + i] * b[FIXED_NOW + i])
        b[REVENUE1 + i], b[REVENUE2 + i] = b[REVENUE + i], b[REVENUE + i]
        b[VARIABLE1 + i], b[VARIABLE2 + i] = b[VARIABLE + i], b[VARIABLE + i]
        b[VAT_TERM + i] = due * (1.0 - odd)
        b[VAT_OWED + i] = due * 2.0
        b[PAYROLL + i] = b[PAYROLL_TAX + i] * b[WAGES + i] * (1.0 + odd)


@inlined
def spend(b, w, running, onset):
    """Fixed costs and wages of the month."""
    for i in range(w):
        b[FIXED_NOW + i] = (b[FIXED + i] + running * b[ST_FIXED + i]) * b[COSTS + i]
        b[WAGES + i] = (b[STAFF + i] + running * b[ST_STAFF + i]) * b[SALARY + i] * b[COSTS + i]


@inlined
def settle(b, w, month, invested, worn, spent, onset):
    """The month's postings: collected, paid, owed to the state, taxed; `month` is the calendar month 1-12."""
    even = month % 2 == 0
    part = 0.5 if month == 2 else (1.0 if month == 4 else 0.0)
    for i in range(w):
        revenue, variable, fixed, wages = b[REVENUE + i], b[VARIABLE + i], b[FIXED_NOW + i], b[WAGES + i]
        vat, before = b[VAT + i], b[MONEY + i]
        own_cost = b[ST_COST + i] * spent
        investment = invested + own_cost
        collected = b[C0 + i] * revenue + b[C1 + i] * b[REVENUE1 + i] + b[C2 + i] * b[REVENUE2 + i]
        paid = b[S0 + i] * variable + b[S1 + i] * b[VARIABLE1 + i] + b[S2 + i] * b[VARIABLE2 + i]
        interest = (b[BALANCE + i] * b[DEBT_RATE + i] + max(-before, 0.0) * b[OVERDRAFT_RATE + i]) * TWELFTH
        instalment = min(b[INSTALMENT + i], b[BALANCE + i])
        tax = b[BILL + i] * part
        due = vat * (revenue - variable - b[FIXED_VAT + i] * fixed - investment)
        money = before + (1.0 + vat) * (collected - paid - investment) + b[ST_CAPITAL + i] * onset
        money -= (
            fixed * (1.0 + vat * b[FIXED_VAT + i])
            + wages * (1.0 + b[PENSION + i])
            + interest
            + instalment
            + tax
        )
        staff = wages * (1.0 + b[PAYROLL_TAX + i] + b[PENSION + i])
        b[PROFIT + i] += revenue - variable - fixed - staff - worn - own_cost - interest
        b[VAT_TERM + i] += due
        b[BALANCE + i] -= instalment
        b[BILL + i] -= tax
        b[MONEY + i] = money
        b[REVENUE2 + i], b[REVENUE1 + i] = b[REVENUE1 + i], revenue
        b[VARIABLE2 + i], b[VARIABLE1 + i] = b[VARIABLE1 + i], variable
    if even:
        for i in range(w):
            b[MONEY + i] -= b[VAT_OWED + i]
            b[VAT_OWED + i], b[VAT_TERM + i] = b[VAT_TERM + i], 0.0
            b[PAYROLL + i] += b[PAYROLL_TAX + i] * b[WAGES + i]
    else:
        for i in range(w):
            b[MONEY + i] -= b[PAYROLL + i]
            b[PAYROLL + i] = b[PAYROLL_TAX + i] * b[WAGES + i]
    if month == 12:
        for i in range(w):
            taxable = b[PROFIT + i] + b[LOSSES + i]
            b[BILL + i] += b[COMPANY_TAX + i] * max(taxable, 0.0)
            b[LOSSES + i], b[PROFIT + i] = min(taxable, 0.0), 0.0


@inlined
def judge(b, w, before, time, onset):
    """Ruin, value and the tightest month so far; prices and costs move on."""
    for i in range(w):
        money = b[MONEY + i]
        b[DISCOUNTED + i] *= b[DISCOUNT_STEP + i]
        flow = money - before[i] - b[ST_CAPITAL + i] * onset
        b[NPV + i] += b[ALIVE + i] * b[DISCOUNTED + i] * flow
        broken = money < -b[OVERDRAFT + i]
        b[RUIN + i] = time if broken and b[ALIVE + i] > 0.5 else b[RUIN + i]
        b[ALIVE + i] = 0.0 if broken else b[ALIVE + i]
        b[LOWEST_AT + i] = time if money < b[LOWEST + i] else b[LOWEST_AT + i]
        b[LOWEST + i] = min(money, b[LOWEST + i])
        b[INDEX + i] *= b[INDEX_STEP + i]
        b[COSTS + i] *= b[COSTS_STEP + i]


@inlined
def divide(b, w):
    """The share of all customers of the streams that are the firm's own."""
    for i in range(w):
        b[SHARE + i] = b[OWN + i] / (b[OWN + i] + b[THEIRS + i] + 1e-9)


@inlined
def tally(b, at, counts, sums, low, scale, t, lanes):
    """Each lane's value into the month's histogram; those outside its ends are counted in the outermost bins."""
    top = np.float64(counts.shape[1] - 1)
    bottom, factor = low[t], scale[t]
    total = 0.0
    for i in range(lanes):
        value = b[at + i]
        total += value
        counts[t, np.int64(min(max((value - bottom) * factor, 0.0), top))] += np.uint32(1)
    sums[t] += total


@inlined
def extent(b, at, least, most, t, lanes):
    for i in range(lanes):
        least[t] = min(least[t], b[at + i])
        most[t] = max(most[t], b[at + i])


@compiled
def run(
    w, seed, first, count, mode, factors, points, months, streams, going, watch, base, where, kind, low, high, middle,
    exposure, flags, season, calendar, timed, out, cones, counts, sums, bottom, scale,
):  # fmt: skip
    """Run futures `first` to `first + count` and write their outcomes to `out` (6, count).

    `timed` (5, months): invested, worn off, strategy's ramp, its running costs on, its one-off cost; its sixth row the
    month it begins. `cones`: 0 nothing more, 1 each month's least and most into `bottom` and `scale`, 2 histograms.
    """
    b, cells = np.zeros(HEAD), np.zeros((streams, WIDTH))
    keys = np.zeros(LANES, np.uint64)
    before = np.zeros(LANES)
    done = np.uint64(0)
    while done < count:
        lanes = min(LANES, count - done)
        lane_keys(keys, seed, first + done, mode, factors)
        sample(b, w, cells, base, keys, points, first + done, mode, factors, where, kind, low, high, middle)
        begin(b, w, cells, flags)
        for i in range(LANES):
            b[DEMAND + i] = 1.0
        for t in range(months):
            time = np.float64(t)
            for i in range(LANES):
                before[i] = b[MONEY + i]
            if flags[7]:
                chance(b, w, keys, t)
            surroundings(b, w, time, flags)
            for s in range(streams):
                trade(b, w, cells[s], s, exposure, timed[2, t], season[t], flags)
            spend(b, w, timed[3, t], timed[5, t])
            if going and t == np.uint64(0):
                going_concern(b, w, calendar[t])
            settle(b, w, calendar[t], timed[0, t], timed[1, t], timed[4, t], timed[5, t])
            judge(b, w, before, time, timed[5, t])
            if t == watch:
                for i in range(LANES):
                    b[WATCHED + i] = b[REVENUE + i]
            if cones > 0:
                divide(b, w)
            if cones == 1:
                extent(b, MONEY, bottom[0], scale[0], t, lanes)
                extent(b, REVENUE, bottom[1], scale[1], t, lanes)
                extent(b, SHARE, bottom[2], scale[2], t, lanes)
            elif cones == 2:
                tally(b, MONEY, counts[0], sums[0], bottom[0], scale[0], t, lanes)
                tally(b, REVENUE, counts[1], sums[1], bottom[1], scale[1], t, lanes)
                tally(b, SHARE, counts[2], sums[2], bottom[2], scale[2], t, lanes)
        for i in range(lanes):
            out[0, done + i], out[1, done + i], out[2, done + i] = b[RUIN + i], b[NPV + i], b[LOWEST + i]
            out[3, done + i], out[4, done + i], out[5, done + i] = (
                b[LOWEST_AT + i],
                b[MONEY + i],
                b[WATCHED + i],
            )
        done += lanes
