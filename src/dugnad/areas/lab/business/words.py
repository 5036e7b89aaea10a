"""What blocks, disruptions, their parameters, levers, units and faults are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dugnad.engines.foresight.errors import Fault

Words = str | Promise

BLOCKS: Final[Mapping[str, Words]] = {
    "customer_segments": _("Customer segments"),
    "value_propositions": _("Value"),
    "channels": _("Channels"),
    "customer_relationships": _("Customer relationships"),
    "revenue_streams": _("Revenue"),
    "key_resources": _("Key resources"),
    "key_activities": _("Key activities"),
    "key_partners": _("Key partners"),
    "cost_structure": _("Costs"),
}

# Each kind of disruption: its name, and what it means.
SCENARIOS: Final[Mapping[str, tuple[Words, Words]]] = {
    "digital_entrant": (
        _("A digital entrant"),
        _(
            "Somebody sells much the same, cheaper and online. Customers go over, the more the more have gone before."
        ),
    ),
    "platform": (
        _("A platform comes between you and your customers"),
        _("A growing part of the sales goes through somebody who takes a fee."),
    ),
    "substitution": (
        _("Something else takes over"),
        _("Customers need less of what you sell, because they solve it in another way."),
    ),
    "price_collapse": (_("The price falls"), _("The whole market gets cheaper, you with it.")),
    "automation": (
        _("Your product is automated"),
        _("Customers do it themselves with software. Your own costs fall too, but less."),
    ),
    "customers_digital": (
        _("Your customers go digital"),
        _("They leave the streams that are not digital; some of them come to those of yours that are."),
    ),
    "supplier_loss": (
        _("You lose a key supplier"),
        _("For some months you pay more and can deliver less."),
    ),
    "adoption": (
        _("Something new takes over (Bass’ curve)"),
        _(
            "Some change on their own, more because others did. Pick it when you know how fast the new is bought."
        ),
    ),
    "generations": (
        _("The next generation comes (Norton and Bass)"),
        _(
            "Your product still grows while a newer one draws its buyers away. You may sell some of the new too."
        ),
    ),
    "rivalry": (
        _("A rival grows at your cost (Lotka and Volterra)"),
        _("Two live off the same customers and answer each other. It takes over, or both live on."),
    ),
}
START: Final = _("Begins in month")
MONTHS: Final = _("Full effect after so many months")
HALF: Final = _("Half has changed in month")
TAKEOVER: Final = _("Months from a tenth to nine tenths")
CHANGE_ALONE: Final = _("Those who change on their own, a month (p)")
CHANGE_AFTER: Final = _("Those who change because others did, a month (q)")
PARAMETERS: Final[Mapping[str, Words]] = {
    "digital_entrant.start": START,
    "digital_entrant.price": _("Their price, of yours today"),
    "digital_entrant.floor": _("The lowest price either can go to, of yours today"),
    "digital_entrant.p": _("Customers who go over on their own, a month"),
    "digital_entrant.q": _("Customers who follow others, a month"),
    "digital_entrant.switching": _("Price difference that customers put up with before they go"),
    "digital_entrant.network": _("How much more attractive they get with each customer (0: not at all)"),
    "digital_entrant.response": _("How fast you lower your price towards theirs, a month"),
    "digital_entrant.counter": _("How fast they lower theirs in return, a month"),
    "platform.start": START,
    "platform.months": MONTHS,
    "platform.share": _("Part of the sales that goes through the platform in the end"),
    "platform.fee": _("The platform's fee"),
    "platform.uplift": _("How much more you sell through it"),
    "substitution.t50": HALF,
    "substitution.takeover": TAKEOVER,
    "substitution.cap": _("Part of your volume that can disappear"),
    "price_collapse.start": START,
    "price_collapse.months": MONTHS,
    "price_collapse.fall": _("How far the price falls"),
    "automation.t50": HALF,
    "automation.takeover": TAKEOVER,
    "automation.cap": _("Part of your volume that can disappear"),
    "automation.saving": _("How far your own unit cost falls"),
    "customers_digital.t50": HALF,
    "customers_digital.takeover": TAKEOVER,
    "customers_digital.cap": _("Part of the customers who go digital in the end"),
    "customers_digital.capture": _("Part of those who come to your digital streams"),
    "supplier_loss.start": START,
    "supplier_loss.months": _("Lasts so many months"),
    "supplier_loss.rise": _("How much dearer a unit gets for you"),
    "supplier_loss.shortage": _("How much less you can deliver"),
    "adoption.start": START,
    "adoption.p": CHANGE_ALONE,
    "adoption.q": CHANGE_AFTER,
    "adoption.cap": _("Part of your volume that can disappear"),
    "generations.age": _("How long your product has been sold"),
    "generations.start": _("The next generation comes in month"),
    "generations.p": CHANGE_ALONE,
    "generations.q": CHANGE_AFTER,
    "generations.expansion": _("Buyers that only the next generation finds, of your market"),
    "generations.cap": _("Part of your volume that can disappear"),
    "generations.capture": _("Part of the next generation that you sell yourselves"),
    "rivalry.start": START,
    "rivalry.own": _("How fast you win back what is free, a month"),
    "rivalry.their": _("How fast they grow while there is room, a month"),
    "rivalry.reach": _("What they could win if they were alone"),
    "rivalry.seed": _("What they begin with"),
    "rivalry.pressed": _("What one of their customers costs you (1: one of yours)"),
    "rivalry.pressing": _("What one of your customers costs them (1: one of theirs)"),
    "rivalry.switching": _("How far it hinders them that changing is costly for customers"),
    "rivalry.network": _("How much more attractive many customers make a firm (0: not at all)"),
    "rivalry.response": _("How strongly you answer when they grow (0: not at all)"),
    "rivalry.cap": _("Part of your volume that can disappear"),
    "rivalry.counter": _("How strongly they answer you (0: not at all)"),
}
LEVERS: Final[Mapping[str, Words]] = {
    "price": _("Change in price"),
    "churn": _("Change in churn"),
    "volume": _("Change in volume"),
    "new": _("Change in new customers"),
    "unit_cost": _("Change in unit cost"),
    "staff": _("People more or fewer"),
    "switching": _("Price difference that customers put up with before they go, on top"),
}
# The engine's sources, as a reader meets them.
SOURCES: Final[Mapping[str, Words]] = {"assumption": _("An assumption; change it to what you know.")}

# What a fault of a document is called at its field; `low` and `high` in words of the field come from `fields`.
FAULTS: Final[Mapping[str, Words]] = {
    "not_a_number": _("Write a number."),
    "not_finite": _("Write a number."),
    "too_low": _("This number is too low."),
    "too_high": _("This number is too high."),
    "upside_down": _("The lowest number is above the highest."),
    "not_whole": _("Write a whole number."),
    "not_text": _("Write between 1 and 200 characters."),
    "not_a_choice": _("Only Norwegian kroner (NOK) can be reckoned with."),
    "wrong_form": _("Write the month as 2026-01."),
    "wrong_length": _("At least one is needed, and there is a limit to how many."),
    "twice": _("Another stream has this name already."),
    "unknown_stream": _("There is no stream of this name."),
    "unknown_field": _("Nothing is called this here."),
    "unknown_scenario": _("There is no such disruption."),
    "unknown_kind": _("There is no such kind of range."),
    "unknown_version": _("The version of the document is not given, or not known."),
    "newer_version": _("This file was made by a newer version of the lab. It was not read."),
    "missing": _("This is needed."),
    "not_an_object": _("This is not a model."),
    "not_a_list": _("A list is needed here."),
    "not_words": _("Write at most 2 000 characters."),
    "not_a_seed": _("Write a whole number from 0 to 2 147 483 647."),
    "not_a_flag": _("Yes or no is needed here."),
}
CURRENCY: Final = _("Only Norwegian kroner (NOK) can be reckoned with. Write the amount in kroner.")
AMBIGUOUS: Final = _(
    "This can be read in two ways. Write 1250 for a thousand and more, 1,25 for a little more than one."
)
NOT_NUMBER: Final = _("Write a number, such as 1 250,50.")
TOO_LONG: Final = _("Write a shorter number.")
NUMBERS: Final[Mapping[str, Words]] = {
    "currency": CURRENCY,
    "ambiguous": AMBIGUOUS,
    "text": NOT_NUMBER,
    "long": TOO_LONG,
    "end": _("Give both ends of the range, or neither."),
    "order": _("The lowest number is above the highest."),
    "outside": _("The most likely number must lie between the lowest and the highest."),
}

UNITS: Final[Mapping[str, Words]] = {
    "share a month": _("% a month"),
    "share a year": _("% a year"),
    "share": _("%"),
    "share of pay": _("% of pay"),
    "share of price": _("% of the price"),
    "share of own price": _("% of your price"),
    "share of sales": _("% of the sales"),
    "share of volume": _("% of the volume"),
    "share of unit cost": _("% of the unit cost"),
    "share of customers": _("% of the customers"),
    "share of those": _("% of those"),
    "share of own market": _("% of your market"),
    "NOK": _("kr"),
    "NOK a month": _("kr a month"),
    "NOK a unit": _("kr a unit"),
    "customers": pgettext_lazy("unit", "customers"),
    "customers a month": _("customers a month"),
    "units a customer and month": _("units a customer and month"),
    "people": pgettext_lazy("unit", "people"),
    "months": pgettext_lazy("unit", "months"),
    "month": pgettext_lazy("unit", "months from now"),
    "days": pgettext_lazy("unit", "days"),
    "factor": "",
}


def fault_words(fault: Fault) -> Words:
    """A fault of a document in plain words."""
    return FAULTS.get(fault.code, fault.reason)


def scenario_name(kind: str) -> Words:
    """What a kind of disruption is called."""
    return SCENARIOS[kind][0] if kind in SCENARIOS else kind
