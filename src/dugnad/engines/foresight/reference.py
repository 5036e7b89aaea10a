"""The model's months in NumPy, written as the equations read: the judge of the compiled kernel.

Each array has one element a future. Slower than the kernel by an order of magnitude, and easier to check.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dugnad.engines.foresight import cash, layout
from dugnad.engines.foresight.case import Case, Numbers
from dugnad.engines.foresight.taking import Taking, logistic

Parameters = dict[str, Any]
MASK = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class Paths:
    """Outcomes (futures,) and monthly paths (months, futures)."""

    ruin: Numbers
    npv: Numbers
    lowest: Numbers
    lowest_month: Numbers
    final: Numbers
    cash: Numbers
    revenue: Numbers
    share: Numbers


@dataclass(slots=True)
class _Stream:
    have: Any
    size: Any
    entrant: Any
    own_price: Any
    their_price: Any


def mixed(z: Any) -> Any:
    """SplitMix64's finaliser over an array of unsigned 64-bit numbers."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def keys(seed: int, first: int, count: int) -> Any:
    """One key for each future."""
    number = np.arange(first, first + count, dtype=np.uint64)
    return mixed(np.uint64(seed) + number * np.uint64(0x9E3779B97F4A7C15))


def points(case: Case, key: Any) -> Numbers:
    """The uniform numbers (futures, inputs) that the kernel draws for these keys."""
    drawn = [mixed(key + np.uint64((int(at) + 1) * 0xD1342543DE82EF95 & MASK)) for at in case.where]
    if not drawn:
        return np.zeros((len(key), 0))
    return np.column_stack([(one >> np.uint64(11)).astype(float) / 2.0**53 for one in drawn])


def noise(key: Any, month: int) -> Numbers:
    """Standardised sums of four 16-bit numbers (Irwin-Hall), one for each key."""
    z = mixed((key ^ np.uint64(0xA0761D6478BD642F)) + np.uint64((month + 1) * 0xDA942042E4DD58B5 & MASK))
    four = sum((z >> np.uint64(16 * part)) & np.uint64(0xFFFF) for part in range(4)).astype(float)
    return np.asarray((four - 2 * 65535) / np.sqrt(4 * (65536.0**2 - 1) / 12))


def draw(case: Case, seed: int, first: int, count: int) -> Paths:
    """Futures `first` to `first + count` of a seed: the same as the kernel's."""
    key = keys(seed, first, count)
    return run(case, points(case, key), key)


def run(case: Case, uniform: Numbers, key: Any) -> Paths:
    """The paths of futures given by uniform points (futures, inputs) and the keys of their months' noise."""
    count = len(uniform)
    model = np.repeat(case.base[:, None], count, axis=1)
    if case.inputs:
        model[case.where] = case.values(uniform).T
    p: Parameters = {name: model[layout.position(name)] for name in layout.GLOBAL}
    q = [{name: model[layout.position(name, s)] for name in layout.STREAM} for s in range(len(case.streams))]
    return _months(case, p, q, key, count)


def _months(case: Case, p: Parameters, q: list[Parameters], key: Any, count: int) -> Paths:
    streams = [
        _Stream(one["customers"], one["volume"], np.zeros(count), np.ones(count), p["entrant_price"])
        for one in q
    ]
    books = cash.Books(p["cash"], p["debt"], p["debt"] / p["debt_months"], p["tax_due"])
    terms, taking = _terms(p), Taking(int(case.flags[2]), p)
    shock, pool, before_digital = np.zeros(count), np.zeros(count), np.zeros(count)
    paths = {name: np.zeros((case.months, count)) for name in ("cash", "revenue", "share")}
    capital = np.zeros((case.months, count))
    for t in range(case.months):
        shock = p["persistence"] * shock + p["noise"] * (noise(key, t) if case.noisy else 0)
        now = _surroundings(case, p, t, np.maximum(1 + shock, 0)) | {"substitution": taking.gone(t)}
        digital = p["digital_cap"] * now["digital"]
        now["hazard"] = (digital - before_digital) / np.maximum(1 - before_digital, 1e-9) * case.flags[5]
        before_digital = digital
        revenue, variable, joining = np.zeros(count), np.zeros(count), np.zeros(count)
        own, theirs = sum(one.have for one in streams), sum(one.entrant for one in streams)
        for one, numbers, exposed in zip(streams, q, case.exposure, strict=True):
            x = dict(zip(layout.EXPOSURE, exposed, strict=True))
            sold, cost, left = _trade(one, numbers, p, x, now, pool)
            revenue, variable, joining = revenue + sold, variable + cost, joining + left
        pool = joining * p["digital_capture"]
        activity = _activity(case, p, t, revenue, variable)
        if t == 0 and case.going:
            first = cash.Activity(revenue, variable, activity.fixed, activity.salaries)
            cash.going_concern(books, terms, first, int(case.calendar[0]))
        capital[t] = activity.capital
        paths["cash"][t] = cash.post(books, terms, activity, int(case.calendar[t])).cash
        paths["revenue"][t], paths["share"][t] = revenue, own / (own + theirs + 1e-9)
    return _judged(p, paths, capital)


def _terms(p: Parameters) -> cash.Terms:
    same = ("vat", "fixed_vat", "payroll_tax", "pension", "company_tax", "customer_days", "supplier_days")
    names = (*same, "overdraft", "overdraft_rate", "debt_rate", "discount")
    return cash.Terms(**{name: p[name] for name in names})


def _ramp(start: Any, months: Any, t: int) -> Any:
    return np.clip((t + 1 - start) / months, 0, 1)


