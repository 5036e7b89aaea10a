"""Amenities of IMDF that matter in a fire, by the standard's categories (OGC 20-094, Categories, Amenity)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dugnad.connectors.plans.geo import Feature
from dugnad.engines.egress.assembly.values import Note, RawSpace
from dugnad.engines.egress.plan import Mark, MarkKind, Point, Ring

KINDS = {
    "defibrillator": MarkKind.DEFIBRILLATOR,
    "fireextinguisher": MarkKind.EXTINGUISHER,
    "firealarmpullstation": MarkKind.ALARM_BUTTON,
    "firstaid": MarkKind.FIRST_AID,
    "phone.emergency": MarkKind.EMERGENCY_PHONE,
    "meetingpoint": MarkKind.MEETING_POINT,
    "emergencyshelter": MarkKind.SHELTER,
    "mobilityrescue": MarkKind.REFUGE,
    "entry": MarkKind.ENTRY,
    "stairs": MarkKind.STAIRS,
    "escalator": MarkKind.ESCALATOR,
    "elevator": MarkKind.ELEVATOR,
    "ramp": MarkKind.RAMP,
}
LISTED = 12
"""Of the categories that are not read, how many the report names."""


def marks(amenities: Iterable[Feature], spaces: Sequence[RawSpace]) -> tuple[Mark, ...]:
    """A mark for each amenity that matters, on the storey of the unit that it belongs to or lies in."""
    known = {space.id: space for space in spaces}
    return tuple(mark for one in amenities for mark in _mark(one, known))


def _mark(one: Feature, spaces: Mapping[str, RawSpace]) -> Iterable[Mark]:
    kind, home = KINDS.get(_category(one)), _home(one, spaces)
    if kind is not None and one.point is not None and home is not None and home.storey:
        yield Mark(one.id, kind, home.storey, one.point, one.text("name", "alt_name"))


def _category(one: Feature) -> str:
    return one.text("category").lower()


def _home(one: Feature, spaces: Mapping[str, RawSpace]) -> RawSpace | None:
    """The unit it names. A point tells no storey, so without one it is not known where it is."""
    named = one.properties.get("unit_ids")
    ids = [str(id) for id in named] if isinstance(named, list) else []
    return next((spaces[id] for id in ids if id in spaces), None)


def with_refuges(spaces: Iterable[RawSpace], found: Sequence[Mark]) -> tuple[RawSpace, ...]:
    """The spaces, refuges where a mark of one (category mobilityrescue) stands in them."""
    places = [(mark.storey, mark.at) for mark in found if mark.kind is MarkKind.REFUGE]
    return tuple(
        replace(space, refuge=True) if any(_holds(space, *place) for place in places) else space
        for space in spaces
    )


def _holds(space: RawSpace, storey: str, at: Point) -> bool:
    return space.storey == storey and _inside(at, space.ring)


def _inside(at: Point, ring: Ring) -> bool:
    """By the crossings of a ray to the right."""
    crossed = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > at[1]) != (by > at[1]) and at[0] < ax + (at[1] - ay) / (by - ay) * (bx - ax):
            crossed = not crossed
    return crossed


def notes(amenities: Sequence[Feature], fixtures: Sequence[Feature], found: Sequence[Mark]) -> Iterable[Note]:
    """How many amenities and fixtures were left, with their categories."""
    placed = {mark.id for mark in found}
    left = [one for one in amenities if one.id not in placed]
    unplaced = sum(_category(one) in KINDS for one in left)
    if unplaced:
        yield Note("amenities_unplaced", unplaced)
    other = [one for one in left if _category(one) not in KINDS]
    for code, rows in (("amenities_left", other), ("fixtures_left", fixtures)):
        counted = Counter(_category(one) or "?" for one in rows)
        if counted:
            named = ", ".join(name for name, _number in counted.most_common(LISTED))
            yield Note(code, len(rows), named)
