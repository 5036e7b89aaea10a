"""A cone over months: bands that hold nine and five of ten futures, the middle, and lines that matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dugnad.areas.lab.charts.svg import (
    Frame,
    Scale,
    drawing,
    left_axis,
    line,
    points,
    tag,
    ticks,
    words,
)

BEYOND = 1.0


@dataclass(frozen=True, slots=True)
class Fan:
    """`quantiles`: five rows (5, 25, 50, 75, 95 %) of one number a month. `start`: the first month, as (2026, 1).

    `limit`: a line that must not be crossed, with its words (what lies far beyond it is cut off). `marked`: a month to
    point out, with its words.
    """

    name: str
    title: str
    description: str
    quantiles: Sequence[Sequence[float]]
    start: tuple[int, int]
    word: Callable[[float], str]
    limit: tuple[float, str] | None = None
    marked: tuple[int, str] | None = None
    lowest: float | None = None
    highest: float | None = None


def fan(chart: Fan, *, narrow: bool = False) -> str:
    """The drawing, for a phone or for a wide page."""
    frame = Frame(360, 300, left=62) if narrow else Frame(760, 340, left=76)
    months = len(chart.quantiles[0])
    across = Scale(0, max(months - 1, 1), frame.left, frame.width - frame.right)
    low, high = _extent(chart)
    up = Scale(low, high, frame.floor, frame.top)
    parts = left_axis(frame, up, ticks(low, high, 4 if narrow else 5), chart.word)
    parts += _years(chart, frame, across, months, narrow)
    parts += [_band(chart, across, up, 0, 4, "outer"), _band(chart, across, up, 1, 3, "inner")]
    middle = points((across(n), up(max(value, up.low))) for n, value in _shown(chart.quantiles[2], up.low))
    parts.append(tag("polyline", kind="middle", points=middle))
    parts += _limit(chart, frame, up) + _marked(chart, frame, across, up)
    return drawing(
        frame, chart.title, chart.description, parts, f"{chart.name}-{'narrow' if narrow else 'wide'}"
    )


def _extent(chart: Fan) -> tuple[float, float]:
    low, high = min(chart.quantiles[0]), max(chart.quantiles[4])
    if chart.limit:
        high = max(high, chart.limit[0])
        # What lies far beyond the line that must not be crossed would flatten all that matters.
        low = max(min(low, chart.limit[0]), chart.limit[0] - BEYOND * (max(high, 0.0) - chart.limit[0]))
    low = chart.lowest if chart.lowest is not None else min(low, 0.0)
    high = chart.highest if chart.highest is not None else max(high, low + 1e-9)
    spare = (high - low) * 0.06
    return (low - spare if chart.lowest is None and low < 0 else low), high + spare


def _shown(values: Sequence[float], low: float) -> list[tuple[int, float]]:
    """The line until it leaves the picture for good."""
    last = max((n for n, value in enumerate(values) if value > low), default=0)
    return list(enumerate(values))[: last + 2]


def _band(chart: Fan, across: Scale, up: Scale, under: int, over: int, kind: str) -> str:
    upper = [(across(n), up(max(value, up.low))) for n, value in enumerate(chart.quantiles[over])]
    lower = [(across(n), up(max(value, up.low))) for n, value in enumerate(chart.quantiles[under])]
    if len(upper) == 1:
        upper, lower = [upper[0], (upper[0][0] + 3, upper[0][1])], [lower[0], (lower[0][0] + 3, lower[0][1])]
    return tag("polygon", kind=kind, points=points([*upper, *reversed(lower)]))


def _years(chart: Fan, frame: Frame, across: Scale, months: int, narrow: bool) -> list[str]:
    year, month = chart.start
    every = max(1, -(-months // 12 // (5 if narrow else 10)))
    parts = []
    for n in range(months):
        calendar = year + (month - 1 + n) // 12
        if (month - 1 + n) % 12 == 0 and (calendar - year) % every == 0:
            parts.append(line(across(n), frame.floor, across(n), frame.floor + 5, "axis"))
            at = "end" if across(n) > frame.width - 24 else "middle" if n else "start"
            parts.append(words(str(calendar), across(n), frame.floor + 20, at=at))
    return [line(frame.left, frame.floor, frame.width - frame.right, frame.floor, "axis"), *parts]


def _limit(chart: Fan, frame: Frame, up: Scale) -> list[str]:
    if not chart.limit:
        return []
    value, said = chart.limit
    y, right = up(value), frame.width - frame.right
    below = y + 17 < frame.floor
    text = words(said, frame.left + 6, y + (17 if below else -7), strong=True)
    return [line(frame.left, y, right, y, "limit"), text]


def _marked(chart: Fan, frame: Frame, across: Scale, up: Scale) -> list[str]:
    if not chart.marked or not 0 <= chart.marked[0] < len(chart.quantiles[0]):
        return []
    month, said = chart.marked
    x = across(month)
    right = x > frame.left + frame.inner_width / 2
    return [
        line(x, frame.top, x, frame.floor, "mark"),
        tag("circle", kind="dot", cx=x, cy=up(max(chart.quantiles[2][month], up.low)), r=4.5),
        words(said, x + (-7 if right else 7), frame.top - 5, at="end" if right else "start", strong=True),
    ]
