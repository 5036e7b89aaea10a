"""A room's name: where in the room it fits, in how many lines and how large."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from dugnad.engines.egress.plan import Point, Ring

TEXT = (0.16, 0.55)
"""Smallest and largest letters, in metres on the plan."""
LETTER = 0.58
"""A letter's width, in its height."""
SCANS = 11


@lru_cache(maxsize=50_000)
def roomiest(ring: Ring) -> tuple[Point, float, float]:
    """Where a name fits best: the middle of the widest of some level cuts, with the width and height there."""
    ys = [y for _, y in ring]
    low, high = min(ys), max(ys)
    cuts = [low + (high - low) * n / (SCANS + 1) for n in range(1, SCANS + 1)]
    found = [(right - left, (left + right) / 2, y) for y in cuts for left, right in _inside(ring, y)]
    if not found:
        return ring[0], 1.0, 1.0
    widest = max(one[0] for one in found)
    widest_ones = [one for one in found if one[0] >= widest * 0.95]
    wide, x, y = widest_ones[len(widest_ones) // 2]
    room = sum(one[0] >= wide * 0.8 and abs(one[1] - x) < wide / 2 for one in found)
    return (x, y), wide, max(room, 1) * (high - low) / (SCANS + 1)


def _inside(ring: Ring, y: float) -> Iterable[tuple[float, float]]:
    cuts = sorted(
        a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in pairwise((*ring, ring[0]))
        if (a[1] > y) != (b[1] > y)
    )
    return zip(cuts[::2], cuts[1::2], strict=False)


@lru_cache(maxsize=50_000)
def lettered(name: str, wide: float, high: float) -> tuple[tuple[str, ...], float]:
    """The name in one to three lines, and the size of its letters; no lines where it cannot be read."""
    options = [lines for count in (1, 2, 3) if (lines := _broken(name, count))]
    sized = [(_fitting(lines, wide, high), lines) for lines in options]
    size, lines = max(sized, key=lambda one: (round(one[0], 2), -len(one[1])), default=(0.0, ()))
    return (lines, round(min(size, TEXT[1]), 2)) if size >= TEXT[0] else ((), 0.0)


def _fitting(lines: tuple[str, ...], wide: float, high: float) -> float:
    longest = max(map(len, lines))
    return min(wide * 0.92 / (LETTER * longest), high * 0.9 / (1.2 * len(lines)), TEXT[1])


def _broken(name: str, count: int) -> tuple[str, ...]:
    words = name.split()
    if len(words) < count:
        return ()
    longest = max(len(name) / count, *(len(word) for word in words))
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= longest + 2:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines) if len(lines) <= count else ()
