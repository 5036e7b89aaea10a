"""What a network is made of, and what can be wrong with a file. Places are whole ten-millionths of a degree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

PER_DEGREE = 10_000_000
PER_METRE = 1_000_000
Place = tuple[int, int]


def place(longitude: float, latitude: float) -> Place:
    """Degrees of WGS84 to the nearest ten-millionth (about a centimetre)."""
    return round(longitude * PER_DEGREE), round(latitude * PER_DEGREE)


def degrees(at: Place) -> tuple[float, float]:
    """Longitude and latitude of a place."""
    return at[0] / PER_DEGREE, at[1] / PER_DEGREE


@dataclass(frozen=True, slots=True)
class Line:
    """A way that can be walked, as a file gives it."""

    name: str
    points: tuple[Place, ...]


@dataclass(slots=True)
class Read:
    """What a file held: ways to walk, and how many were left out, by reason."""

    lines: list[Line] = field(default_factory=list)
    excluded: dict[str, int] = field(default_factory=dict)

    def leave_out(self, reason: str) -> None:
        self.excluded[reason] = self.excluded.get(reason, 0) + 1


class Unusable(Exception):
    """The file cannot be used; `code` names why, `about` holds figures and names for the words."""

    def __init__(self, code: str, **about: Any) -> None:
        super().__init__(code)
        self.code = code
        self.about: Mapping[str, Any] = about
