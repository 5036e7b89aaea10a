"""The few figures of a model that an account's balances tell: SAF-T, SIE and trial balances end up here. Pure.

Accounts are those of NS 4102, the Norwegian standard chart: 15 customers, 19 cash, 22-23 debt, 24 suppliers,
25 tax, 3 sales, 4 goods, 5 pay, 6-7 other costs (60 wear is no payment), 8 finance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import numbers

Json = dict[str, Any]
MOST_STREAMS: Final = 6
DAYS: Final = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Account:
    """Number in the standard chart, name, and balances: debit above 0, credit below."""

    number: str
    name: str
    opening: float
    closing: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """`months`: how long the period is."""

    accounts: tuple[Account, ...]
    months: float
    name: str = ""
    currency: str = "NOK"

    def balance(self, *prefixes: str) -> float:
        """The closing balance of accounts whose numbers begin so."""
        return sum(one.closing for one in self.accounts if one.number.startswith(prefixes))

    def monthly(self, *prefixes: str) -> float:
        """What a month adds to accounts whose numbers begin so."""
        rows = [one for one in self.accounts if one.number.startswith(prefixes)]
        return sum(one.closing - one.opening for one in rows) / self.months


def streams(ledger: Ledger) -> list[Json]:
    """A stream for each of the largest sales accounts: one customer each, as books do not tell how many."""
    sold = [(one.name or one.number, -(one.closing - one.opening) / ledger.months) for one in ledger.accounts
            if one.number.startswith("3")]  # fmt: skip
    largest = sorted((pair for pair in sold if pair[1] > 0), key=lambda pair: -pair[1])
    kept, rest = largest[:MOST_STREAMS], sum(amount for _name, amount in largest[MOST_STREAMS:])
    if rest:
        kept.append((_("Other sales"), rest))
    share = ledger.monthly("4") / max(sum(amount for _name, amount in kept), 1.0)
    names: list[str] = []
    made = []
    for name, amount in kept:
        title = name[:180] if name not in names else f"{name[:170]} {len(names) + 1}"
        names.append(title)
        cost = round(amount * min(max(share, 0.0), 10.0), 2)
        made.append(
            {"name": title, "customers": 1.0, "price": round(amount, 2), "volume": 1.0, "unit_cost": cost}
        )
    return made


def figures(ledger: Ledger) -> Iterator[tuple[str, str, float]]:
    """What else the books tell: part and name of the field, and its value."""
    yield (
        "costs",
        "fixed",
        max(ledger.monthly("61", "62", "63", "64", "65", "66", "67", "68", "69", "7"), 0.0),
    )
    yield "funding", "cash", ledger.balance("19")
    drawn = max(-ledger.balance("238"), 0.0)
    yield "funding", "debt", max(-ledger.balance("22", "23") - drawn, 0.0)
    yield "funding", "tax_due", max(-ledger.balance("250"), 0.0)
    sales, bought = -ledger.monthly("3"), ledger.monthly("4", "6", "7")
    if sales > 0:
        yield "funding", "customer_days", min(max(ledger.balance("15") / (sales * 1.25) * DAYS, 0.0), 60.0)
    if bought > 0:
        yield "funding", "supplier_days", min(max(-ledger.balance("24") / (bought * 1.25) * DAYS, 0.0), 60.0)


def pay(ledger: Ledger) -> float:
    """Gross pay a month, without tax and pension."""
    return max(ledger.monthly("50", "51", "52"), 0.0)


def put(document: Json, ledger: Ledger) -> tuple[Json, list[tuple[str, str]]]:
    """The document with what the books tell, and that in words. Staff becomes one person with all the pay."""
    from copy import deepcopy

    made = deepcopy(document)
    business: Json = made["business"]
    told: list[tuple[str, str]] = []
    if found := streams(ledger):
        business["streams"] = found
        told += [(one["name"], _kroner(one["price"])) for one in found]
    for part, name, value in figures(ledger):
        business.setdefault(part, {})[name] = round(value, 2)
        told.append((name, _kroner(value) if "days" not in name else numbers.written(round(value))))
    if gross := pay(ledger):
        business.setdefault("costs", {}).update(staff=1.0, salary=round(gross, 2))
        told.append(("salary", _kroner(gross)))
    return made, told


def _kroner(amount: float) -> str:
    return _("%(amount)s kr") % {"amount": numbers.written(round(amount))}
