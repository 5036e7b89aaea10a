"""Strategies as the page and the report show them."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from dugnad.areas.lab.business.words import UNITS
from dugnad.areas.lab.verdicts import telling, words
from dugnad.areas.lab.verdicts.refusals import words_of

Json = dict[str, Any]
# Of a box's conditions, those that luck explains least are told; the table holds them all.
TOLD: Final = 3
DOUBT: Final = 0.05


def best(rows: list[Json]) -> Json:
    """The strategy that most often suffices, the better mean breaking ties."""
    return max(rows, key=lambda one: (round(one["suffices"][0], 3), one["npv"][0]))


def sentence(rows: list[Json], floor: float) -> str:
    """Which strategy most often suffices, against going on as today."""
    chosen, today = best(rows), rows[0]
    parts = {
        "name": words.strategy(chosen["name"]),
        "futures": telling.of_hundred(chosen["suffices"][0]),
        "floor": telling.kroner(floor),
        "today": telling.of_hundred(today["suffices"][0]),
    }
    if chosen is today:
        return (
            _("Nothing you listed suffices more often than to go on as today: in %(futures)s futures.")
            % parts
        )
    return _("“%(name)s” suffices most often: in %(futures)s futures. As today: in %(today)s.") % parts


def table(rows: list[Json]) -> list[Json]:
    """A world's table; the best of each column is marked."""
    top = best(rows)
    return [
        {
            "name": words.strategy(one["name"]),
            "top": one is top,
            "npv": telling.kroner(one["npv"][0]),
            "npv_error": telling.give_or_take_kroner(one["npv"]),
            "gain": telling.kroner(one["gain"][0], sign=True) if one["name"] else "",
            "gain_error": telling.give_or_take_kroner(one["gain"]) if one["name"] else "",
            "worst": telling.kroner(one["worst"][0]),
            "regret": telling.kroner(one["regret"][0]),
            "regret_most": telling.kroner(one["regret_most"][0]),
            "survival": telling.of_hundred(one["survival"][0]),
            "suffices": telling.of_hundred(one["suffices"][0]),
            "suffices_error": telling.give_or_take(one["suffices"]),
            "best": telling.of_hundred(one["best"][0]),
        }
        for one in rows
    ]


def regrets(found: Json, worlds: list[Json]) -> Json:
    """What each strategy gives up against the best one, world by world; the least of the most is marked."""
    names = {one["key"]: words.world(one) for one in worlds}
    least = min(one["most"] for one in found["regrets"])
    keys = list(found["tables"])
    return {
        "heads": [names.get(key, key) for key in keys],
        "rows": [
            {
                "name": words.strategy(one["name"]),
                "cells": [
                    {"head": names.get(key, key), "said": telling.kroner(one["worlds"][key])} for key in keys
                ],
                "most": telling.kroner(one["most"]),
                "least": one["most"] == least,
            }
            for one in found["regrets"]
        ],
    }


def boxes(found: list[Json]) -> list[Json]:
    """Under which conditions each strategy fails, in words."""
    return [
        {
            "name": words.strategy(one["name"]),
            "none": words_of(one["none"])
            if one["none"]
            else ""
            if one["boxes"]
            else words_of("nothing_to_find"),
            "boxes": [_box(each) for each in one["boxes"]],
        }
        for one in found
    ]


def _box(one: Json) -> Json:
    by_doubt = sorted(one["limits"], key=lambda name: one["doubt"][name])
    sure = [name for name in by_doubt if one["doubt"][name] < DOUBT] or by_doubt[:1]
    return {
        "conditions": [_condition(name, one["limits"][name]) for name in sure[:TOLD]],
        "rest": [
            _condition(name, one["limits"][name]) for name in [*sure[TOLD:], *set(by_doubt) - set(sure)]
        ],
        "density": _("there it fails in %(share)s") % {"share": telling.of_futures(one["density"])},
        "coverage": _("that is %(share)s of all failures") % {"share": telling.percent(one["coverage"])},
    }


def _condition(name: str, limits: list[float | None]) -> str:
    unit = words.unit(name)
    scale = 100.0 if unit.startswith("share") else 1.0
    low, high = (None if one is None else telling.number(one * scale, _digits(one * scale)) for one in limits)
    told = _("%(name)s between %(low)s and %(high)s") % {
        "name": words.source(name),
        "low": low if low is not None else "−∞",
        "high": high if high is not None else "∞",
    }
    return f"{told} {UNITS.get(unit, '')}".strip()


def _digits(value: float) -> int:
    size = abs(value)
    return 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 3


def waiting(found: list[Json]) -> list[Json]:
    """What it is worth to see for a while before choosing."""
    return [_wait(one) for one in found]


def _wait(one: Json) -> Json:
    name = words.strategy(one["name"])
    if one["none"]:
        return {"name": name, "said": _("There is no time left to wait in."), "rows": []}
    return {
        "name": name,
        "said": _worth_waiting(one),
        "rows": _ways_to_wait(one),
        "ahead": _ahead(one["ahead"]),
        "commits": telling.of_futures(one["commits"][0]),
    }


def _worth_waiting(one: Json) -> str:
    (worth, error), months = one["worth"][:2], {"months": one["months"]}
    if worth > error:
        return _("Waiting %(months)s months to see how revenue goes is worth having.") % months
    if worth < -error:
        return _("Do not wait: %(months)s months cost more than they teach.") % months
    return _("Waiting %(months)s months makes no difference that can be told from chance.") % months


def _ways_to_wait(one: Json) -> list[Json]:
    labels = {
        "never": _("Never"),
        "now": _("Now"),
        "later": _("Later, whatever is seen"),
        "wait": _("Later, only where it pays"),
        "worth": _("Value of waiting"),
    }
    return [
        {
            "label": label,
            "value": telling.kroner(one[part][0], sign=part == "worth"),
            "error": telling.give_or_take_kroner(one[part]),
        }
        for part, label in labels.items()
    ]


def _ahead(ranges: list[list[float | None]]) -> str:
    """The rule that was learnt: in which revenue of that month one goes ahead."""
    said = []
    for low, high in ranges:
        if low is None and high is None:
            return _("whatever the month's revenue is")
        if low is None and high is not None:
            said.append(_("below %(high)s") % {"high": telling.kroner(high)})
        elif high is None and low is not None:
            said.append(_("above %(low)s") % {"low": telling.kroner(low)})
        elif low is not None and high is not None:
            said.append(_("%(low)s to %(high)s") % {"low": telling.kroner(low), "high": telling.kroner(high)})
    return ", ".join(said) or _("in no month")
