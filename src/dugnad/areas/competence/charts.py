"""Bars for a page: where each part of a row begins and how long it is, in hundredths of the longest row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WHOLE = 100.0


@dataclass(frozen=True)
class Segment:
    """One part of a bar: its name, and start and length in hundredths."""

    part: str
    start: float
    length: float


@dataclass(frozen=True)
class Bar:
    """One row: what it is called, its parts, and the same in words."""

    label: str
    segments: Sequence[Segment]
    says: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    """What a bar is made of: values by part, in the order they stand in."""

    label: str
    values: Mapping[str, float]
    says: str
    url: str = ""


def stacked(rows: Iterable[Row], longest: float | None = None) -> list[Bar]:
    """The rows as bars on one scale; `longest` is what a whole length stands for (else the longest row)."""
    found = list(rows)
    most = longest or max((sum(row.values.values()) for row in found), default=0) or 1.0
    return [Bar(row.label, _segments(row.values, most), row.says, row.url) for row in found]


def _segments(values: Mapping[str, float], most: float) -> list[Segment]:
    start, made = 0.0, []
    for part, value in values.items():
        length = WHOLE * value / most
        if length > 0:
            made.append(Segment(part, round(start, 2), round(length, 2)))
        start += length
    return made
