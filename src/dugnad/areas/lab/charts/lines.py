"""A line of estimates as futures are added, and a fitted curve beside what was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log10

from dugnad.areas.lab.charts.svg import Frame, Scale, drawing, left_axis, line, points, tag, ticks, words


def converging(
    name: str,
    title: str,
    description: str,
    found: Sequence[tuple[int, float]],
    error: Callable[[int, float], float],
    word: Callable[[float], str],
    count: Callable[[int], str],
) -> str:
    """The estimate with its error after so many futures, which stand in a logarithmic row."""
    frame = Frame(480, 240, left=56)
    band = [(n, share - error(n, share), share + error(n, share)) for n, share in found]
    low = max(min(one[1] for one in band), 0.0)
    high = min(max(one[2] for one in band), 1.0)
    high = max(high, low + 0.01)
    across = Scale(log10(found[0][0]), max(log10(found[-1][0]), 0.1), frame.left, frame.width - frame.right)
    up = Scale(low, high, frame.floor, frame.top)
    upper = [(across(log10(n)), up(min(over, high))) for n, _, over in band]
    lower = [(across(log10(n)), up(max(under, low))) for n, under, _ in band]
    parts = left_axis(frame, up, ticks(low, high, 4), word)
    parts.append(tag("polygon", kind="outer", points=points([*upper, *reversed(lower)])))
    middle = points((across(log10(n)), up(share)) for n, share in found)
    parts.append(tag("polyline", kind="middle", points=middle))
    for n in (found[0][0], found[-1][0]):
        at = "start" if n == found[0][0] else "end"
        parts.append(words(count(n), across(log10(n)), frame.floor + 20, at=at))
    return drawing(frame, title, description, parts, name)


def fitted(
    name: str,
    title: str,
    description: str,
    rows: Sequence[tuple[Sequence[float], Sequence[float]]],
    word: Callable[[float], str],
) -> str:
    """What was seen as dots, what the curve says as a line, a pair for each row; periods from 1."""
    seen = rows[0][0]
    frame = Frame(480, 240, left=64)
    high = max([1e-9, *(value for row in rows for part in row for value in part)]) * 1.05
    across = Scale(1, max(len(seen), 2), frame.left + 8, frame.width - frame.right - 8)
    up = Scale(0, high, frame.floor, frame.top)
    parts = left_axis(frame, up, ticks(0, high, 4), word)
    parts.append(line(frame.left, frame.floor, frame.width - frame.right, frame.floor, "axis"))
    for dots, curve in rows:
        path = points((across(n), up(value)) for n, value in enumerate(curve, 1))
        parts.append(tag("polyline", kind="line", points=path))
        parts += [tag("circle", kind="dot", cx=across(n), cy=up(one), r=4) for n, one in enumerate(dots, 1)]
    every = max(1, len(seen) // 8)
    parts += [words(str(n), across(n), frame.floor + 20, at="middle") for n in range(1, len(seen) + 1, every)]
    return drawing(frame, title, description, parts, name)
