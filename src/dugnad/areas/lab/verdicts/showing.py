"""The verdict's figures as the page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.business.numbers import scaled
from dugnad.areas.lab.business.numbers import shown as value_shown
from dugnad.areas.lab.business.words import UNITS
from dugnad.areas.lab.verdicts import drawing, telling, words
from dugnad.engines.foresight.model import Model, Range, middle

Json = dict[str, Any]
MARKS: Final = {"act": 0, "watch": 1, "fine": 2, "unknown": 3}
STEP: Final = 10


def world_in(told: Json, key: str) -> Json:
    """The world of that key, or the hardest one."""
    by_key = {one["key"]: one for one in told["worlds"]}
    found: Json = by_key.get(key) or by_key[told["hardest"]]
    return found


def headline(told: Json, world: Json) -> Json:
    """The sentence and what belongs to it."""
    months = told["horizon"]
    return {
        "sentence": telling.sentence(told["start"], world, months),
        "error": telling.give_or_take(world["survival"][str(months)]),
        "futures": telling.number(told["futures"]),
        "seed": told["seed"],
        "version": told["version"],
        "fingerprint": told["fingerprint"],
    }


def tabs(told: Json, chosen: str) -> list[Json]:
    """One for each world, with how many futures last."""
    return [
        {
            "key": one["key"],
            "name": words.world(one),
            "share": telling.of_futures(one["survival"][str(told["horizon"])][0]),
            "current": one["key"] == chosen,
        }
        for one in told["worlds"]
    ]


def survival(told: Json) -> Json:
    """Survival by world and year, with errors; and by the user's own probabilities where they are stated."""
    months = [int(one) for one in told["worlds"][0]["survival"]]
    rows = [
        {"name": words.world(one), "stated": one["probability"], "cells": _cells(one["survival"], months)}
        for one in told["worlds"]
    ]
    weighed = told["weighed"]
    if weighed and not weighed["over"]:
        rows.append(
            {
                "name": _("Weighed by your probabilities"),
                "cells": _cells(weighed["survival"], months),
                "sum": True,
            }
        )
    return {
        "heads": [_years(one) for one in months],
        "rows": rows,
        "over": bool(weighed and weighed["over"]),
        "chart": drawing.survival(told["worlds"], told["horizon"]),
        "chart_head": telling.past(told["start"], told["horizon"]),
    }


