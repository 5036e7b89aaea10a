"""A fitted curve as a disruption of a model: a period's rates become a month's, intervals become ranges."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.business import screens
from dugnad.areas.lab.business.words import scenario_name
from dugnad.areas.lab.models import BusinessModel
from dugnad.engines.foresight.scenarios import CATALOGUE
from dugnad.kernel.access import Actor
from dugnad.kernel.problems import Invalid

Json = dict[str, Any]
MONTHS: Final = {"year": 12, "quarter": 3, "month": 1}
# An interval that the series leaves open ends this many times away.
OPEN: Final = 4.0
# What a curve can stand for in a model; the first is what it is taken for unless its reader says otherwise.
KINDS: Final = {
    "bass": ("adoption",),
    "fisher_pry": ("substitution", "automation", "customers_digital"),
    "norton_bass": ("generations",),
}


def kinds(curve: str) -> dict[str, str]:
    """The disruptions that may follow a curve, with what they are called."""
    return {kind: str(scenario_name(kind)) for kind in KINDS[curve]}


def use(*, actor: Actor, row: BusinessModel, found: Json, periods: int, period: str, wanted: str = "") -> int:
    """A new disruption of the model that follows the curve, of the kind `wanted`; its place.

    Invalid at `use` when it cannot.
    """
    kind = wanted or KINDS[found["curve"]][0]
    if kind not in KINDS[found["curve"]]:
        raise Invalid(fields={"use": _("This disruption does not follow that curve.")})
    values = values_of(found, periods, MONTHS[period], kind)
    name = _("%(what)s, from your series") % {"what": scenario_name(kind)}
    return screens.add_item(actor=actor, row=row, kind="scenarios", of=kind, name=name, values=values)


def values_of(found: Json, periods: int, months: int, kind: str = "") -> Json:
    """The parameters of the disruption, in months from the end of the series. Invalid at `use`."""
    kind = kind or KINDS[found["curve"]][0]
    fitted = {one["name"]: one for one in found["parameters"]}
    if found["curve"] == "fisher_pry":
        return {
            "t50": _range(f"{kind}.t50", fitted["t50"], months, periods),
            "takeover": _range(f"{kind}.takeover", fitted["takeover"], months),
        }
    rates = {name: _range(f"{kind}.{name}", fitted[name], 1 / months) for name in ("p", "q")}
    if kind == "adoption":
        return rates | {"start": _within("adoption.start", -periods * months)}
    sizes = [one["value"] for name, one in fitted.items() if name[0] == "m"]
    *_older, own, new = found["launches"]
    return rates | {
        "age": _within("generations.age", (periods - own) * months),
        "start": _within("generations.start", (new - periods) * months),
        "expansion": _within("generations.expansion", min(sizes[-1] / sum(sizes[:-1]), 10.0)),
    }


def _bounds(path: str) -> tuple[float, float]:
    kind, name = path.split(".")
    one = next(one for one in CATALOGUE[kind].parameters if one.name == name)
    return one.low, one.high


def _within(path: str, value: float) -> float:
    low, high = _bounds(path)
    if not low <= value <= high:
        raise Invalid(
            fields={"use": _("The curve lies too far back, or too far ahead, to stand in a model.")}
        )
    return float(f"{value:.6g}")


def _range(path: str, one: Json, scale: float, back: float = 0.0) -> Json:
    """The interval as a range with the estimate as its most likely value, within what the engine takes."""
    low, high = _bounds(path)
    ends = [one["value"] / OPEN, one["value"] * OPEN]
    ends = [given if given else end for given, end in zip(one["interval"], ends, strict=True)]
    middle = _within(path, (one["value"] - back) * scale)
    first, last = (min(max((end - back) * scale, low), high) for end in ends)
    return {
        "low": min(float(f"{first:.6g}"), middle),
        "high": max(float(f"{last:.6g}"), middle),
        "kind": "triangular",
        "mode": middle,
    }
