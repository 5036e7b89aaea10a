"""A business, what may happen to it and what it may do: the plain values that everything else reads.

Amounts are NOK before VAT, times are months, rates a year's unless a field says "a month". A `Value` is a number or a
`Range` of which each future draws one number. `metadata` of each field holds its bounds and unit: `reading` checks
them, `schema` publishes them.
"""

# ruff: noqa: RUF009 - the defaults are fields with bounds, made by `number` and its like.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

VERSION: Final = 1
KINDS: Final = ("uniform", "loguniform", "triangular")
MONEY: Final = 1e13


@dataclass(frozen=True, slots=True)
class Range:
    """Between `low` and `high`: evenly, evenly in its logarithm, or most often near `mode` (triangular)."""

    low: float
    high: float
    kind: str = "uniform"
    mode: float | None = None


Value = float | Range


def number(low: float, high: float, unit: str, default: Any = None) -> Any:
    """A field that holds a number or a range within bounds."""
    metadata = {"is": "value", "low": low, "high": high, "unit": unit}
    return field(metadata=metadata) if default is None else field(default=default, metadata=metadata)


def whole(low: int, high: int, unit: str, default: int) -> Any:
    """A field that holds a whole number."""
    return field(default=default, metadata={"is": "whole", "low": low, "high": high, "unit": unit})


def text(default: str | None = None, choices: tuple[str, ...] = (), pattern: str = "") -> Any:
    """A field that holds words: one of `choices` where given."""
    metadata = {"is": "text", "choices": choices, "pattern": pattern}
    return field(metadata=metadata) if default is None else field(default=default, metadata=metadata)


def many(of: type, most: int, least: int = 0) -> Any:
    """A field that holds a list of parts."""
    return field(default=(), metadata={"is": "many", "of": of, "least": least, "most": most})


def one(of: type) -> Any:
    """A field that holds one part."""
    return field(default_factory=of, metadata={"is": "one", "of": of})


def names(most: int = 64) -> Any:
    """A field that holds a list of names."""
    return field(default=(), metadata={"is": "names", "most": most})


@dataclass(frozen=True, slots=True)
class Stream:
    """One source of revenue: what one segment buys through one channel.

    With `reach` above 0 new customers also come by diffusion (Bass 1969): `innovation` and `imitation` are p and q a
    month. `digital`: customers that go digital come here.
    """

    name: str = text()
    customers: Value = number(0, 1e9, "customers")
    price: Value = number(0, MONEY, "NOK a unit")
    churn: Value = number(0, 0.999, "share a month", 0.0)
    volume: Value = number(0, 1e9, "units a customer and month", 1.0)
    volume_growth: Value = number(-0.5, 0.5, "share a month", 0.0)
    new_customers: Value = number(0, 1e9, "customers a month", 0.0)
    unit_cost: Value = number(0, MONEY, "NOK a unit", 0.0)
    reach: Value = number(0, 1e10, "customers", 0.0)
    innovation: Value = number(0, 1, "share a month", 0.0)
    imitation: Value = number(0, 5, "share a month", 0.0)
    channel: str = text("")
    segment: str = text("")
    digital: bool = field(default=False, metadata={"is": "flag"})


@dataclass(frozen=True, slots=True)
class Costs:
    """`fixed` before VAT, of which `fixed_vat` bears VAT; `salary` is one person's gross pay a month."""

    fixed: Value = number(0, MONEY, "NOK a month", 0.0)
    fixed_vat: Value = number(0, 1, "share", 0.5)
    staff: Value = number(0, 1e6, "people", 0.0)
    salary: Value = number(0, 1e7, "NOK a month", 0.0)
    payroll_tax: Value = number(0, 1, "share of pay", 0.141)
    pension: Value = number(0, 1, "share of pay", 0.02)
    inflation: Value = number(-0.5, 1, "share a year", 0.03)


