"""What matters and what must be true, as the page shows it."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.verdicts import drawing, telling, words
from dugnad.areas.lab.verdicts.refusals import words_of
from dugnad.areas.lab.verdicts.showing import only_value, value_words
from dugnad.engines.foresight.model import Model

Json = dict[str, Any]
SHOWN_INPUTS: Final = 10


def thresholds(found: list[Json], model: Model) -> list[Json]:
    """What must be true of price, churn and volume."""
    return [_threshold(one, model) for one in found]


def _threshold(one: Json, model: Model) -> Json:
    label = words.lever(one["quantity"])
    if one["factor"] is None:
        enough = one["survival"][0] >= one["wanted"]
        said = _("holds whatever it is") if enough else _("nothing between is enough")
        kind = "fine" if enough else "act"
        return {"label": label, "said": said, "kind": kind, "note": "", "error": ""}
    factor, at_least = one["factor"], one["at_least"]
    spare = 1 - factor if at_least else factor - 1
    change = telling.percent(abs(factor - 1))
    value = only_value(model, one["quantity"])
    return {
        "label": label,
        "said": (_("at least %(factor)s of today") if at_least else _("at most %(factor)s of today"))
        % {"factor": telling.percent(factor)},
        "value": value_words(one["quantity"], value * factor) if value is not None else "",
        "kind": "act" if spare < 0 else "watch" if spare < 0.1 else "fine",
        "note": _spare(spare, at_least) % {"change": change},
        "error": "" if one["error"] is None else "± " + telling.percent(one["error"], 1),
    }


def _spare(spare: float, at_least: bool) -> str:
    if spare < 0:
        return _("must rise by %(change)s") if at_least else _("must fall by %(change)s")
    return _("may fall by %(change)s") if at_least else _("may rise by %(change)s")


def canvas(found: list[Json], texts: dict[str, str]) -> list[Json]:
    """The nine blocks with their marks, why each is so, and the user's own words."""
    return [
        {
            "block": one["block"],
            "name": words.block(one["block"]),
            "kind": one["level"],
            "mark": mark_words(one["level"]),
            "why": why(one),
            "text": texts.get(one["block"], ""),
        }
        for one in found
    ]


def mark_words(level: str) -> str:
    """A mark in words, so that the colour is never alone."""
    return {"act": _("Does not hold"), "watch": _("Needs a change"), "fine": _("Holds")}.get(
        level, _("Unknown")
    )


def why(one: Json) -> str:
    """Which figure makes the block what it is."""
    first, second = one["figures"]
    if one["why"] == "cash":
        return _("The overdraft is used in %(drawn)s and is not enough in %(over)s.") % {
            "drawn": telling.of_futures(first),
            "over": telling.of_futures(second),
        }
    if one["why"] in {"churn", "price"}:
        return _why_threshold(one["why"], first, second)
    parts = {"with": telling.of_hundred(first), "today": telling.of_hundred(second)}
    if one["why"] == "costs":
        return _("With all costs a tenth higher %(with)s futures last; as today %(today)s.") % parts
    said = _("“%(scenario)s”: %(with)s futures last; as today %(today)s.")
    return said % {**parts, "scenario": words.scenario(one["why"])}


def _why_threshold(name: str, factor: float | None, survival: float) -> str:
    lasting = telling.of_hundred(survival)
    if factor is None:
        return _("No change of it makes the difference; %(lasting)s futures last.") % {"lasting": lasting}
    parts = {"factor": telling.percent(factor), "lasting": lasting}
    if name == "churn":
        return _("Churn must be at most %(factor)s of today's; %(lasting)s futures last.") % parts
    return _("The price must be at least %(factor)s of today's; %(lasting)s futures last.") % parts


def sobol(found: Json) -> Json:
    """The indices as a chart and a table, in kroner too."""
    rows = found["inputs"][:SHOWN_INPUTS]
    return {
        "none": words_of(found["none"]) if found["none"] else "",
        "chart": drawing.sobol(rows) if rows and not found["none"] else None,
        "runs": telling.number(found["runs"]),
        "rows": [
            {
                "name": words.source(one["name"]),
                "first": _with_interval(one["first"], one["first_interval"]),
                "total": _with_interval(one["total"], one["total_interval"]),
                "kroner": telling.kroner(one["kroner"]),
            }
            for one in found["inputs"]
        ],
    }


