"""Where the lines of a radar lie. Pure geometry, in the units of the picture; the words stand in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

WIDTH, HEIGHT = 360, 300
CENTRE = (180.0, 150.0)
RADIUS = 108.0
RINGS = (25, 50, 75, 100)
LABEL_AT = 1.13


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its label, its end and where the label stands, with SVG's text-anchor."""

    label: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Radar:
    """A picture of WIDTH x HEIGHT: axes, rings at 25, 50, 75 and 100, and a polygon for each row of values."""

    axes: tuple[Axis, ...]
    rings: tuple[str, ...]
    shapes: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT


def radar(labels: Sequence[str], *rows: Sequence[float]) -> Radar:
    """The radar of rows of values in 0-100, one value for each label; the first axis points up, then clockwise."""
    count = len(labels)
    return Radar(
        axes=tuple(_axis(label, place, count) for place, label in enumerate(labels)),
        rings=tuple(polygon([ring] * count) for ring in RINGS),
        shapes=tuple(polygon(row) for row in rows),
    )


def polygon(values: Sequence[float]) -> str:
    """The corners of one row of values, as SVG's `points`."""
    corners = (_at(place, len(values), value / 100) for place, value in enumerate(values))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _axis(label: str, place: int, count: int) -> Axis:
    x, y = _at(place, count, 1)
    label_x, label_y = _at(place, count, LABEL_AT)
    aside = round(label_x - CENTRE[0])
    anchor = "middle" if abs(aside) < RADIUS / 4 else ("start" if aside > 0 else "end")
    return Axis(label, round(x, 1), round(y, 1), round(label_x, 1), round(label_y, 1), anchor)


def _at(place: int, count: int, share: float) -> tuple[float, float]:
    angle = 2 * pi * place / count
    return CENTRE[0] + RADIUS * share * sin(angle), CENTRE[1] - RADIUS * share * cos(angle)
