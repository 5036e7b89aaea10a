"""The nine blocks of the canvas under stress: which figure makes each one red, yellow or green.

After Haaker et al. (2017), who mark each block of a canvas by what an uncertainty does to it; here the mark follows
from a figure, by the rules in `level` and `room`.
"""

from __future__ import annotations

from typing import Final

from dugnad.areas.lab.verdicts.reckoning.levers import lasting, turned
from dugnad.areas.lab.verdicts.reckoning.plain import Json
from dugnad.engines.foresight.case import prepare
from dugnad.engines.foresight.model import Model, Scenario, middle
from dugnad.engines.foresight.running import Work, outcomes
from dugnad.engines.foresight.scenarios import CATALOGUE

RED, YELLOW, GREEN, GREY = "act", "watch", "fine", "unknown"
# Each block's disruption, and the threshold that its figure also rests on.
BLOCKS: Final = (
    ("key_partners", "supplier_loss", ""),
    ("key_activities", "automation", ""),
    ("key_resources", "", "cash"),
    ("value_propositions", "substitution", ""),
    ("customer_relationships", "", "churn"),
    ("channels", "platform", ""),
    ("customer_segments", "customers_digital", ""),
    ("cost_structure", "", "costs"),
    ("revenue_streams", "", "price"),
)
LITTLE: Final = 0.02
MUCH: Final = 0.1


def stress(model: Model, months: int, futures: int, work: Work) -> Json:
    """Survival through so many months as today, with each kind of disruption, and with costs a tenth higher.

    A disruption that the model names is taken as the model has it, any other with the catalogue's own ranges.
    """
    own = {one.kind: one for one in reversed(model.scenarios)}
    today = outcomes(prepare(model), futures, work)
    dear = outcomes(prepare(turned(model, {"fixed": 1.1, "staff": 1.1, "unit_cost": 1.1})), futures, work)
    kinds = {}
    for kind in [name for name, one in CATALOGUE.items() if one.law == 1 or name in own]:
        out = outcomes(prepare(model, (own.get(kind, Scenario(kind)),)), futures, work)
        kinds[kind] = {"survival": lasting(out, months), "own": kind in own}
    line = -middle(model.business.funding.overdraft)
    return {
        "months": months,
        "today": lasting(today, months),
        "costs": lasting(dear, months),
        "kinds": kinds,
        "cash": [float((today[2] < 0).mean()), float((today[2] < line).mean())],
    }


def blocks(under: Json, thresholds: list[Json], wanted: float) -> list[Json]:
    """Each block's mark with the figures behind it, for `words` to tell."""
    found = {one["quantity"]: one for one in thresholds}
    return [_block(name, kind, other, under, found, wanted) for name, kind, other in BLOCKS]


def _block(name: str, kind: str, other: str, under: Json, found: dict[str, Json], wanted: float) -> Json:
    today = under["today"][0]
    if kind:
        share = under["kinds"][kind]["survival"][0]
        return {"block": name, "why": kind, "level": level(share, today, wanted), "figures": [share, today]}
    if other == "costs":
        share = under["costs"][0]
        return {
            "block": name,
            "why": "costs",
            "level": level(share, today, wanted),
            "figures": [share, today],
        }
    if other == "cash":
        drawn, over = under["cash"]
        mark = RED if over >= 0.5 else YELLOW if over >= 1 - wanted or drawn >= 0.5 else GREEN
        return {"block": name, "why": "cash", "level": mark, "figures": [drawn, over]}
    one = found[other]
    return {"block": name, "why": other, "level": room(one), "figures": [one["factor"], one["survival"][0]]}


def level(share: float, today: float, wanted: float) -> str:
    """Green: hardly a difference, or as likely as wanted; red: a coin's toss or less; yellow between."""
    if today - share < LITTLE:
        return GREEN
    if share < 0.5:
        return RED
    return YELLOW if share < wanted or today - share > MUCH else GREEN


def room(threshold: Json) -> str:
    """Red: today's value is not enough; yellow: it is, but by less than a tenth; green: by more."""
    factor = threshold["factor"]
    if factor is None:
        return GREEN if threshold["survival"][0] >= threshold["wanted"] else RED
    spare = 1 - factor if threshold["at_least"] else factor - 1
    return RED if spare < 0 else YELLOW if spare < MUCH else GREEN
