"""The other laws by which something else takes over: Bass, Norton and Bass, Lotka and Volterra.

`SUBSTITUTION_ODDS` and `TALKERS` hold e^((p+q)t) of a curve, or `SUBSTITUTION_ODDS` and `RIVALS` the customers of both.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

import numpy as np

from dugnad.engines.foresight._jit import inlined
from dugnad.engines.foresight.kernel import places as at

FISHER_PRY, BASS, NORTON_BASS, LOTKA_VOLTERRA = 1, 2, 3, 4
# From here on nobody is left: e^41.
LONGEST, MOST = 41.0, 6.398434935300549e17


@inlined
def begin_otherwise(b, w, law):
    """What follows from the law's numbers, and where it starts."""
    if law == BASS:
        begin_adoption(b, w, at.ADOPTION_START, at.ADOPTION_P, at.ADOPTION_Q)
    elif law == NORTON_BASS:
        begin_adoption(b, w, at.GENERATIONS_START, at.GENERATIONS_P, at.GENERATIONS_Q)
        begin_generations(b, w)
    else:
        begin_rivalry(b, w)


@inlined
def otherwise(b, w, time, law):
    """The part of today's volume that is gone by now; then a month's step."""
    if law == BASS:
        adopted(b, w)
    elif law == NORTON_BASS:
        succeeded(b, w)
    else:
        contended(b, w, time)


@inlined
def begin_adoption(b, w, start, p, q):
    """Where the new stands today, if it came before today."""
    for i in range(w):
        rate = b[p + i] + b[q + i]
        b[at.SUBSTITUTION_ODDS + i] = np.exp(min(-rate * b[start + i], LONGEST))
        b[at.SUBSTITUTION_STEP + i] = np.exp(rate)
        b[at.SUBSTITUTION_FIRST + i] = b[p + i] / rate
        b[at.TODAY + i] = odds(b[at.SUBSTITUTION_ODDS + i], b[at.SUBSTITUTION_FIRST + i])


@inlined
def begin_generations(b, w):
    for i in range(w):
        rate = b[at.GENERATIONS_P + i] + b[at.GENERATIONS_Q + i]
        b[at.TALKERS + i] = np.exp(min(rate * b[at.GENERATIONS_AGE + i], LONGEST))
        b[at.TODAY + i] = left(b, i)


@inlined
def begin_rivalry(b, w):
    for i in range(w):
        alone = 1.0 + b[at.RIVALRY_NETWORK + i]
        b[at.SUBSTITUTION_ODDS + i] = 1.0
        b[at.RIVALS + i] = b[at.RIVALRY_SEED + i]
        b[at.OUR_ROOM + i] = 1.0 / alone
        b[at.THEIR_ROOM + i] = b[at.RIVALRY_REACH + i] / alone
        b[at.TODAY + i] = b[at.RIVALRY_PRESSED + i] * (1.0 - b[at.RIVALRY_SWITCHING + i])


@inlined
def odds(grown, first):
    """Bass' F/(1 - F) where e^((p+q)t) = `grown` and p/(p+q) = `first`."""
    return first * (max(grown, 1.0) - 1.0)


@inlined
def adopted(b, w):
    """Of those who had not changed today, the part that has by now."""
    for i in range(w):
        now = b[at.SUBSTITUTION_ODDS + i]
        one = odds(now, b[at.SUBSTITUTION_FIRST + i])
        b[at.SUBSTITUTION + i] = b[at.ADOPTION_CAP + i] * (one - b[at.TODAY + i]) / (1.0 + one)
        b[at.SUBSTITUTION_ODDS + i] = min(now * b[at.SUBSTITUTION_STEP + i], MOST)


@inlined
def left(b, i):
    """What is sold of the own generation, and of the next one by the firm itself."""
    first = b[at.SUBSTITUTION_FIRST + i]
    own, new = odds(b[at.TALKERS + i], first), odds(b[at.SUBSTITUTION_ODDS + i], first)
    mine = own / (1.0 + own)
    won = b[at.GENERATIONS_CAPTURE + i] * (b[at.GENERATIONS_EXPANSION + i] + mine) * new
    return (mine + won) / (1.0 + new)


@inlined
def succeeded(b, w):
    for i in range(w):
        step = b[at.SUBSTITUTION_STEP + i]
        b[at.SUBSTITUTION + i] = b[at.GENERATIONS_CAP + i] * (1.0 - left(b, i) / b[at.TODAY + i])
        b[at.SUBSTITUTION_ODDS + i] = min(b[at.SUBSTITUTION_ODDS + i] * step, MOST)
        b[at.TALKERS + i] = min(b[at.TALKERS + i] * step, MOST)


@inlined
def slope(own, other, growth, pressure, response, room, network):
    """What one rival wins less loses a month; never more than all in e^-t."""
    total = own + other
    pressed = own + pressure * other * total / (total + response * other)
    rate = growth * (1.0 - pressed * total / (room * (total + network * own)))
    return own * max(rate, -1.0)


@inlined
def contended(b, w, time):
    """One step of Runge and Kutta's method of order four; of the month that the newcomer begins in, the rest."""
    for i in range(w):
        x, y = b[at.SUBSTITUTION_ODDS + i], b[at.RIVALS + i]
        b[at.SUBSTITUTION + i] = b[at.RIVALRY_CAP + i] * (1.0 - x)
        h = min(max(time + 1.0 - b[at.RIVALRY_START + i], 0.0), 1.0)
        x1, y1 = ours(b, i, x, y), theirs(b, i, x, y)
        x2, y2 = step(b, i, x, y, x1, y1, 0.5 * h)
        x3, y3 = step(b, i, x, y, x2, y2, 0.5 * h)
        x4, y4 = step(b, i, x, y, x3, y3, h)
        b[at.SUBSTITUTION_ODDS + i] = x + h / 6.0 * (x1 + 2.0 * (x2 + x3) + x4)
        b[at.RIVALS + i] = y + h / 6.0 * (y1 + 2.0 * (y2 + y3) + y4)


@inlined
def step(b, i, x, y, dx, dy, h):
    """Both slopes a little further on."""
    x, y = x + h * dx, y + h * dy
    return ours(b, i, x, y), theirs(b, i, x, y)


@inlined
def ours(b, i, x, y):
    growth, pressure, response = b[at.RIVALRY_OWN + i], b[at.TODAY + i], b[at.RIVALRY_RESPONSE + i]
    return slope(x, y, growth, pressure, response, b[at.OUR_ROOM + i], b[at.RIVALRY_NETWORK + i])


@inlined
def theirs(b, i, x, y):
    growth, pressure, response = (
        b[at.RIVALRY_THEIR + i],
        b[at.RIVALRY_PRESSING + i],
        b[at.RIVALRY_COUNTER + i],
    )
    return slope(y, x, growth, pressure, response, b[at.THEIR_ROOM + i], b[at.RIVALRY_NETWORK + i])
