"""A pasted series of sales, and the curves that were fitted to it, in words."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dugnad.areas.lab.verdicts import drawing, refusals, telling
from dugnad.areas.lab.verdicts.room.rooms import Room

Json = dict[str, Any]
CURVES: Final = {
    "bass": (gettext_lazy("Bass"), "F(t) = (1 − e^−(p+q)t) / (1 + (q/p) e^−(p+q)t)"),
    "fisher_pry": (gettext_lazy("Fisher and Pry"), "f/(1 − f) = exp(ln 81 (t − t50)/takeover)"),
    "norton_bass": (
        gettext_lazy("Norton and Bass"),
        "S_i = (m_i + F(t − τ_i−1) …) F(t − τ_i) (1 − F(t − τ_i+1)), F as Bass",
    ),
}
PARAMETERS: Final = {
    "p": gettext_lazy("p: come of their own accord, a period"),
    "q": gettext_lazy("q: come because others did, a period"),
    "m": gettext_lazy("m: all who will ever buy"),
    "t50": gettext_lazy("t50: half have changed, in periods"),
    "takeover": gettext_lazy("takeover: from a tenth to nine tenths, in periods"),
}
WARNINGS: Final = {
    "peak_not_seen": gettext_lazy(
        "Sales have not peaked yet, so the series does not settle how many will ever buy."
    ),
    "wide": gettext_lazy("The series leaves at least one number open."),
    "share_of_what_was_sold": gettext_lazy("The share is of all that was sold in the series."),
}


def fitted(room: Room, kind: str, rows: list[list[float]]) -> list[Json]:
    """Each curve with its parameters, intervals, R² and back-test, or why it does not fit."""
    found = refusals.ask(room, "fit", kind=kind, rows=rows)
    return [_curve(one, found["rows"], share=kind == "share") for one in found["curves"]]


def _curve(one: Json, rows: list[list[float]], *, share: bool) -> Json:
    name, equation = CURVES[one["curve"]]
    if "refused" in one:
        return {"name": name, "equation": equation, "refused": refusals.words_of(*one["refused"])}
    return {
        "key": one["curve"],
        "found": one,
        "name": name,
        "equation": equation,
        "r2": telling.number(one["r2"], 4),
        "parameters": [
            {
                "label": _label(each["name"]),
                "said": _said(each["value"]),
                "interval": _interval(each["interval"]),
            }
            for each in one["parameters"]
        ],
        "warnings": [WARNINGS.get(each, each) for each in one["warnings"]],
        "back_test": "" if one["curve"] == "norton_bass" else _back_test(one["back_test"]),
        "chart": drawing.curve(one, rows, share=share),
    }


def _label(name: str) -> str:
    """What a parameter is called; the market of each generation by its number."""
    if name[:1] == "m" and name[1:]:
        return _("m: what generation %(n)s adds to the market") % {"n": name[1:]}
    return str(PARAMETERS[name])


def _said(value: float) -> str:
    return telling.number(value, 0 if abs(value) >= 1000 else 2 if abs(value) >= 1 else 4)


def _interval(ends: list[float | None]) -> str:
    low, high = ends
    return f"{_said(low) if low is not None else '0'} – {_said(high) if high is not None else '∞'}"


def _back_test(one: Json | None) -> str:
    if one is None or "refused" in one:
        return _("The series is too short to hold anything back.")
    parts = {
        "held": one["held"],
        "error": telling.percent(one["error"]),
        "naive": telling.percent(one["naive"]),
    }
    return (
        _(
            "Fitted without the last %(held)s values, it misses them by %(error)s; “as last time” misses by %(naive)s."
        )
        % parts
    )
