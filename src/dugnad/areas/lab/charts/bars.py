"""Horizontal bars: shares with their error, and gains to one side and losses to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dugnad.areas.lab.charts.svg import Frame, Scale, drawing, line, tag, words

ROW_NARROW = 46
ROW_WIDE = 34


@dataclass(frozen=True, slots=True)
class Bar:
    """`value` with its words; `low` and `high` its interval; `kind`: act, watch, fine or nothing; `soft`: a second
    value that reaches further, drawn paler behind."""

    label: str
    value: float
    said: str
    low: float | None = None
    high: float | None = None
    kind: str = ""
    soft: float | None = None


def bars(
    name: str, title: str, description: str, rows: Sequence[Bar], *, most: float, narrow: bool = False
) -> str:
    """Bars from 0 to `most`, each with its label, its interval and its number."""
    frame, step = _frame(len(rows), narrow)
    across = Scale(0, most or 1.0, frame.left, frame.width - frame.right)
    parts: list[str] = []
    for n, row in enumerate(rows):
        top = n * step + (20 if narrow else 7)
        parts += _label(row.label, row.said, frame, top, narrow)
        parts.append(_rect(frame.left, across(most or 1.0), top, "track"))
        if row.soft is not None:
            parts.append(_rect(frame.left, across(_within(row.soft, most)), top, "bar-soft"))
        kind = f"bar-{row.kind}" if row.kind else "bar"
        parts.append(_rect(frame.left, across(_within(row.value, most)), top, kind))
        parts += _interval(row, across, top, most)
    return drawing(frame, title, description, parts, f"{name}-{'narrow' if narrow else 'wide'}")


def _within(value: float, most: float) -> float:
    return min(max(value, 0.0), most)


def _frame(count: int, narrow: bool) -> tuple[Frame, int]:
    step = ROW_NARROW if narrow else ROW_WIDE
    height = max(count, 1) * step + 4
    return (Frame(360, height, left=0, right=0) if narrow else Frame(760, height, left=270, right=120)), step


def _label(label: str, said: str, frame: Frame, top: float, narrow: bool) -> list[str]:
    if narrow:
        return [words(_cut(label, 34), 0, top - 6), words(said, frame.width, top - 6, at="end", strong=True)]
    return [
        words(_cut(label, 33), frame.left - 12, top + 14, at="end", size=14),
        words(said, frame.width - frame.right + 12, top + 14, size=14, strong=True),
    ]


def _cut(label: str, letters: int) -> str:
    """The table beside holds the whole label."""
    return label if len(label) <= letters else label[: letters - 1].rstrip() + "…"


def _rect(x1: float, x2: float, top: float, kind: str) -> str:
    left, right = min(x1, x2), max(x1, x2)
    return tag("rect", kind=kind, x=left, y=top, width=max(right - left, 0.5), height=20, rx=2)


def _interval(row: Bar, across: Scale, top: float, most: float) -> list[str]:
    if row.low is None or row.high is None:
        return []
    left, right = across(_within(row.low, most)), across(_within(row.high, most))
    return [line(left, top + 10, right, top + 10, "error")] + [
        line(x, top + 5, x, top + 15, "error") for x in (left, right)
    ]


@dataclass(frozen=True, slots=True)
class Swing:
    """One lever: what a step to the better gains (above zero) and to the worse loses (below), with words."""

    label: str
    gain: float
    loss: float
    said: str


def tornado(name: str, title: str, description: str, rows: Sequence[Swing], *, narrow: bool = False) -> str:
    """The widest first: losses to the left, gains to the right of a line at nothing."""
    frame, step = _frame(len(rows), narrow)
    reach = max((max(abs(row.gain), abs(row.loss)) for row in rows), default=1.0) or 1.0
    across = Scale(-reach, reach, frame.left, frame.width - frame.right)
    parts: list[str] = []
    for n, row in enumerate(rows):
        top = n * step + (20 if narrow else 7)
        parts += _label(row.label, row.said, frame, top, narrow)
        parts.append(_rect(across(0), across(row.loss), top, "bar-soft"))
        parts.append(_rect(across(0), across(row.gain), top, "bar"))
    parts.append(line(across(0), 0, across(0), frame.height, "zero"))
    return drawing(frame, title, description, parts, f"{name}-{'narrow' if narrow else 'wide'}")
