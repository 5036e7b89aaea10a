"""A mission from above as plain values for `rescue/_mission_view.html`: metres, y downwards. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from django.utils.translation import gettext as _

SEEN, PARTLY = 0.95, 0.01
MARGIN = 4.0
COLOURS = {"fine": "success", "watch": "warning", "act": "danger", "unknown": "neutral"}


@dataclass(frozen=True, slots=True)
class Side:
    """One facade: its ends, where its number stands, how much of it is seen."""

    number: int
    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float
    kind: str
    title: str
    url: str

    @property
    def colour(self) -> str:
        return COLOURS[self.kind]


@dataclass(frozen=True, slots=True)
class View:
    """`size`: of letters, in metres; `craft`: where the drone is, and its heading in the building's axes."""

    box: str
    size: float
    building: str
    sides: tuple[Side, ...]
    path: str
    dots: tuple[tuple[float, float], ...]
    start: tuple[float, float] | None
    zones: tuple[str, ...]
    craft: tuple[float, float] | None
    spots: tuple[tuple[float, float], ...]

    @property
    def line(self) -> float:
        return round(self.size / 8, 2)

    @property
    def wall(self) -> float:
        return round(self.size / 2.5, 2)

    @property
    def dot(self) -> float:
        return round(self.size / 4, 2)


def view(
    report: Mapping[str, Any],
    points: Sequence[Sequence[Any]],
    *,
    shares: Mapping[str, float] | None = None,
    craft: Sequence[float] | None = None,
    spots: Iterable[Sequence[float]] = (),
    url: Callable[[int], str] | None = None,
) -> View:
    """A mission's `report` and waypoints; `shares`: what was seen of each facade, else what will be."""
    ring = report["block"]["ring"]
    places = [(point[0], point[1]) for point in points]
    box = _box([*ring, *places, *([craft] if craft else [])])
    size = max(1.2, max(box[2], box[3]) / 28)
    seen = shares if shares is not None else report["coverage"]
    return View(
        box=" ".join(f"{value:g}" for value in box),
        size=round(size, 2),
        building=_points(ring),
        sides=tuple(_sides(report["facades"], seen, size, url)),
        path=_points(places),
        dots=tuple((round(p[0], 1), round(-p[1], 1)) for p in points if p[5]),
        start=(round(places[0][0], 1), round(-places[0][1], 1)) if places else None,
        zones=tuple(_points(zone["ring"]) for zone in report["zones"] if zone["held"] == "kept_out"),
        craft=(round(craft[0], 1), round(-craft[1], 1)) if craft else None,
        spots=tuple((round(x, 1), round(-y, 1)) for x, y in spots),
    )


def kind_of(share: float) -> str:
    """How well a facade is seen, as the kind of a tag."""
    return "fine" if share >= SEEN else "watch" if share > PARTLY else "unknown"


def _sides(
    ends: Iterable[Sequence[float]],
    shares: Mapping[str, float],
    size: float,
    url: Callable[[int], str] | None,
) -> Iterable[Side]:
    for number, (ax, ay, bx, by) in enumerate(ends):
        long = max(0.01, hypot(bx - ax, by - ay))
        # The number stands inside, a little off the wall.
        x = (ax + bx) / 2 - 1.1 * size * (by - ay) / long
        y = (ay + by) / 2 + 1.1 * size * (bx - ax) / long
        share = shares.get(str(number), 0.0)
        yield Side(
            number=number + 1,
            x1=round(ax, 2),
            y1=round(-ay, 2),
            x2=round(bx, 2),
            y2=round(-by, 2),
            x=round(x, 2),
            y=round(-y, 2),
            kind=kind_of(share),
            title=_("Facade %(number)s, %(length)s m, %(share)s %% seen")
            % {"number": number + 1, "length": round(long), "share": round(100 * share)},
            url=url(number) if url else "",
        )


def _box(points: Iterable[Sequence[float]]) -> tuple[float, float, float, float]:
    found = list(points)
    left, right = min(p[0] for p in found) - MARGIN, max(p[0] for p in found) + MARGIN
    low, top = min(p[1] for p in found) - MARGIN, max(p[1] for p in found) + MARGIN
    return round(left, 1), round(-top, 1), round(right - left, 1), round(top - low, 1)


def _points(ring: Iterable[Sequence[float]]) -> str:
    return " ".join(f"{x:g},{-y:g}" for x, y in ((round(p[0], 1), round(p[1], 1)) for p in ring))
