"""The charts of the verdict with the reader's words, each for a phone and for a wide page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from dugnad.areas.lab.charts.bars import Bar, Swing, bars, tornado
from dugnad.areas.lab.charts.fan import Fan, fan
from dugnad.areas.lab.charts.lines import converging, fitted
from dugnad.areas.lab.verdicts import telling, words

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart in two widths. The markup is made in `charts`, which escapes every word."""

    narrow: SafeString
    wide: SafeString


def _drawn(make: Callable[[bool], str]) -> Drawn:
    return Drawn(mark_safe(make(True)), mark_safe(make(False)))  # noqa: S308 - charts escape every word


def cash(start: str, world: Json, months: int, overdraft: float) -> Drawn:
    """The cash fan with the overdraft line and the tightest of the first so many months."""
    month = world["tight"][str(months)]
    chart = Fan(
        "cash",
        _("Cash month by month"),
        _(
            "Dark: the middle half of the futures. Pale: nine of ten. What lies far below the line is cut off."
        ),
        world["cones"]["cash"]["quantiles"],
        telling.calendar(start, 0),
        telling.axis,
        limit=(-overdraft, _("As far as the overdraft goes") if overdraft else _("No money left")),
        marked=(month, telling.month_name(start, month)) if month else None,
    )
    return _drawn(lambda narrow: fan(chart, narrow=narrow))


def revenue(start: str, world: Json) -> Drawn:
    """Revenue a month."""
    chart = _cone(start, world, "revenue", _("Revenue month by month"), telling.axis, None)
    return _drawn(lambda narrow: fan(chart, narrow=narrow))


def share(start: str, world: Json) -> Drawn:
    """The business's share of the customers that it and a digital entrant have."""
    chart = _cone(start, world, "share", _("Share of the customers month by month"), telling.percent, 1.0)
    return _drawn(lambda narrow: fan(chart, narrow=narrow))


def _cone(
    start: str, world: Json, name: str, title: str, word: Callable[[float], str], top: float | None
) -> Fan:
    about = _(
        "The dark band holds the middle half of the futures, the pale one nine of ten; the line is the middle."
    )
    quantiles = world["cones"][name]["quantiles"]
    return Fan(name, title, about, quantiles, telling.calendar(start, 0), word, lowest=0.0, highest=top)


def survival(worlds: Sequence[Json], months: int) -> Drawn:
    """The share of futures that last so long, world by world."""
    rows = [
        Bar(words.world(one), share, telling.of_hundred(share), low=share - error, high=share + error)
        for one in worlds
        for share, error in [one["survival"][str(months)]]
    ]
    title = _("Futures in which you stay in business")
    return _drawn(lambda narrow: bars("survival", title, title, rows, most=1.0, narrow=narrow))


def levers(rows: Sequence[Json]) -> Drawn:
    """What a tenth more or less of each lever is worth."""
    swings = [
        Swing(
            words.lever(one["name"]),
            one["gain"][0],
            one["loss"][0],
            telling.kroner(one["gain"][0], sign=True),
        )
        for one in rows
    ]
    title = _("What a tenth to the better and to the worse is worth")
    return _drawn(lambda narrow: tornado("levers", title, title, swings, narrow=narrow))


def sobol(rows: Sequence[Json]) -> Drawn:
    """Total indices behind first-order ones, with the interval of the total."""
    found = [
        Bar(
            words.source(one["name"]),
            one["first"],
            telling.percent(max(one["total"], 0.0)),
            low=one["total_interval"][0],
            high=one["total_interval"][1],
            soft=one["total"],
        )
        for one in rows
    ]
    title = _("How much of the spread each uncertainty makes")
    about = _(
        "Dark: by itself (first order). Pale: together with others (total), with its 95 per cent interval."
    )
    return _drawn(lambda narrow: bars("sobol", title, about, found, most=1.0, narrow=narrow))


def convergence(world: Json) -> SafeString:
    """How the share of futures that last settles as futures are added."""

    def error(count: int, share: float) -> float:
        return 1.96 * float((max(share * (1 - share), 1e-9) / count) ** 0.5)

    drawn = converging(
        "convergence",
        _("How the figure settles"),
        _("The share of futures that last the whole time, as futures are added, with its error."),
        [(int(count), float(share)) for count, share in world["converged"]],
        error,
        lambda share: telling.percent(share, 1),
        telling.number,
    )
    return mark_safe(drawn)  # noqa: S308 - charts escape every word


def curve(found: Json, rows: Sequence[Sequence[float]], *, share: bool = False) -> SafeString:
    """What was seen as dots, the fitted curve as a line; of each generation."""
    about = _("Dots: what was sold in each period. Line: the curve.")
    pairs = list(zip(rows, found["fitted_rows"], strict=True))
    word = telling.percent if share else telling.axis
    drawn = fitted(found["curve"], _("The series and the curve"), about, pairs, word)
    return mark_safe(drawn)  # noqa: S308 - charts escape every word
