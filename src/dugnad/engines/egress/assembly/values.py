"""What readers of plans find in a file, before it is known what leads where. Lengths as in the file's own unit
times its stated scale: metres, unless the file lies; `scale` finds out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dugnad.engines.egress.plan import Mark, Plan, Point, Ring, Site, SpaceKind, Storey, from_json, to_json


class Unusable(ValueError):
    """There is no building to be had from this; `code` says why, `facts` holds the numbers to tell."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class RawSpace:
    """A room as drawn. `storey` may lack, then `floor` (z) decides. `outside`: a terrace, a yard. `ramp`: its floor
    slopes, and where another lies over it, to the next storey."""

    id: str
    name: str
    storey: str | None
    ring: Ring
    holes: tuple[Ring, ...] = ()
    floor: float | None = None
    top: float | None = None
    kind: SpaceKind | None = None
    outside: bool = False
    refuge: bool = False
    ramp: bool = False


@dataclass(frozen=True, slots=True)
class RawDoor:
    """A door. `along` is the unit vector along its width, `depth` how thick it is. `spaces`: what the file says it
    connects; `external`: what it says of the outside; `is_exit`: it says plainly that it leads out."""

    id: str
    storey: str | None
    at: Point
    along: Point
    width: float
    depth: float = 0.1
    floor: float | None = None
    spaces: tuple[str, ...] = ()
    external: bool | None = None
    is_exit: bool = False
    fire_door: bool = False
    opening: bool = False
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawBorder:
    """An open border between two spaces that the file names, such as a virtual boundary."""

    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Step:
    """One tread, or a landing: the middle of its face, and its area in square metres."""

    x: float
    y: float
    z: float
    area: float


@dataclass(frozen=True, slots=True)
class RawStair:
    """A flight or several, as treads from the lowest up. `riser`, `tread`, `width`: as the file states, or None.

    `spaces`: the two spaces that it links where the file says so.
    """

    id: str
    name: str
    steps: tuple[Step, ...] = ()
    bottom: float = 0.0
    top: float = 0.0
    width: float | None = None
    riser: float | None = None
    tread: float | None = None
    spaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRamp:
    """A ramp from its lower end (`foot`, at the height `bottom`) to its upper (`head`, `top`).

    `slope`: rise for each metre forward of its steepest flight, `length` along the slope; None: not known.
    `spaces`: the two spaces that it links where the file says so.
    """

    id: str
    name: str
    foot: Point = (0.0, 0.0)
    head: Point = (0.0, 0.0)
    bottom: float = 0.0
    top: float = 0.0
    width: float | None = None
    length: float | None = None
    slope: float | None = None
    spaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawLift:
    """A lift's car or shaft."""

    id: str
    name: str
    at: Point
    bottom: float
    top: float
    spaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawWall:
    """What one cannot walk through: its footprint (outer edge first, then holes) and from where to where in height."""

    rings: tuple[Ring, ...]
    bottom: float
    top: float
    storey: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that the reader should know of how the file was understood."""

    code: str
    number: float = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Raw:
    """All that a reader found. `ground`: the storey at the ground where the file says so.

    `closed`: spaces that touch are apart unless a door or border joins them (no walls were drawn).
    """

    source: str
    name: str
    storeys: tuple[Storey, ...]
    spaces: tuple[RawSpace, ...]
    doors: tuple[RawDoor, ...] = ()
    stairs: tuple[RawStair, ...] = ()
    lifts: tuple[RawLift, ...] = ()
    ramps: tuple[RawRamp, ...] = ()
    marks: tuple[Mark, ...] = ()
    borders: tuple[RawBorder, ...] = ()
    walls: tuple[RawWall, ...] = ()
    site: Site | None = None
    ground: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """A door, stair or lift that leads nowhere as yet. `space` is the one that it was found to touch."""

    id: str
    kind: str
    storey: str
    at: Point
    reason: str
    space: str | None = None
    width: float = 0.9


@dataclass(frozen=True, slots=True)
class Assembly:
    """A plan with what did not fit into it and how it was understood."""

    plan: Plan
    source: str = ""
    loose: tuple[Loose, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "plan": to_json(self.plan),
            "source": self.source,
            "loose": [asdict(loose) for loose in self.loose],
            "notes": [asdict(note) for note in self.notes],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Assembly:
        """What `to_json` wrote; raises as `plan.from_json`."""
        return cls(
            plan=from_json(values["plan"]),
            source=values.get("source", ""),
            loose=tuple(_loose(loose) for loose in values.get("loose", ())),
            notes=tuple(Note(**note) for note in values.get("notes", ())),
        )


def _loose(values: Mapping[str, Any]) -> Loose:
    x, y = values["at"]
    return Loose(**{**values, "at": (float(x), float(y))})
