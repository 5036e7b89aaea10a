"""What levers, inputs, worlds and blocks are called, to the reader."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.lab.business.words import BLOCKS, PARAMETERS, SCENARIOS
from dugnad.engines.foresight.model import Business, Costs, Funding, Strategy, Stream
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.engines.foresight.scenarios import LEVERS as ENGINE_LEVERS

LEVERS: Final = {
    "price": gettext_lazy("Price"),
    "volume": gettext_lazy("Sold to each customer"),
    "customers": gettext_lazy("Customers today"),
    "new_customers": gettext_lazy("New customers a month"),
    "churn": gettext_lazy("Customers who leave"),
    "unit_cost": gettext_lazy("Cost of each unit"),
    "fixed": gettext_lazy("Fixed costs"),
    "staff": gettext_lazy("Staff"),
}
FIELDS: Final = {
    **LEVERS,
    "volume_growth": gettext_lazy("Growth in what each customer buys"),
    "reach": gettext_lazy("Customers who could ever come"),
    "innovation": gettext_lazy("Come of their own accord"),
    "imitation": gettext_lazy("Come because others did"),
    "salary": gettext_lazy("Pay"),
    "payroll_tax": gettext_lazy("Payroll tax"),
    "pension": gettext_lazy("Pension"),
    "inflation": gettext_lazy("Cost inflation"),
    "fixed_vat": gettext_lazy("Part of fixed costs with VAT"),
    "cash": gettext_lazy("Cash today"),
    "overdraft": gettext_lazy("Overdraft"),
    "overdraft_rate": gettext_lazy("Interest on the overdraft"),
    "debt": gettext_lazy("Debt"),
    "debt_rate": gettext_lazy("Interest on debt"),
    "debt_months": gettext_lazy("Months of the loan"),
    "tax_due": gettext_lazy("Tax due"),
    "customer_days": gettext_lazy("Days until customers pay"),
    "supplier_days": gettext_lazy("Days until suppliers are paid"),
    "vat": gettext_lazy("VAT"),
    "company_tax": gettext_lazy("Company tax"),
    "price_growth": gettext_lazy("Price growth"),
    "discount": gettext_lazy("Discount rate"),
    "noise": gettext_lazy("Chance from month to month"),
    "persistence": gettext_lazy("How long a good or bad month lasts"),
    "cost": gettext_lazy("Cost of the change"),
    "running": gettext_lazy("Running cost"),
    "capital": gettext_lazy("New equity"),
    "new": gettext_lazy("New customers a month"),
    "switching": gettext_lazy("What it costs to switch"),
}


def world(one: dict[str, Any]) -> str:
    """What a world is called: as today, the scenario's own name, or all at once."""
    if one["key"] == "today":
        return _("As today")
    if one["key"] == "together":
        return _("All of them at once")
    return str(one["name"]) or scenario(one["kind"])


def scenario(kind: str) -> str:
    """A kind of disruption."""
    return str(SCENARIOS[kind][0]) if kind in SCENARIOS else kind


def field(name: str) -> str:
    """One of the model's fields, by its name in the document."""
    return str(FIELDS.get(name, name))


def lever(name: str) -> str:
    return str(LEVERS.get(name, name))


def block(name: str) -> str:
    return str(BLOCKS[name])


def strategy(name: str) -> str:
    """A strategy's own name; the empty one is to go on as today."""
    return name or _("Go on as today")


def source(name: str) -> str:
    """An uncertain input by the engine's name, as `streams.Shop.price` or `digital_entrant.start`."""
    part, _dot, rest = name.partition(".")
    if name == "chance":
        return _("Chance from month to month")
    if part == "streams" and "." in rest:
        stream, _dot, last = rest.rpartition(".")
        return f"{field(last)}, {stream}"
    if part in SCENARIOS:
        return f"{scenario(part)}: {PARAMETERS.get(name, rest)}"
    return field(rest or part)


def unit(name: str) -> str:
    """The unit of an uncertain input, as the engine names units; empty where it has none."""
    part, _dot, rest = name.partition(".")
    last = rest.rpartition(".")[2] or part
    if part in CATALOGUE:
        return next((one.unit for one in CATALOGUE[part].parameters if one.name == last), "")
    if part == "strategy" and last in ENGINE_LEVERS:
        return ENGINE_LEVERS[last].unit
    owners = (Strategy,) if part == "strategy" else (Stream, Costs, Funding, Business)
    known = [one.__dataclass_fields__[last] for one in owners if last in one.__dataclass_fields__]
    return str(known[0].metadata.get("unit", "")) if known else ""


def parameter(kind: str, name: str) -> str:
    """One parameter of a kind of disruption."""
    return str(PARAMETERS.get(f"{kind}.{name}", name))
