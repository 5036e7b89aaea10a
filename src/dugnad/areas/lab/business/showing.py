"""What the canvas shows: the words and the figures of each block, and what a usual month adds up to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import numbers
from dugnad.areas.lab.business.document import BLOCKS, STREAMS, State, get
from dugnad.areas.lab.business.words import BLOCKS as BLOCK_WORDS

Json = Mapping[str, Any]
# Where a block's figures are put right.
FIGURES = {
    "customer_segments": "streams",
    "value_propositions": "streams",
    "channels": "streams",
    "revenue_streams": "streams",
    "cost_structure": "fixed",
    "key_resources": "cash",
    "key_activities": "staff",
}


def middle(value: Any) -> float:
    """The number, or the middle of its range as the engine has it."""
    if not isinstance(value, Mapping):
        return float(value or 0)
    low, high, mode = float(value["low"]), float(value["high"]), value.get("mode")
    if value.get("kind") == "triangular" and mode is not None:
        return float(mode)
    return float((low * high) ** 0.5) if value.get("kind") == "loguniform" else (low + high) / 2


def streams(state: State) -> Sequence[Json]:
    """The streams of a state."""
    return get(state, STREAMS) or []


def revenue(stream: Json) -> float:
    """What a stream brings in a month now, NOK before VAT."""
    return middle(stream.get("customers")) * middle(stream.get("volume", 1.0)) * middle(stream.get("price"))


def unit_costs(stream: Json) -> float:
    """What its units cost in a month now, NOK before VAT."""
    return (
        middle(stream.get("customers"))
        * middle(stream.get("volume", 1.0))
        * middle(stream.get("unit_cost", 0))
    )


def pay(state: State) -> float:
    """What the staff costs in a month, with tax and pension, NOK."""
    costs = get(state, ("document", "business", "costs")) or {}
    on_top = 1 + middle(costs.get("payroll_tax", 0.141)) + middle(costs.get("pension", 0.02))
    return middle(costs.get("staff")) * middle(costs.get("salary")) * on_top


def month(state: State) -> dict[str, float]:
    """A usual month as the model begins: in, out and what is left, NOK before VAT and tax."""
    costs = get(state, ("document", "business", "costs")) or {}
    comes = sum(revenue(one) for one in streams(state))
    goes = sum(unit_costs(one) for one in streams(state)) + middle(costs.get("fixed")) + pay(state)
    return {"in": comes, "out": goes, "left": comes - goes}


def kroner(amount: float) -> str:
    """An amount in whole kroner; in thousands or millions when it is large."""
    if abs(amount) >= 10_000_000:
        return _("%(amount)s mill. kr") % {"amount": numbers.written(amount / 1e6, 3)}
    return _("%(amount)s kr") % {
        "amount": numbers.written(
            round(amount, -3 if abs(amount) >= 100_000 else -2 if abs(amount) >= 10_000 else 0)
        )
    }


def blocks(state: State, comments: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The nine blocks in the order of reading."""
    for name in BLOCKS:
        yield {
            "name": name,
            "title": BLOCK_WORDS[name],
            "text": (state["canvas"] or {}).get(name, ""),
            "figures": list(figures(name, state)),
            "step": FIGURES.get(name, ""),
            "comments": comments.get(name, 0),
        }


def figures(block: str, state: State) -> Iterator[tuple[str, str]]:
    """What is counted in a block: a name and a figure in words."""
    found = {
        "customer_segments": _segments,
        "channels": _channels,
        "customer_relationships": _relationships,
        "revenue_streams": _revenue,
        "value_propositions": _prices,
        "cost_structure": _costs,
        "key_resources": _resources,
        "key_activities": _activities,
    }.get(block)
    return found(state) if found else iter(())


def _grouped(state: State, key: str, of: Any) -> Iterator[tuple[str, float]]:
    sums: dict[str, float] = {}
    for one in streams(state):
        name = str(one.get(key) or "")
        if name:
            sums[name] = sums.get(name, 0) + of(one)
    yield from sorted(sums.items(), key=lambda pair: -pair[1])


def _segments(state: State) -> Iterator[tuple[str, str]]:
    for name, number in _grouped(state, "segment", lambda one: middle(one.get("customers"))):
        yield name, _("%(number)s customers") % {"number": numbers.written(round(number))}


def _channels(state: State) -> Iterator[tuple[str, str]]:
    total = sum(revenue(one) for one in streams(state)) or 1
    for name, amount in _grouped(state, "channel", revenue):
        yield name, _("%(share)s %% of revenue") % {"share": numbers.written(round(100 * amount / total))}


def _relationships(state: State) -> Iterator[tuple[str, str]]:
    for one in streams(state):
        churn = numbers.shown(numbers.scaled(one.get("churn", 0), 100))
        yield str(one.get("name", "")), _("%(share)s %% leave a month") % {"share": churn}


def _revenue(state: State) -> Iterator[tuple[str, str]]:
    for one in streams(state):
        yield str(one.get("name", "")), _("%(amount)s a month") % {"amount": kroner(revenue(one))}


def _prices(state: State) -> Iterator[tuple[str, str]]:
    for one in streams(state):
        yield str(one.get("name", "")), _("%(price)s kr a unit") % {"price": numbers.shown(one.get("price"))}


def _costs(state: State) -> Iterator[tuple[str, str]]:
    costs = get(state, ("document", "business", "costs")) or {}
    units = sum(unit_costs(one) for one in streams(state))
    for name, amount in (
        (_("Fixed"), middle(costs.get("fixed"))),
        (_("Staff"), pay(state)),
        (_("Per unit"), units),
    ):
        if amount:
            yield name, _("%(amount)s a month") % {"amount": kroner(amount)}


def _resources(state: State) -> Iterator[tuple[str, str]]:
    funding = get(state, ("document", "business", "funding")) or {}
    for name, key in ((_("Cash"), "cash"), (_("Overdraft"), "overdraft"), (_("Loans"), "debt")):
        if middle(funding.get(key)):
            yield name, kroner(middle(funding.get(key)))


def _activities(state: State) -> Iterator[tuple[str, str]]:
    costs = get(state, ("document", "business", "costs")) or {}
    if middle(costs.get("staff")):
        yield _("Staff"), _("%(number)s people") % {"number": numbers.shown(costs.get("staff"))}
