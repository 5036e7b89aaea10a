"""A building as spaces and the ways between them: what every reader of plans makes and every engine takes.

Lengths are metres in the building's own axes (x to the right, y up, z from the lowest storey's floor); `Site`
says where these lie on the globe. Ids are strings that stay the same through corrections.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]

VERSION = 1
ROLLS = 1 / 12
"""The steepest slope that a wheelchair is reckoned to roll (TEK17 § 12-16: 1:15, and 1:12 for less than 3 m)."""


class SpaceKind(StrEnum):
    ROOM = "room"
    CORRIDOR = "corridor"
    STAIR = "stair"
    LIFT = "lift"
    SHAFT = "shaft"


class WayKind(StrEnum):
    """What one passes through. `OPENING`: an open border between two spaces. `EXIT`: leads outside."""

    DOOR = "door"
    OPENING = "opening"
    EXIT = "exit"
    STAIR = "stair"
    LIFT = "lift"
    RAMP = "ramp"


class MarkKind(StrEnum):
    """What help stands at a place: a word on the plan, no way and no room."""

    DEFIBRILLATOR = "defibrillator"
    EXTINGUISHER = "extinguisher"
    ALARM_BUTTON = "alarm_button"
    FIRST_AID = "first_aid"
    EMERGENCY_PHONE = "emergency_phone"
    MEETING_POINT = "meeting_point"
    SHELTER = "shelter"
    REFUGE = "refuge"
    ENTRY = "entry"
    STAIRS = "stairs"
    ESCALATOR = "escalator"
    ELEVATOR = "elevator"
    RAMP = "ramp"


@dataclass(frozen=True, slots=True)
class Storey:
    """`elevation`: of its floor, `height`: from its floor to the next, both in metres."""

    id: str
    name: str
    elevation: float
    height: float = 3.0


@dataclass(frozen=True, slots=True)
class Space:
    """A room, corridor or the part of a stair or lift that lies on one storey; `ring` is its outline.

    `refuge`: one can wait there, behind doors that hold back fire.
    """

    id: str
    name: str
    storey: str
    kind: SpaceKind
    ring: Ring
    refuge: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A passage between the spaces `a` and `b`; `b` is None for an exit.

    `width` is clear, in metres. For stairs `length` is along the slope and `riser` and `tread` are one
    step's, all in metres. Of ramps `a` is the lower end and `slope` the rise for each metre forward (0: not
    known), and `to` is where it ends in `b`, where that is not above `at`.
    `fire_door`: closes by itself and holds back smoke. `guessed` names the values that the source did
    not give.
    """

    id: str
    kind: WayKind
    a: str
    b: str | None
    at: Point
    width: float = 0.9
    length: float = 0.0
    riser: float = 0.17
    tread: float = 0.28
    fire_door: bool = False
    guessed: tuple[str, ...] = ()
    slope: float = 0.0
    to: Point | None = None

    @property
    def rolls(self) -> bool:
        """True for a ramp that is walked and rolled like a floor; a steeper one is climbed like a stair."""
        return self.kind is WayKind.RAMP and self.slope <= ROLLS + 0.001


@dataclass(frozen=True, slots=True)
class Mark:
    """A thing that one looks for in a fire, at its place on a storey."""

    id: str
    kind: MarkKind
    storey: str
    at: Point
    name: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the building's origin lies (degrees, WGS 84) and how far its y axis is turned clockwise from north."""

    latitude: float
    longitude: float
    turned: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole building, storeys from the lowest up. `outlines`: each storey's outer edge, where known."""

    name: str
    storeys: tuple[Storey, ...]
    spaces: tuple[Space, ...]
    ways: tuple[Way, ...]
    site: Site | None = None
    outlines: Mapping[str, Ring] = field(default_factory=dict, hash=False)
    marks: tuple[Mark, ...] = ()


def to_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values, with the version of their form."""
    return {"version": VERSION, **asdict(plan)}


def from_json(values: Mapping[str, Any]) -> Plan:
    """The plan that `to_json` wrote.

    Raises ValueError when the version is not known, KeyError or TypeError when a value lacks.
    """
    if values.get("version") != VERSION:
        raise ValueError(f"plan version {values.get('version')!r}")
    site = values.get("site")
    return Plan(
        name=values["name"],
        storeys=tuple(Storey(**storey) for storey in values["storeys"]),
        spaces=tuple(_space(space) for space in values["spaces"]),
        ways=tuple(_way(way) for way in values["ways"]),
        site=Site(**site) if site else None,
        outlines={storey: _ring(ring) for storey, ring in values.get("outlines", {}).items()},
        marks=tuple(_mark(mark) for mark in values.get("marks", ())),
    )


def _space(values: Mapping[str, Any]) -> Space:
    return Space(**{**values, "kind": SpaceKind(values["kind"]), "ring": _ring(values["ring"])})


def _way(values: Mapping[str, Any]) -> Way:
    at = (float(values["at"][0]), float(values["at"][1]))
    guessed = tuple(values.get("guessed", ()))
    to = values.get("to")
    ends = {"at": at, "to": (float(to[0]), float(to[1])) if to else None}
    return Way(**{**values, **ends, "kind": WayKind(values["kind"]), "guessed": guessed})


def _mark(values: Mapping[str, Any]) -> Mark:
    at = (float(values["at"][0]), float(values["at"][1]))
    return Mark(**{**values, "kind": MarkKind(values["kind"]), "at": at})


def _ring(points: Any) -> Ring:
    return tuple((float(x), float(y)) for x, y in points)
