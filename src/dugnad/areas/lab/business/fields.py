"""Every field of a model that a person fills in: its words, its unit, and how it stands in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dugnad.areas.lab.business.words import LEVERS, PARAMETERS, UNITS, Words
from dugnad.engines.foresight import model as engine
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.engines.foresight.scenarios import LEVERS as ENGINE_LEVERS


@dataclass(frozen=True, slots=True)
class Spec:
    """`scale` and `shift`: what is shown is what is kept times `scale` plus `shift`; `low` and `high` as kept.

    `form`: value (a number or a range), number, whole, text, flag, month. `inside`: the part of the step's part that
    it stands in, if in one.
    """

    name: str
    label: Words
    form: str = "value"
    unit: Words = ""
    scale: float = 1.0
    shift: float = 0.0
    low: float = 0.0
    high: float = 0.0
    help: Words = ""
    needed: bool = False
    default: Any = None
    inside: str = ""


def _spec(of: type, name: str, label: Words, help: Words = "", **more: Any) -> Spec:
    one = next(field for field in fields(of) if field.name == name)
    about = one.metadata
    form = {"plain": "number", "value": "value", "whole": "whole", "text": "text", "flag": "flag"}[
        about["is"]
    ]
    unit = about.get("unit", "")
    scale = 100.0 if unit.startswith("share") else 1.0
    given = {
        "form": form,
        "unit": UNITS.get(unit, unit),
        "scale": scale,
        "low": about.get("low", 0.0),
        "high": about.get("high", 0.0),
        "default": None if one.default is MISSING else one.default,
    }
    return Spec(name, label, help=help, **{**given, **more})


SOLD: Final = (
    _spec(
        engine.Stream,
        "name",
        _("What is sold"),
        _("A name of your own, such as Service agreements"),
        needed=True,
    ),
    _spec(engine.Stream, "segment", _("To whom")),
    _spec(engine.Stream, "channel", _("Through which channel")),
    _spec(engine.Stream, "customers", _("Customers today"), needed=True),
    _spec(
        engine.Stream,
        "volume",
        _("Units each buys a month"),
        _("0,25 is one every fourth month. A subscription is 1."),
        default=1.0,
    ),
    _spec(engine.Stream, "price", _("Price before VAT"), needed=True),
    _spec(
        engine.Stream,
        "unit_cost",
        _("Cost of one unit before VAT"),
        _("Goods, freight, fees: what you pay only when you sell."),
    ),
)
CHANGING: Final = (
    _spec(
        engine.Stream,
        "churn",
        _("Customers who leave"),
        _("Of a hundred customers, how many are gone a month later?"),
    ),
    _spec(engine.Stream, "new_customers", _("New customers that you win")),
    _spec(engine.Stream, "volume_growth", _("How fast each buys more")),
    _spec(
        engine.Stream,
        "reach",
        _("Everyone who could become a customer"),
        _("Leave it at 0 when news of you does not spread by itself."),
    ),
    _spec(engine.Stream, "innovation", _("Part of those who come by themselves (p)")),
    _spec(engine.Stream, "imitation", _("Part of those who follow others (q)")),
    _spec(engine.Stream, "digital", _("This is sold and delivered digitally")),
)
STAFF: Final = (
    _spec(engine.Costs, "staff", _("People, in full positions")),
    _spec(engine.Costs, "salary", _("Gross pay of one, with holiday pay spread out")),
    _spec(
        engine.Costs,
        "payroll_tax",
        _("Employer's national insurance"),
        _("14.1 % in most places, less in the north."),
    ),
    _spec(engine.Costs, "pension", _("Pension")),
)
FIXED: Final = (
    _spec(
        engine.Costs, "fixed", _("Fixed costs before VAT"), _("Rent, power, software, insurance, accounting.")
    ),
    _spec(engine.Costs, "fixed_vat", _("How much of them bears VAT")),
    _spec(engine.Costs, "inflation", _("How fast costs and pay rise")),
)
CASH: Final = (
    _spec(engine.Funding, "cash", _("Money in the bank")),
    _spec(engine.Funding, "overdraft", _("Overdraft that you may draw")),
    _spec(engine.Funding, "overdraft_rate", _("Interest on what is drawn")),
)
DEBT: Final = (
    _spec(engine.Funding, "debt", _("Loans that are left")),
    _spec(engine.Funding, "debt_rate", _("Interest on the loans")),
    _spec(engine.Funding, "debt_months", _("Months until they are paid back")),
)
TIMING: Final = (
    _spec(
        engine.Funding,
        "customer_days",
        _("Days until customers pay"),
        _("0 for cash and card."),
        inside="funding",
    ),
    _spec(engine.Funding, "supplier_days", _("Days until you pay suppliers"), inside="funding"),
    _spec(
        engine.Business,
        "vat",
        _("VAT on what you sell"),
        _("25 %, 15 % for food, 12 % for rooms and transport, or 0."),
    ),
    _spec(engine.Funding, "tax_due", _("Company tax owed from last year"), inside="funding"),
    _spec(engine.Business, "company_tax", _("Tax on profit")),
)
INVESTMENT: Final = (
    _spec(engine.Investment, "amount", _("Amount before VAT"), default=None),
    _spec(engine.Investment, "month", _("In month"), _("0 is the first month.")),
    _spec(engine.Investment, "worn_months", _("Worn off over")),
)
OUTLOOK: Final = (
    _spec(engine.Business, "months", _("How far to look")),
    _spec(engine.Business, "price_growth", _("How fast you raise your prices")),
    _spec(
        engine.Business, "discount", _("What money costs you"), _("The return you want for money tied up.")
    ),
    _spec(engine.Business, "noise", _("How much a month can surprise"), _("5 % is calm, 20 % is rough.")),
    _spec(engine.Business, "persistence", _("How much of a surprise is left the next month")),
)
ABOUT: Final = (
    _spec(engine.Business, "name", _("What the model is called"), needed=True),
    Spec("start", _("First month"), form="month", help=_("Such as 2026-01."), needed=True),
    _spec(engine.Business, "going", _("The business runs already")),
)
STRATEGY: Final = (
    _spec(engine.Strategy, "name", _("What the strategy is called"), needed=True),
    _spec(engine.Strategy, "start", _("Begins in month"), _("0 is the first month.")),
    _spec(engine.Strategy, "months", _("Full effect after")),
    _spec(engine.Strategy, "cost", _("What it costs to build")),
    _spec(engine.Strategy, "running", _("What it costs to run, on top"), _("Below 0 when it saves.")),
    _spec(engine.Strategy, "capital", _("New capital put in")),
)
FACTORS: Final = frozenset({"price", "churn", "volume", "new", "unit_cost"})


def _lever(name: str) -> Spec:
    one = ENGINE_LEVERS[name]
    if name in FACTORS:
        return Spec(
            name, LEVERS[name], unit="%", scale=100.0, shift=-100.0, low=one.low, high=one.high, default=1.0
        )
    scale = 100.0 if one.unit.startswith("share") else 1.0
    return Spec(
        name, LEVERS[name], unit=UNITS[one.unit], scale=scale, low=one.low, high=one.high, default=0.0
    )


LEVER_FIELDS: Final = tuple(_lever(name) for name in ENGINE_LEVERS)


def _parameters(kind: str) -> tuple[Spec, ...]:
    return tuple(
        Spec(
            one.name,
            PARAMETERS[f"{kind}.{one.name}"],
            unit=UNITS[one.unit],
            scale=100.0 if one.unit.startswith("share") else 1.0,
            low=one.low,
            high=one.high,
            default=one.default,
        )
        for one in CATALOGUE[kind].parameters
    )


PARAMETER_FIELDS: Final[Mapping[str, tuple[Spec, ...]]] = {kind: _parameters(kind) for kind in CATALOGUE}
MONTH_NAMES: Final = (
    _("January"), _("February"), _("March"), _("April"), pgettext_lazy("month", "May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
