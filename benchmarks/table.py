"""One table of all figures: ours, the goal, and a peer measured in the same run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

HEAD = ("what", "ours", "goal", "met", "peer")
HIGHER_IS_BETTER = ("/s",)


def line(row: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    """A row's cells. A unit that ends in /s is better when higher, any other when lower."""
    unit, goal = row["unit"], row.get("goal")
    peer = f"{row['peer']}: {figure(row['peer_value'])} {unit}" if row.get("peer_value") is not None else ""
    return (
        row["name"],
        f"{figure(row['value'])} {unit}",
        f"{figure(goal)} {unit}" if goal is not None else "",
        _met(row["value"], goal, unit),
        peer,
    )


def _met(value: float, goal: float | None, unit: str) -> str:
    if goal is None:
        return ""
    higher = unit.endswith(HIGHER_IS_BETTER)
    return "yes" if (value >= goal if higher else value <= goal) else "NO"


def figure(value: float) -> str:
    """Three significant digits, thousands apart."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def show(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print the rows as they are measured, in columns."""
    widths = (64, 16, 14, 4, 34)
    print("".join(cell.ljust(width) for cell, width in zip(HEAD, widths, strict=True)))
    for row in rows:
        print("".join(cell.ljust(width) for cell, width in zip(line(row), widths, strict=True)), flush=True)
