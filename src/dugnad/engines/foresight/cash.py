"""The monthly ledger of a Norwegian limited company: what is earned, what is paid when, when the money is gone.

All amounts are NOK, all times months. Every argument may be a number or a NumPy array (one element a future).

- Value added tax (merverdiavgiftsloven; skattebetalingsforskriften § 10-3-1): terms of two months, paid in the
  second month after the term (10 April for January-February, ..., 31 August for May-June, 10 February).
- Employer's national insurance contribution (folketrygdloven § 23-2; skattebetalingsloven § 10-10): terms of two
  months, paid in the month after the term. Tax withheld from wages goes to its own account at once and counts as paid.
- Company tax (skattebetalingsloven § 10-20): on the year's profit after carried losses, half in February and the
  rest in April of the next year.
- Loan: equal instalments, interest on what is owed. Overdraft: interest on the negative balance of last month.
- Ruin: the first month that ends with less money than the overdraft line allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

Amount = Any


@dataclass(frozen=True, slots=True)
class Terms:
    """What does not change from month to month. Rates are a year's, days are days after the invoice (0-60)."""

    vat: Amount = 0.25
    fixed_vat: Amount = 0.5
    payroll_tax: Amount = 0.141
    pension: Amount = 0.02
    company_tax: Amount = 0.22
    customer_days: Amount = 0.0
    supplier_days: Amount = 0.0
    overdraft: Amount = 0.0
    overdraft_rate: Amount = 0.0
    debt_rate: Amount = 0.0
    discount: Amount = 0.0


@dataclass(frozen=True, slots=True)
class Activity:
    """One month's business, NOK before VAT; `salaries` before payroll tax and pension; `capital`: money put in."""

    revenue: Amount = 0.0
    variable: Amount = 0.0
    fixed: Amount = 0.0
    salaries: Amount = 0.0
    investment: Amount = 0.0
    depreciation: Amount = 0.0
    capital: Amount = 0.0


@dataclass(slots=True)
class Books:
    """The running accounts; `earlier` holds the revenue and variable costs of the last two months."""

    cash: Amount
    debt: Amount = 0.0
    instalment: Amount = 0.0
    tax_due: Amount = 0.0
    earlier: list[tuple[Amount, Amount]] = field(default_factory=lambda: [(0.0, 0.0), (0.0, 0.0)])
    vat_term: Amount = 0.0
    vat_owed: Amount = 0.0
    payroll: Amount = 0.0
    profit: Amount = 0.0
    losses: Amount = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """What moved in one month, money in as positive numbers and money out as negative, and the balance after it."""

    collected: Amount
    suppliers: Amount
    fixed: Amount
    salaries: Amount
    payroll_tax: Amount
    vat: Amount
    company_tax: Amount
    interest: Amount
    instalment: Amount
    investment: Amount
    capital: Amount
    cash: Amount


def going_concern(books: Books, terms: Terms, first: Activity, month: int) -> Books:
    """The books as if the months before had been like the first: money owed by customers, to suppliers and the state.

    `month`: the calendar month (1-12) of the first posting.
    """
    books.earlier = [(first.revenue, first.variable)] * 2
    books.vat_term = _vat(terms, first) * (1 - month % 2)
    books.vat_owed = _vat(terms, first) * 2
    books.payroll = terms.payroll_tax * first.salaries * (1 + month % 2)
    return books


def post(books: Books, terms: Terms, activity: Activity, month: int) -> Line:
    """Enter one month (`month`: calendar month 1-12) into the books and say what moved."""
    even = month % 2 == 0
    collected = (1 + terms.vat) * _lagged(
        terms.customer_days, activity.revenue, [r for r, _ in books.earlier]
    )
    suppliers = (1 + terms.vat) * _lagged(
        terms.supplier_days, activity.variable, [v for _, v in books.earlier]
    )
    fixed = activity.fixed * (1 + terms.vat * terms.fixed_vat)
    salaries = activity.salaries * (1 + terms.pension)
    interest = books.debt * terms.debt_rate / 12 + np.maximum(-books.cash, 0.0) * terms.overdraft_rate / 12
    instalment = np.minimum(books.instalment, books.debt)
    payroll, vat = _to_the_state(books, terms, activity, even)
    tax = books.tax_due * {2: 0.5, 4: 1.0}.get(month, 0.0)
    investment = activity.investment * (1 + terms.vat)
    books.debt = books.debt - instalment
    books.tax_due = books.tax_due - tax
    books.earlier = [(activity.revenue, activity.variable), books.earlier[0]]
    _earn(books, terms, activity, interest, month)
    out = suppliers + fixed + salaries + payroll + vat + tax + interest + instalment + investment
    books.cash = books.cash + collected + activity.capital - out
    return Line(
        collected,
        *(-suppliers, -fixed, -salaries, -payroll, -vat, -tax, -interest, -instalment, -investment),
        activity.capital,
        books.cash,
    )


def ledger(books: Books, terms: Terms, activities: list[Activity], month: int = 1) -> list[Line]:
    """All months in order, the first of them in the calendar month `month` (1-12)."""
    return [post(books, terms, one, (month - 1 + n) % 12 + 1) for n, one in enumerate(activities)]


def ruined(cash: list[float], overdraft: float) -> int | None:
    """The first month (from 0) that ends below the overdraft line, or None."""
    return next((n for n, amount in enumerate(cash) if amount < -overdraft), None)


def npv(flows: list[float], discount: float) -> float:
    """Present value of monthly flows, each at its month's end; `discount` is a year's rate."""
    factor = (1 + discount) ** (-1 / 12)
    return float(sum(flow * factor ** (n + 1) for n, flow in enumerate(flows)))


def lag_weights(days: Amount) -> tuple[Amount, Amount, Amount]:
    """The parts of an invoice that are paid in the same month, the next and the one after it."""
    lag = np.clip(np.asarray(days, float) / 30.0, 0.0, 2.0)
    return np.maximum(1 - lag, 0.0), 1 - np.abs(lag - 1), np.maximum(lag - 1, 0.0)


def _lagged(days: Amount, now: Amount, earlier: list[Amount]) -> Amount:
    same, following, after = lag_weights(days)
    return same * now + following * earlier[0] + after * earlier[1]


def _vat(terms: Terms, activity: Activity) -> Amount:
    return terms.vat * (
        activity.revenue - activity.variable - terms.fixed_vat * activity.fixed - activity.investment
    )


def _to_the_state(books: Books, terms: Terms, activity: Activity, even: bool) -> tuple[Amount, Amount]:
    payroll = 0.0 if even else books.payroll
    books.payroll = terms.payroll_tax * activity.salaries + (books.payroll if even else 0.0)
    books.vat_term = books.vat_term + _vat(terms, activity)
    if not even:
        return payroll, 0.0
    vat, books.vat_owed, books.vat_term = books.vat_owed, books.vat_term, 0.0
    return payroll, vat


def _earn(books: Books, terms: Terms, activity: Activity, interest: Amount, month: int) -> None:
    staff = activity.salaries * (1 + terms.payroll_tax + terms.pension)
    costs = activity.variable + activity.fixed + staff + activity.depreciation + interest
    books.profit = books.profit + activity.revenue - costs
    if month == 12:
        taxable = books.profit + books.losses
        books.tax_due = books.tax_due + terms.company_tax * np.maximum(taxable, 0.0)
        books.losses, books.profit = np.minimum(taxable, 0.0), 0.0
