"""What missions are made from and what they are. Lengths in metres, angles in degrees, in the building's own axes:
x to the right, y up, z above the ground at the building. A heading of 0 looks along y, 90 along x."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import radians, tan

Point = tuple[float, float]
Ring = tuple[Point, ...]


class CannotFly(ValueError):
    """No mission fulfils what was asked. `reason` is a code, `values` what its words need."""

    def __init__(self, reason: str, **values: float) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class Kind(StrEnum):
    ORBIT = "orbit"
    SWEEP = "sweep"
    ROOF = "roof"


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera by its field of view and its picture's size in pixels. The defaults are a common thermal one."""

    wide: float = 57.0
    high: float = 44.0
    columns: int = 640
    rows: int = 512

    def frame(self, distance: float) -> tuple[float, float]:
        """How much of a wall it sees from `distance`, looking straight at it: width and height in metres."""
        return 2 * distance * tan(radians(self.wide / 2)), 2 * distance * tan(radians(self.high / 2))

    def resolution(self, distance: float) -> float:
        """Metres of wall in one pixel, the coarser of the two directions."""
        wide, high = self.frame(distance)
        return max(wide / self.columns, high / self.rows)


@dataclass(frozen=True, slots=True)
class Block:
    """A building as an upright prism: its outline (no point repeated) and its height."""

    ring: Ring
    height: float


@dataclass(frozen=True, slots=True)
class KeepOut:
    """Where one may not fly, between two heights above the ground; `upper` None: however high."""

    ring: Ring
    lower: float = 0.0
    upper: float | None = None
    name: str = ""

    def holds_at(self, low: float, high: float) -> bool:
        """True if some height between `low` and `high` is forbidden."""
        return high >= self.lower and (self.upper is None or low <= self.upper)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a mission.

    `stand_off`: never nearer to the building. `overlap` and `sidelap`: share of a picture that the next one
    sees again, up and sideways. `speed` in m/s. `highest`: above the ground, 120 m in the open category of EU
    2019/947. `endurance`: seconds of flight on one battery, `reserve` the share that must be left.
    """

    kind: Kind
    stand_off: float = 8.0
    camera: Camera = Camera()
    overlap: float = 0.6
    sidelap: float = 0.6
    speed: float = 3.0
    lowest: float = 3.0
    highest: float = 120.0
    facade: int = 0
    home: Point | None = None
    keep_out: tuple[KeepOut, ...] = ()
    climb: float = 2.0
    endurance: float = 1500.0
    reserve: float = 0.25


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A place to be, where the camera looks (`pitch` 0 is level, -90 straight down), and whether to take a picture."""

    x: float
    y: float
    z: float
    heading: float
    pitch: float
    picture: bool = True


@dataclass(frozen=True, slots=True)
class Mission:
    """Waypoints in order, with what was computed of them.

    `coverage`: share of each facade (by its number; the roof is -1) seen by at least one picture. `clearance`:
    the path's least distance to the building. `seconds`: from take-off to landing; `battery`: share used.
    """

    kind: Kind
    waypoints: tuple[Waypoint, ...]
    coverage: Mapping[int, float] = field(hash=False)
    resolution: float
    length: float
    seconds: float
    battery: float
    clearance: float
    warnings: tuple[str, ...] = ()
