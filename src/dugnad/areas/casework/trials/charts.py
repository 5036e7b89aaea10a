"""Pictures of who gains and who loses, as SVG that a screen reader can read; wide, and narrow for a phone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDE, NARROW = 760, 360


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: shares from 0 to 1 of those who gain and lose, None where too few; `said`: in words."""

    label: str
    gain: float | None
    lose: float | None
    said: str


def both(name: str, title: str, rows: Sequence[Bar], words: tuple[str, str]) -> str:
    """Losses to the left and gains to the right of a line, for each group: the wide and the narrow drawing."""
    return _diverging(name, title, rows, words, narrow=False) + _diverging(
        name, title, rows, words, narrow=True
    )


def _diverging(name: str, title: str, rows: Sequence[Bar], words: tuple[str, str], *, narrow: bool) -> str:
    width, step, top = (NARROW, 48, 26) if narrow else (WIDE, 34, 28)
    left, right = (0, 0) if narrow else (200, 130)
    middle, half = left + (width - left - right) / 2, (width - left - right) / 2
    reach = max((one for row in rows for one in (row.gain, row.lose) if one), default=1.0)
    parts = [_text(words[0], left, 14, "start"), _text(words[1], width - right, 14, "end")]
    for at, row in enumerate(rows):
        y = top + at * step
        parts += _labels(row, y, width, left, right, narrow)
        bar = y + (18 if narrow else 4)
        parts.append(_rect(left, width - right, bar, "track"))
        parts.append(_rect(middle - half * (row.lose or 0) / reach, middle, bar, "lose"))
        parts.append(_rect(middle, middle + half * (row.gain or 0) / reach, bar, "gain"))
    height = top + len(rows) * step
    parts.append(
        f'<line class="trial-middle" x1="{middle:.1f}" x2="{middle:.1f}" y1="{top - 6}" y2="{height}"/>'
    )
    return _drawing(f"{name}-{'narrow' if narrow else 'wide'}", title, rows, width, height, parts, narrow)


def _labels(row: Bar, y: float, width: int, left: int, right: int, narrow: bool) -> list[str]:
    if narrow:
        return [_text(_cut(row.label, 26), 0, y + 12, "start"), _text(row.said, width, y + 12, "end")]
    return [
        _text(_cut(row.label, 28), left - 10, y + 18, "end"),
        _text(row.said, width - right + 10, y + 18, "start"),
    ]


def _cut(label: str, letters: int) -> str:
    """The table below holds the whole label."""
    return label if len(label) <= letters else label[: letters - 1].rstrip() + "…"


def _text(words: str, x: float, y: float, at: str) -> str:
    return f'<text class="trial-words" x="{x:.1f}" y="{y:.1f}" text-anchor="{at}" font-size="13">{escape(words)}</text>'


def _rect(x1: float, x2: float, y: float, kind: str) -> str:
    width = max(x2 - x1, 0)
    if not width:
        return ""
    return f'<rect class="trial-{kind}" x="{x1:.1f}" y="{y:.1f}" width="{width:.1f}" height="20" rx="2"/>'


def _drawing(
    id: str, title: str, rows: Sequence[Bar], width: int, height: float, parts: Sequence[str], narrow: bool
) -> str:
    told = ". ".join(f"{row.label}: {row.said}" for row in rows)
    kind = "trial-narrow" if narrow else "trial-wide"
    return (
        f'<svg class="trial-chart {kind}" viewBox="0 0 {width} {height:.0f}" role="img"'
        f' aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{escape(title)}</title>'
        f'<desc id="{id}-desc">{escape(told)}</desc>{"".join(parts)}</svg>'
    )