@dataclass(frozen=True, slots=True)
class Funding:
    """Money at the start, what may be drawn, what is owed, and when customers pay and suppliers are paid."""

    cash: Value = number(-MONEY, MONEY, "NOK", 0.0)
    overdraft: Value = number(0, MONEY, "NOK", 0.0)
    overdraft_rate: Value = number(0, 2, "share a year", 0.11)
    debt: Value = number(0, MONEY, "NOK", 0.0)
    debt_rate: Value = number(0, 2, "share a year", 0.08)
    debt_months: Value = number(1, 600, "months", 60.0)
    tax_due: Value = number(0, MONEY, "NOK", 0.0)
    customer_days: Value = number(0, 60, "days", 30.0)
    supplier_days: Value = number(0, 60, "days", 30.0)


@dataclass(frozen=True, slots=True)
class Investment:
    """Paid in one month (0 is the first), worn off evenly."""

    month: int = whole(0, 239, "month", 0)
    amount: float = field(default=0.0, metadata={"is": "plain", "low": 0, "high": MONEY, "unit": "NOK"})
    worn_months: int = whole(1, 600, "months", 60)


@dataclass(frozen=True, slots=True)
class Business:
    """`start`: the first month, as 2026-01. `going`: it has run before, so it owes and is owed as last month."""

    name: str = text()
    streams: tuple[Stream, ...] = many(Stream, 24, 1)
    currency: str = text("NOK", ("NOK",))
    start: str = text("2026-01", pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")
    months: int = whole(1, 240, "months", 120)
    going: bool = field(default=True, metadata={"is": "flag"})
    costs: Costs = one(Costs)
    funding: Funding = one(Funding)
    investments: tuple[Investment, ...] = many(Investment, 240)
    vat: Value = number(0, 0.5, "share", 0.25)
    company_tax: Value = number(0, 0.9, "share", 0.22)
    price_growth: Value = number(-0.5, 1, "share a year", 0.02)
    discount: Value = number(-0.5, 2, "share a year", 0.08)
    noise: Value = number(0, 1, "share a month", 0.05)
    persistence: Value = number(0, 0.99, "share", 0.5)
    season: tuple[float, ...] = field(default=(), metadata={"is": "season"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """A disruption: its kind (see `scenarios.CATALOGUE`), its parameters, the streams it meets (none named: all).

    `probability` is the user's own, if stated; the engine never makes one up.
    """

    kind: str = field(metadata={"is": "scenario"})
    name: str = text("")
    values: Mapping[str, Value] = field(default_factory=dict, metadata={"is": "parameters"}, hash=False)
    streams: tuple[str, ...] = names()
    probability: float | None = field(default=None, metadata={"is": "probability"})


@dataclass(frozen=True, slots=True)
class Strategy:
    """What the business may do: levers (see `scenarios.LEVERS`), from `start` and in full after `months`.

    `cost` is spent evenly while it is built; `running` is paid each month from the start; `capital` is new equity.
    """

    name: str = text()
    start: int = whole(0, 239, "month", 0)
    months: int = whole(1, 240, "months", 6)
    cost: Value = number(0, MONEY, "NOK", 0.0)
    running: Value = number(-MONEY, MONEY, "NOK a month", 0.0)
    capital: Value = number(0, MONEY, "NOK", 0.0)
    changes: Mapping[str, Value] = field(default_factory=dict, metadata={"is": "levers"}, hash=False)
    streams: tuple[str, ...] = names()


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that one asks about: the versioned document."""

    business: Business = one(Business)
    scenarios: tuple[Scenario, ...] = many(Scenario, 64)
    strategies: tuple[Strategy, ...] = many(Strategy, 64)


def middle(value: Value) -> float:
    """The number itself, or the middle of its range: the mode of a triangle, the geometric mean of a loguniform."""
    if not isinstance(value, Range):
        return float(value)
    if value.kind == "triangular" and value.mode is not None:
        return value.mode
    return (
        float((value.low * value.high) ** 0.5) if value.kind == "loguniform" else (value.low + value.high) / 2
    )
