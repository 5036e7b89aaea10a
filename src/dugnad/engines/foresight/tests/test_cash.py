"""The ledger against twelve months computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dugnad.engines.foresight.cash import (
    Activity,
    Books,
    Terms,
    going_concern,
    lag_weights,
    ledger,
    npv,
    post,
    ruined,
)

TERMS = Terms(customer_days=30, debt_rate=0.12)
MONTH = Activity(revenue=100_000, variable=40_000, fixed=10_000, salaries=30_000)
# Each month: suppliers 50 000, fixed 11 250, salaries and pension 30 600, instalment 10 000 = 101 850 out; interest
# falls from 1 200 by 100; customers pay 125 000 from February; payroll tax 8 460 in March, May ...; VAT of
# 2 * 0.25 * (100 000 - 40 000 - 5 000) = 27 500 in April, June ...
BY_HAND = [96950, 119000, 132690, 127440, 141330, 136280, 150370, 145520, 159810, 155160, 169650, 165200]


def _books() -> Books:
    return Books(cash=200_000, debt=120_000, instalment=10_000)


def test_twelve_months_are_as_by_hand() -> None:
    lines = ledger(_books(), TERMS, [MONTH] * 12)
    assert [float(line.cash) for line in lines] == pytest.approx(BY_HAND)
    assert [float(line.vat) for line in lines] == pytest.approx([0, 0, 0] + [-27500, 0] * 4 + [-27500])
    assert [float(line.payroll_tax) for line in lines] == pytest.approx([0, 0] + [-8460, 0] * 5)


def test_the_years_tax_is_paid_in_february_and_april() -> None:
    lines = ledger(_books(), TERMS, [MONTH] * 18)
    # 12 * (100 000 - 40 000 - 10 000 - 34 830) - 7 800 interest = 174 240, of which 22 %.
    taxes = [float(line.company_tax) for line in lines]
    assert taxes[13] == pytest.approx(-38332.8 / 2)
    assert taxes[15] == pytest.approx(-38332.8 / 2)
    assert sum(taxes) == pytest.approx(-38332.8)


def test_losses_are_carried_to_the_next_year() -> None:
    poor, rich = Activity(fixed=10_000), Activity(revenue=20_000)
    lines = ledger(Books(0.0), Terms(), [poor] * 12 + [rich] * 12 + [Activity()] * 4)
    assert sum(float(line.company_tax) for line in lines) == pytest.approx(-0.22 * 120_000)


def test_every_line_adds_up_to_the_change_of_cash() -> None:
    books, before = _books(), 200_000.0
    for month in range(1, 13):
        line = post(books, TERMS, MONTH, month)
        moved = sum(float(getattr(line, name)) for name in line.__slots__ if name != "cash")
        assert before + moved == pytest.approx(float(line.cash))
        before = float(line.cash)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_going_concern_owes_what_it_would_owe_had_it_run_before(month: int) -> None:
    terms = Terms(customer_days=45, supplier_days=20, company_tax=0.0)
    running = Books(0.0)
    for n in range(24):
        post(running, terms, MONTH, n % 12 + 1)
    for n in range(month - 1):
        post(running, terms, MONTH, n % 12 + 1)
    running.cash = 0.0
    opened = going_concern(Books(0.0), terms, MONTH, month)
    for n in range(6):
        calendar = (month - 1 + n) % 12 + 1
        assert float(post(opened, terms, MONTH, calendar).cash) == pytest.approx(
            float(post(running, terms, MONTH, calendar).cash)
        )


def test_overdraft_bears_interest_and_ruin_is_below_its_line() -> None:
    lines = ledger(Books(0.0), Terms(overdraft_rate=0.12), [Activity(salaries=10_000)] * 2)
    assert float(lines[1].interest) == pytest.approx(-102)
    assert ruined([10.0, -50.0, -50.01], 50.0) == 2
    assert ruined([10.0, -50.0], 50.0) is None


def test_present_value_is_the_textbooks() -> None:
    assert npv([0.0] * 11 + [110.0], 0.10) == pytest.approx(100)


@pytest.mark.parametrize(
    ("days", "weights"),
    [(0, (1, 0, 0)), (15, (0.5, 0.5, 0)), (30, (0, 1, 0)), (45, (0, 0.5, 0.5)), (60, (0, 0, 1))],
)
def test_invoices_are_paid_over_the_months_of_their_terms(days: float, weights: tuple[float, ...]) -> None:
    assert [float(np.asarray(one)) for one in lag_weights(days)] == pytest.approx(weights)
