"""A month of one stream: what is sold at which price and cost, then who comes and who goes."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from dugnad.engines.foresight._jit import inlined
from dugnad.engines.foresight.kernel import places as at
from dugnad.engines.foresight.kernel.opening import clear
from dugnad.engines.foresight.kernel.rows import after
from dugnad.engines.foresight.kernel.scenarios import DIGITAL, ENTRANT, GAIN


@inlined
def trade(b, w, c, exposed, season, flags):
    """The month of the stream at `c`; revenue and variable costs are added to the business'."""
    if flags[5]:
        pool(b, w, c, exposed[DIGITAL])
    if flags[0]:
        contested(b, w, c, exposed, season)
    else:
        alone(b, w, c, exposed, season)


@inlined
def pool(b, w, c, x):
    """Those who leave for digital offers, as far as the firm's own digital streams can win them next month."""
    for i in range(w):
        leavers = x * b[at.LEAVING + i] * c[at.HAVE + i]
        b[at.POOL_NEXT + i] += leavers * b[at.DIGITAL_CAPTURE + i]


@inlined
def contested(b, w, c, exposed, season):
    x, x_digital, x_gain = exposed[ENTRANT], exposed[DIGITAL], exposed[GAIN]
    for i in range(w):
        have, taken = c[at.HAVE + i], c[at.TAKEN + i]
        factor = c[at.OWN_PRICE + i] * c[at.PRICE_FACTOR + i]
        sell(b, i, c, have, factor, season)
        active = x * b[at.OPEN + i]
        ahead = factor - c[at.THEIR_PRICE + i]
        pulled = pull(b, i, active, ahead - c[at.SWITCHING + i], taken / (taken + have + 1e-9))
        answer(b, i, c, active, ahead)
        move(b, i, c, have, taken, pulled, x_digital * b[at.LEAVING + i], x_gain * b[at.POOL + i])


@inlined
def alone(b, w, c, exposed, season):
    x_digital, x_gain = exposed[DIGITAL], exposed[GAIN]
    for i in range(w):
        have = c[at.HAVE + i]
        sell(b, i, c, have, c[at.PRICE_FACTOR + i], season)
        move(b, i, c, have, 0.0, 0.0, x_digital * b[at.LEAVING + i], x_gain * b[at.POOL + i])


@inlined
def sell(b, i, c, have, factor, season):
    """Sales and variable costs of one future with the customers that it has."""
    size = c[at.SIZE + i]
    units = have * size * (b[at.DEMAND + i] * season) * c[at.UNITS_FACTOR + i]
    b[at.REVENUE + i] += units * c[at.INCOME + i] * b[at.INDEX + i] * factor
    b[at.VARIABLE + i] += units * c[at.COST_NOW + i] * b[at.COSTS + i]
    c[at.SIZE + i] = size * c[at.GROWTH + i]


@inlined
def pull(b, i, active, lead, share):
    """The part of customers that the entrant wins, by price and by word of mouth."""
    gap = min(max(lead, 0.0), 1.0)
    talk = b[at.ENTRANT_P + i] + b[at.ENTRANT_Q + i] * share * (1.0 + b[at.ENTRANT_NETWORK + i] * share)
    return min(active * gap * talk, 1.0)


@inlined
def answer(b, i, c, active, ahead):
    """Both sides answer the other's price, down to a floor."""
    own, theirs, floor = c[at.OWN_PRICE + i], c[at.THEIR_PRICE + i], b[at.ENTRANT_FLOOR + i]
    cut = active * b[at.ENTRANT_RESPONSE + i] * max(ahead, 0.0)
    undercut = active * b[at.ENTRANT_COUNTER + i] * max(1.0 - b[at.ENTRANT_PRICE + i] - ahead, 0.0)
    c[at.OWN_PRICE + i] = max(own - cut, min(floor, own))
    c[at.THEIR_PRICE + i] = max(theirs - undercut, min(floor, theirs))


@inlined
def move(b, i, c, have, taken, pulled, leaving, gained):
    """New customers (Bass), churn, the entrant's and the digital offers' part; what the entrant has by then."""
    adopting = c[at.INNOVATION + i] + c[at.TALK + i] * have
    new = c[at.ARRIVING + i] + adopting * max(c[at.REACH + i] - have - taken, 0.0)
    stay = have - have * (c[at.CHURNED + i] + pulled + leaving)
    c[at.HAVE + i] = max(stay + new * (1.0 - pulled) + gained, 0.0)
    c[at.TAKEN + i] = taken + pulled * (have + new)


@inlined
def count(b, w, c):
    """The firm's own customers and the entrant's, added to the business'."""
    for i in range(w):
        b[at.OWN + i] += c[at.HAVE + i]
        b[at.THEIRS + i] += c[at.TAKEN + i]


@inlined
def divide(b, w, cells, streams):
    """The share of all customers that are the firm's own."""
    clear(b, at.OWN, at.SHARE)
    for s in range(streams):
        count(b, w, after(cells, s * at.STREAM))
    for i in range(w):
        b[at.SHARE + i] = b[at.OWN + i] / (b[at.OWN + i] + b[at.THEIRS + i] + 1e-9)
