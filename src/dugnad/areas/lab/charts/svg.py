"""Elements, scales and ticks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import floor, log10
from typing import Final

# Beneath each class an ink that paper and PDF use; style sheets win over these attributes.
INK: Final = {
    "outer": {"fill": "#d7e6f2"},
    "inner": {"fill": "#9cc3e0"},
    "middle": {"fill": "none", "stroke": "#0b4a6f", "stroke-width": "2.5"},
    "axis": {"stroke": "#56606d", "stroke-width": "1"},
    "grid": {"stroke": "#e1e5ea", "stroke-width": "1"},
    "zero": {"stroke": "#56606d", "stroke-width": "1.25"},
    "limit": {"stroke": "#b3251e", "stroke-width": "2", "stroke-dasharray": "7 4"},
    "mark": {"stroke": "#16202c", "stroke-width": "1.25", "stroke-dasharray": "2 3"},
    "dot": {"fill": "#16202c"},
    "bar": {"fill": "#0b4a6f"},
    "bar-soft": {"fill": "#9cc3e0"},
    "bar-act": {"fill": "#b3251e"},
    "bar-watch": {"fill": "#b98900"},
    "bar-fine": {"fill": "#1f7a3d"},
    "track": {"fill": "#eef1f4"},
    "error": {"stroke": "#16202c", "stroke-width": "1.5"},
    "line": {"fill": "none", "stroke": "#0b4a6f", "stroke-width": "2"},
}
FONT: Final = "Inter, Libertinus Serif, sans-serif"


@dataclass(frozen=True, slots=True)
class Frame:
    """The drawing's size and the margins around the plot."""

    width: float
    height: float
    left: float = 64
    right: float = 14
    top: float = 18
    bottom: float = 30

    @property
    def inner_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def floor(self) -> float:
        return self.height - self.bottom


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to its place; `low` lies at `start`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)


def tag(name: str, *children: str, kind: str = "", **attributes: object) -> str:
    """One element; `kind` is its class with the ink beneath. Children are markup already."""
    inked = {**INK.get(kind, {}), **{key.replace("_", "-"): _plain(one) for key, one in attributes.items()}}
    if kind:
        inked["class"] = f"chart-{kind}"
    written = "".join(f' {key}="{escape(one)}"' for key, one in inked.items())
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".rstrip("0").rstrip(".")
    return str(value)


def words(
    written: str, x: float, y: float, *, at: str = "start", size: int = 13, strong: bool = False
) -> str:
    """Text at a place; `at` is start, middle or end."""
    attributes: dict[str, object] = {"x": x, "y": y, "text_anchor": at, "font_size": size}
    if strong:
        attributes["font_weight"] = "600"
    return tag(
        "text", escape(written), kind="words-strong" if strong else "words", fill="#16202c", **attributes
    )


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return tag("line", kind=kind, x1=x1, y1=y1, x2=x2, y2=y2)


def points(pairs: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)


def drawing(frame: Frame, title: str, description: str, parts: Sequence[str], name: str) -> str:
    """The whole: `title` and `description` are what a screen reader says; `name` is unique on the page."""
    box = f"0 0 {_plain(float(frame.width))} {_plain(float(frame.height))}"
    heads = (
        tag("title", escape(title), id=f"{name}-title"),
        tag("desc", escape(description), id=f"{name}-desc"),
    )
    return tag(
        "svg",
        *heads,
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=box,
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=FONT,
        **{"class": "chart"},
    )


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round numbers from `low` to `high`, about so many."""
    span = high - low
    if span <= 0:
        return [low]
    rough = span / max(wanted, 1)
    power = 10.0 ** floor(log10(rough))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= rough * 0.75)
    first = floor(low / step)
    found = [round(step * n, 10) for n in range(first, first + wanted * 3)]
    return [one for one in found if low - step * 1e-6 <= one <= high + step * 1e-6]


def left_axis(frame: Frame, scale: Scale, marks: Sequence[float], word: Callable[[float], str]) -> list[str]:
    """Grid lines with their numbers to the left."""
    parts: list[str] = []
    for mark in marks:
        y = scale(mark)
        parts.append(line(frame.left, y, frame.width - frame.right, y, "zero" if mark == 0 else "grid"))
        parts.append(words(word(mark), frame.left - 8, y + 4, at="end"))
    return parts