def _years(months: int) -> str:
    if months % 12:
        return _("%(number)s months") % {"number": months}
    return _("%(number)s years") % {"number": months // 12}


def _cells(survival: Json, months: list[int]) -> list[Json]:
    found = [survival[str(one)] for one in months]
    return [
        {"head": _years(month), "said": telling.of_hundred(one[0]), "error": telling.give_or_take(one)}
        for month, one in zip(months, found, strict=True)
    ]


def sliders(rows: list[Json], model: Model, turns: Mapping[str, float]) -> list[Json]:
    """The three levers that are worth most, each with its slider."""
    return [
        {
            "name": one["name"],
            "label": words.lever(one["name"]),
            "percent": round(turns.get(one["name"], 1.0) * 100),
            "said": turned(model, one["name"], turns.get(one["name"], 1.0)),
            "worth": telling.kroner(one["gain"][0], sign=True),
            "error": telling.give_or_take_kroner(one["gain"]),
            "step": _("a tenth more") if one["factor"] > 1 else _("a tenth less"),
            "survival": _more(one["survival"][0]),
        }
        for one in rows[:3]
    ]


def _more(change: float) -> str:
    if abs(change) < 0.005:
        return _("hardly changes how many futures last")
    number = telling.number(abs(change) * 100, 0 if abs(change) >= 0.02 else 1)
    if change > 0:
        return _("%(number)s more of 100 futures last") % {"number": number}
    return _("%(number)s fewer of 100 futures last") % {"number": number}


def turned(model: Model, name: str, factor: float) -> str:
    """Where a lever stands: as per cent of today, and as a value where there is only one."""
    if abs(factor - 1) < 0.005:
        said = _("as today")
    elif factor > 1:
        said = _("%(number)s %% more") % {"number": telling.number((factor - 1) * 100)}
    else:
        said = _("%(number)s %% less") % {"number": telling.number((1 - factor) * 100)}
    value = only_value(model, name)
    return f"{said} ({value_words(name, value * factor)})" if value is not None else said


def only_value(model: Model, name: str) -> float | None:
    """The lever's value today where the business has one; None for several streams."""
    if name in {"fixed", "staff"}:
        return middle(getattr(model.business.costs, name))
    streams = model.business.streams
    return middle(getattr(streams[0], name)) if len(streams) == 1 else None


def value_words(name: str, value: float) -> str:
    """A lever's value with its unit."""
    if name in {"price", "unit_cost", "fixed"}:
        return telling.kroner(value)
    if name == "churn":
        return _("%(share)s a month") % {"share": telling.percent(value, 1)}
    return telling.number(value, 1 if value < 100 else 0)


def redrawn(start: str, model: Model, found: Json) -> Json:
    """What a slider changes: the sentence, what it is worth, the fan."""
    return {
        "sentence": telling.sentence(start, found, found["months"]),
        "error": telling.give_or_take(found["survival"][str(found["months"])]),
        "gain": telling.kroner(found["gain"], sign=True),
        "turned": any(abs(one - 1) >= 0.005 for one in found["turns"].values()),
        "chart": drawing.cash(start, found, found["months"], middle(model.business.funding.overdraft)),
        "reads": [{"name": name, "said": turned(model, name, one)} for name, one in found["turns"].items()],
    }


def cash_table(start: str, world: Json) -> list[Json]:
    """The fan as a table: the end of every half year."""
    quantiles = world["cones"]["cash"]["quantiles"]
    last = len(quantiles[0]) - 1
    months = list(range(5, last + 1, 6)) or [last]
    return [
        {"month": telling.month_name(start, n), "cells": [telling.kroner(quantiles[k][n]) for k in (0, 2, 4)]}
        for n in months
    ]


def cash_facts(start: str, world: Json, months: int, overdraft: float) -> list[Json]:
    """The tightest month within so many, what cash there is in it, the present value."""
    tight = world["tight"][str(months)]
    quantiles, error = world["cones"]["cash"]["quantiles"], world["cones"]["cash"]["error"]
    give = "±" + telling.NBSP + telling.kroner(error)
    return [
        {
            "label": _("Tightest month until %(date)s") % {"date": telling.past(start, months)},
            "value": telling.month_name(start, tight),
            "note": _("where the middle of the futures has least cash"),
        },
        {
            "label": _("Cash then, in the middle of the futures"),
            "value": telling.kroner(quantiles[2][tight]),
            "note": give,
        },
        {
            "label": _("Cash then, in one of twenty"),
            "value": telling.kroner(quantiles[0][tight]),
            "note": _("the overdraft is %(amount)s") % {"amount": telling.kroner(overdraft)},
        },
        {
            "label": _("Present value"),
            "value": telling.kroner(world["npv"][0]),
            "note": telling.give_or_take_kroner(world["npv"]),
        },
    ]


def assumptions(model: Model) -> list[Json]:
    """Everything that was filled in, stream by stream, with the ranges of each scenario."""
    business = model.business
    parts: list[tuple[str, Any, tuple[str, ...]]] = [
        (stream.name, stream, ("customers", "price", "volume", "churn", "new_customers", "unit_cost"))
        for stream in business.streams
    ]
    parts.append((_("Costs"), business.costs, ("fixed", "staff", "salary", "payroll_tax", "inflation")))
    parts.append(
        (
            _("Money"),
            business.funding,
            ("cash", "overdraft", "debt", "debt_rate", "customer_days", "supplier_days"),
        )
    )
    parts.append(
        (_("The world around"), business, ("vat", "company_tax", "price_growth", "discount", "noise"))
    )
    found = [
        {
            "title": title,
            "rows": [_row(words.field(name), getattr(part, name), _unit(part, name)) for name in names],
        }
        for title, part, names in parts
    ]
    return found + [_scenario(one) for one in model.scenarios]


def _scenario(one: Any) -> Json:
    from dugnad.engines.foresight.scenarios import CATALOGUE

    kind = CATALOGUE[one.kind]
    rows = [
        _row(words.parameter(one.kind, each.name), one.values.get(each.name, each.default), each.unit)
        for each in kind.parameters
    ]
    title = one.name or words.scenario(one.kind)
    return {"title": title, "rows": rows, "equations": kind.equations}


def _unit(part: Any, name: str) -> str:
    return str(part.__dataclass_fields__[name].metadata["unit"])


def _row(label: str, value: Any, unit: str) -> Json:
    """A value or range as people write it: shares as per cent, with the unit's words."""
    plain = (
        {"low": value.low, "high": value.high, "mode": value.mode, "kind": value.kind}
        if isinstance(value, Range)
        else value
    )
    said = value_shown(scaled(plain, 100.0 if unit.startswith("share") else 1.0))
    return {"label": label, "value": f"{said} {UNITS.get(unit, unit)}".strip()}
