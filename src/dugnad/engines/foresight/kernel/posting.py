"""The month in the books, as in `cash`: collected, paid, owed to the state, taxed; then ruin and value."""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from dugnad.engines.foresight._jit import inlined
from dugnad.engines.foresight.kernel import places as at


@inlined
def overheads(b, w, running):
    """A month's fixed costs and wages before inflation: as paid, as cost, their VAT and payroll tax."""
    for i in range(w):
        fixed = b[at.FIXED + i] + running * b[at.STRATEGY_FIXED + i]
        wages = (b[at.STAFF + i] + running * b[at.STRATEGY_STAFF + i]) * b[at.SALARY + i]
        vat, payroll = b[at.VAT + i] * b[at.FIXED_VAT + i] * fixed, b[at.PAYROLL_TAX + i] * wages
        salaries = wages * (1.0 + b[at.PENSION + i])
        b[at.OVERHEAD_PAID + i] = fixed + vat + salaries
        b[at.OVERHEAD_COST + i] = fixed + salaries + payroll
        b[at.OVERHEAD_VAT + i] = vat
        b[at.OVERHEAD_PAYROLL + i] = payroll


@inlined
def going_concern(b, w, month):
    """What customers, suppliers and the state owe and are owed, as if the months before had been like the first."""
    odd = float(month % 2)
    for i in range(w):
        revenue, variable = b[at.REVENUE + i], b[at.VARIABLE + i]
        last = b[at.COLLECTED_2 + i] * revenue - b[at.PAID_2 + i] * variable
        due = b[at.VAT + i] * (revenue - variable) - b[at.OVERHEAD_VAT + i] * b[at.COSTS + i]
        b[at.INVOICED_1 + i] = b[at.COLLECTED_1 + i] * revenue - b[at.PAID_1 + i] * variable + last
        b[at.INVOICED_2 + i] = last
        b[at.VAT_TERM + i] = due * (1.0 - odd)
        b[at.VAT_OWED + i] = due * 2.0
        b[at.PAYROLL + i] = b[at.OVERHEAD_PAYROLL + i] * b[at.COSTS + i] * (1.0 + odd)


@inlined
def seldom(b, w, invested, spent, onset, taxed):
    """What does not come each month: investments, the strategy's cost and capital, company tax."""
    for i in range(w):
        own = b[at.STRATEGY_COST + i] * spent
        capital, tax = b[at.STRATEGY_CAPITAL + i] * onset, b[at.BILL + i] * taxed
        investment, vat = invested + own, b[at.VAT + i]
        b[at.EXTRA + i] = capital - tax - (1.0 + vat) * investment
        b[at.BILL + i] -= tax
        b[at.VAT_TERM + i] -= vat * investment
        b[at.PROFIT + i] -= own
        # Capital put in is no part of the value: taken out here, as the flow below holds it.
        alive = 1.0 if b[at.RUIN + i] < 0.0 else 0.0
        b[at.NPV + i] -= alive * b[at.DISCOUNTED + i] * b[at.DISCOUNT_STEP + i] * capital


@inlined
def post(b, w, time, even, worn):
    """The month's postings and what they come to; in even months VAT is due, in odd ones payroll tax."""
    for i in range(w):
        revenue, variable, costs, money = (
            b[at.REVENUE + i],
            b[at.VARIABLE + i],
            b[at.COSTS + i],
            b[at.MONEY + i],
        )
        interest = (
            b[at.BALANCE + i] * b[at.LOAN_INTEREST + i] + max(-money, 0.0) * b[at.OVERDRAFT_INTEREST + i]
        )
        paid = costs * b[at.OVERHEAD_PAID + i] + interest
        paid += instalment(b, i) + to_the_state(b, i, revenue - variable, costs, even)
        flow = invoices(b, i, revenue, variable) - paid + b[at.EXTRA + i]
        b[at.PROFIT + i] += revenue - variable - costs * b[at.OVERHEAD_COST + i] - worn - interest
        judge(b, i, money + flow, flow, time)
        b[at.INDEX + i] *= b[at.INDEX_STEP + i]
        b[at.COSTS + i] = costs * b[at.COSTS_STEP + i]


@inlined
def invoices(b, i, revenue, variable):
    """Money from customers less money to suppliers, of this month's and the last two months' invoices."""
    flow = b[at.COLLECTED_0 + i] * revenue - b[at.PAID_0 + i] * variable + b[at.INVOICED_1 + i]
    following = b[at.COLLECTED_1 + i] * revenue - b[at.PAID_1 + i] * variable
    b[at.INVOICED_1 + i] = following + b[at.INVOICED_2 + i]
    b[at.INVOICED_2 + i] = b[at.COLLECTED_2 + i] * revenue - b[at.PAID_2 + i] * variable
    return flow


@inlined
def instalment(b, i):
    part = min(b[at.INSTALMENT + i], b[at.BALANCE + i])
    b[at.BALANCE + i] -= part
    return part


@inlined
def to_the_state(b, i, margin, costs, even):
    """VAT and payroll tax paid this month, and what the month adds to them."""
    term = b[at.VAT_TERM + i] + b[at.VAT + i] * margin - costs * b[at.OVERHEAD_VAT + i]
    wages, vat, payroll = costs * b[at.OVERHEAD_PAYROLL + i], b[at.VAT_OWED + i], b[at.PAYROLL + i]
    b[at.VAT_TERM + i] = 0.0 if even else term
    b[at.VAT_OWED + i] = term if even else vat
    b[at.PAYROLL + i] = wages + payroll if even else wages
    return vat if even else payroll


@inlined
def judge(b, i, money, flow, time):
    """Value up to ruin, the first month below the overdraft line, and the tightest month so far."""
    discounted, ruin, lowest = (
        b[at.DISCOUNTED + i] * b[at.DISCOUNT_STEP + i],
        b[at.RUIN + i],
        b[at.LOWEST + i],
    )
    alive = ruin < 0.0
    b[at.DISCOUNTED + i] = discounted
    b[at.NPV + i] += discounted * flow if alive else 0.0
    b[at.RUIN + i] = time if (money < b[at.LINE + i]) & alive else ruin
    lowest_month = b[at.LOWEST_MONTH + i]
    b[at.LOWEST_MONTH + i] = time if money < lowest else lowest_month
    b[at.LOWEST + i] = min(money, lowest)
    b[at.MONEY + i] = money


@inlined
def year_end(b, w):
    """The year's tax after carried losses."""
    for i in range(w):
        taxable = b[at.PROFIT + i] + b[at.LOSSES + i]
        b[at.BILL + i] += b[at.COMPANY_TAX + i] * max(taxable, 0.0)
        b[at.LOSSES + i] = min(taxable, 0.0)
        b[at.PROFIT + i] = 0.0