def _with_interval(value: float, interval: list[float]) -> str:
    return f"{telling.number(value, 3)} ({telling.number(interval[0], 3)} – {telling.number(interval[1], 3)})"


def morris(found: Json) -> Json:
    """Elementary effects as a table."""
    return {
        "none": words_of(found["none"]) if found["none"] else "",
        "runs": telling.number(found["runs"]),
        "rows": [
            {
                "name": words.source(one["name"]),
                "mu": telling.kroner(one["mu"]),
                "size": telling.kroner(one["mu_star"][0]),
                "error": telling.give_or_take_kroner(one["mu_star"]),
                "sigma": telling.kroner(one["sigma"]),
            }
            for one in found["inputs"]
        ],
    }


LAWS: Final = {
    "fisher_pry": ("Fisher–Pry", "f/(1 − f) = exp(ln 81 (t − t50)/T)"),
    "bass": ("Bass", "F(t) = (1 − e^−(p+q)t) / (1 + (q/p) e^−(p+q)t), q/p = .38/.03"),
    "norton_bass": ("Norton–Bass", "S = F(t + a) (1 − F(t)) / F(a), F as Bass"),
    "lotka_volterra": (
        "Lotka–Volterra",
        "dN_i/dt = r_i N_i (1 − (N_i + a_i N_j)/K_i), r_j = 2 r_i, a = 1.5, .5",
    ),
}


def laws(found: list[Json]) -> list[Json]:
    """One substitution under four laws of diffusion."""
    return [
        {
            "name": LAWS[one["law"]][0],
            "equation": LAWS[one["law"]][1],
            "takeover": _("%(number)s months") % {"number": telling.number(one["takeover"])},
            "survival": telling.of_hundred(one["survival"][0]),
            "survival_error": telling.give_or_take(one["survival"]),
            "npv": telling.kroner(one["npv"][0]),
            "npv_error": telling.give_or_take_kroner(one["npv"]),
        }
        for one in found
    ]


def ninety_days(
    start: str, world: Json, months: int, levers: list[Json], deep: Json | None, overdraft: float
) -> Json:
    """What to do first, from the figures, and the cash of the next three months."""
    steps = [_lever_step(levers[0])] if levers else []
    poor = world["cones"]["cash"]["quantiles"][0][:months]
    low = min(poor)
    if low < -overdraft:
        month = next(n for n, cash in enumerate(poor) if cash < -overdraft)
        parts = {"amount": telling.kroner(-low - overdraft), "month": telling.month_name(start, month)}
        parts["date"] = telling.past(start, months)
        steps.append(
            _(
                "Talk to the bank before %(month)s: until %(date)s one of twenty futures needs %(amount)s more."
            )
            % parts
        )
    inputs = [one for one in (deep or {}).get("sobol", {}).get("inputs", []) if one["name"] != "chance"]
    if inputs:
        parts = {
            "name": words.source(inputs[0]["name"]),
            "share": telling.percent(max(inputs[0]["total"], 0)),
        }
        steps.append(_("Find out more about “%(name)s”: it makes %(share)s of the spread.") % parts)
    quantiles = world["cones"]["cash"]["quantiles"]
    rows = [
        {"month": telling.month_name(start, n), "cells": [telling.kroner(quantiles[k][n]) for k in (0, 2, 4)]}
        for n in range(min(3, len(quantiles[0])))
    ]
    return {"steps": steps, "months": rows}


def _lever_step(one: Json) -> str:
    parts = {"name": words.lever(one["name"]), "worth": telling.kroner(one["gain"][0], sign=True)}
    if one["factor"] > 1:
        return _("Try what it takes to raise “%(name)s”: a tenth is worth %(worth)s.") % parts
    return _("Try what it takes to lower “%(name)s”: a tenth is worth %(worth)s.") % parts
