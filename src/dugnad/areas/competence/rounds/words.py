"""Why a need got what it got, in words, from what the engine really decided by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dugnad.areas.competence.models import Size
from dugnad.kernel.organisations.models import County

Values = Mapping[str, Any]


def why(reason: str, values: Values) -> str:
    """The reason of one placing, to the organisation that asked."""
    return WORDS[reason](values)


def group_words(county: str, size: str) -> str:
    """A group as it is told: county and size."""
    place = str(County(county).label) if county else _("No county")
    return f"{place}, {Size(size).label if size else _('size not told')}"


def _served(values: Values) -> str:
    fit = {"score": round(100 * values["score"]), "best": round(100 * values["best"])}
    if fit["score"] >= fit["best"]:
        return _("You got all the hours you asked for, from who fits best (%(score)d of 100).") % fit
    told = _(
        "You got all the hours you asked for. Who gives them fits %(score)d of 100; the best who could have taken "
        "it fits %(best)d, and helps others more."
    )
    return told % fit


def _partly(values: Values) -> str:
    hours = {name: int(values[name] * values["session_hours"]) for name in ("given", "asked")}
    told = _("You got %(given)d of %(asked)d hours.") % hours
    if "cap" in values:
        return f"{told} {_('The limit for each organisation was reached.')}"
    return f"{told} {_('Those who fit had no more hours that did not help others more.')}"


def _nobody(values: Values) -> str:
    return _("Nobody in the network has pledged what you asked for.")


def _barred(values: Values) -> str:
    parts = [words % {"many": int(values[name])} for name, words in _bars(values) if values.get(name)]
    return _("Those who fit may not take it (%(why)s).") % {"why": "; ".join(parts)}


def _bars(values: Values) -> list[tuple[str, str]]:
    return [
        ("ineligible", _("too far away or asked already: %(many)d")),
        ("conflict", _("your own, or hidden from your need: %(many)d")),
        ("opted_out", _("said no: %(many)d")),
    ]


def _no_hours(values: Values) -> str:
    many = int(values["experts"])
    words = ngettext(
        "%(many)d expert fits, and had no free hours that month.",
        "%(many)d experts fit, and none of them had free hours that month.",
        many,
    )
    return words % {"many": many}


def _cap(values: Values) -> str:
    hours = int(values["cap"] * values["session_hours"])
    words = ngettext(
        "Your organisation already got the %(hours)d hour that each may have in a round.",
        "Your organisation already got the %(hours)d hours that each may have in a round.",
        hours,
    )
    return words % {"hours": hours}


def _urgency(values: Values) -> str:
    many = int(values["experts"])
    words = ngettext(
        "%(many)d expert fits. All the hours went to needs that were more urgent.",
        "%(many)d experts fit. All their hours went to needs that were more urgent.",
        many,
    )
    return words % {"many": many}


def _outranked(values: Values) -> str:
    many = int(values["experts"])
    words = ngettext(
        "%(many)d expert fits. The hours went to needs as urgent as yours that fit better, had waited longer, or "
        "come from where fewer get help.",
        "%(many)d experts fit. Their hours went to needs as urgent as yours that fit better, had waited longer, or "
        "come from where fewer get help.",
        many,
    )
    return words % {"many": many}


WORDS: dict[str, Callable[[Values], str]] = {
    "served": _served,
    "partly": _partly,
    "nobody": _nobody,
    "barred": _barred,
    "no_hours": _no_hours,
    "cap": _cap,
    "urgency": _urgency,
    "outranked": _outranked,
}
SHORT = {
    "served": lambda: _("Served"),
    "partly": lambda: _("Partly served"),
    "nobody": lambda: _("Nobody fits"),
    "barred": lambda: _("Nobody may take it"),
    "no_hours": lambda: _("No free hours"),
    "cap": lambda: _("Limit reached"),
    "urgency": lambda: _("More urgent needs first"),
    "outranked": lambda: _("Others counted for more"),
}