def _surroundings(case: Case, p: Parameters, t: int, demand: Any) -> Parameters:
    on = case.flags > 0
    ended = np.clip(t + 1 - p["supplier_start"] - p["supplier_months"], 0, 1)
    return {
        "demand": demand * case.season[t],
        "strategy": case.timed[2, t],
        "index": (1 + p["price_growth"]) ** (t / 12),
        "costs": (1 + p["inflation"]) ** (t / 12),
        "open": np.clip(t + 1 - p["entrant_start"], 0, 1) * on[0],
        "platform": p["platform_share"] * _ramp(p["platform_start"], p["platform_months"], t) * on[1],
        "collapse": p["collapse_fall"] * _ramp(p["collapse_start"], p["collapse_months"], t) * on[3],
        "automation": logistic(p, "automation", t) * on[4],
        "digital": logistic(p, "digital", t) * on[5],
        "pulse": (np.clip(t + 1 - p["supplier_start"], 0, 1) - ended) * on[6],
    }


def _trade(
    one: _Stream, q: Parameters, p: Parameters, x: dict[str, float], now: Parameters, pool: Any
) -> Any:
    r = now["strategy"] * x["strategy"]
    factor = one.own_price * (1 - x["price_collapse"] * now["collapse"]) * (1 + r * (p["strategy_price"] - 1))
    units = one.have * one.size * now["demand"] * (1 + r * (p["strategy_volume"] - 1))
    units = units * (1 - x["substitution"] * now["substitution"])
    units = units * (1 - x["automation"] * p["automation_cap"] * now["automation"])
    units = units * (1 - x["supplier_loss"] * p["supplier_shortage"] * now["pulse"])
    units = units * (1 + x["platform"] * p["platform_uplift"] * now["platform"])
    fee = 1 - x["platform"] * p["platform_fee"] * now["platform"]
    revenue = units * q["price"] * now["index"] * factor * fee
    cost = q["unit_cost"] * now["costs"] * (1 + r * (p["strategy_unit_cost"] - 1))
    cost = cost * (1 + x["supplier_loss"] * p["supplier_rise"] * now["pulse"])
    variable = units * cost * (1 - x["automation"] * p["automation_saving"] * now["automation"])
    pull = _contest(one, p, now["open"] * x["digital_entrant"], factor, r)
    leaving = x["customers_digital"] * now["hazard"]
    joining = leaving * one.have
    _move(one, q, p, pull, leaving, r, x["digital_gain"] * pool)
    return revenue, variable, joining


def _contest(one: _Stream, p: Parameters, active: Any, factor: Any, r: float) -> Any:
    lead = factor - one.their_price
    gap = np.clip(lead - p["entrant_switching"] - r * p["strategy_switching"], 0, 1)
    share = one.entrant / (one.entrant + one.have + 1e-9)
    talk = p["entrant_p"] + p["entrant_q"] * share * (1 + p["entrant_network"] * share)
    cut = active * p["entrant_response"] * np.maximum(lead, 0)
    undercut = active * p["entrant_counter"] * np.maximum(1 - p["entrant_price"] - lead, 0)
    floor = p["entrant_floor"]
    one.own_price = np.maximum(one.own_price - cut, np.minimum(floor, one.own_price))
    one.their_price = np.maximum(one.their_price - undercut, np.minimum(floor, one.their_price))
    return np.minimum(active * gap * talk, 1)


def _move(one: _Stream, q: Parameters, p: Parameters, pull: Any, leaving: Any, r: float, gained: Any) -> None:
    reached = np.where(q["reach"] > 0, one.have / np.where(q["reach"] > 0, q["reach"], 1), 0)
    room = np.maximum(q["reach"] - one.have - one.entrant, 0)
    new = (
        q["new_customers"] * (1 + r * (p["strategy_new"] - 1))
        + (q["innovation"] + q["imitation"] * reached) * room
    )
    churn = q["churn"] * (1 + r * (p["strategy_churn"] - 1))
    have = one.have
    one.have = np.maximum(have * (1 - churn - pull - leaving) + new * (1 - pull) + gained, 0)
    one.entrant = one.entrant + pull * (have + new)
    one.size = one.size * (1 + q["volume_growth"])


def _activity(case: Case, p: Parameters, t: int, revenue: Any, variable: Any) -> cash.Activity:
    invested, worn, _, running, spent, onset = case.timed[:, t]
    costs = (1 + p["inflation"]) ** (t / 12)
    return cash.Activity(
        revenue=revenue,
        variable=variable,
        fixed=(p["fixed"] + running * p["strategy_fixed"]) * costs,
        salaries=(p["staff"] + running * p["strategy_staff"]) * p["salary"] * costs,
        investment=invested + spent * p["strategy_cost"],
        depreciation=worn + spent * p["strategy_cost"],
        capital=onset * p["strategy_capital"],
    )


def _judged(p: Parameters, paths: dict[str, Numbers], capital: Numbers) -> Paths:
    money = paths["cash"]
    broken = money < -p["overdraft"]
    ruin = np.where(broken.any(axis=0), broken.argmax(axis=0), -1).astype(float)
    t = np.arange(len(money))[:, None]
    alive = (ruin < 0) | (t <= ruin)
    flows = np.diff(money, axis=0, prepend=p["cash"][None]) - capital
    value = (alive * flows * (1 + p["discount"]) ** (-(t + 1) / 12)).sum(axis=0)
    lowest = np.minimum(money.min(axis=0), p["cash"])
    month = np.where(money.min(axis=0) < p["cash"], money.argmin(axis=0), -1).astype(float)
    return Paths(ruin, value, lowest, month, money[-1], money, paths["revenue"], paths["share"])
