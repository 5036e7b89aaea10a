"""Between a building's own axes and the globe, exact to centimetres within a few kilometres (WGS 84)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

from dugnad.engines.coverage.values import Waypoint

MAJOR = 6_378_137.0
ECCENTRICITY_SQUARED = 6.694_379_990_14e-3


@dataclass(frozen=True, slots=True)
class Place:
    """Where to be: degrees and metres above home; where the camera looks, from true north; what it looks at."""

    latitude: float
    longitude: float
    height: float
    heading: float
    pitch: float
    picture: bool = True
    target: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the axes' origin lies, and how far the y axis is turned clockwise from north, all in degrees."""

    latitude: float
    longitude: float
    turned: float = 0.0

    def globe(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude in degrees of a place in metres."""
        turn = radians(self.turned)
        east = x * cos(turn) + y * sin(turn)
        north = y * cos(turn) - x * sin(turn)
        per_north, per_east = self._metres()
        return self.latitude + north / per_north, self.longitude + east / per_east

    def local(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The place in metres, x and y, of a latitude and longitude in degrees."""
        turn = radians(self.turned)
        per_north, per_east = self._metres()
        north = (latitude - self.latitude) * per_north
        east = (longitude - self.longitude) * per_east
        return east * cos(turn) - north * sin(turn), east * sin(turn) + north * cos(turn)

    def heading(self, heading: float) -> float:
        """A heading in the building's axes as one from true north, 0 to 360."""
        return (heading + self.turned) % 360

    def place(self, point: Waypoint, far: float) -> Place:
        """A waypoint on the globe; what it looks at is `far` metres away, not below the ground."""
        heading, pitch = radians(point.heading), radians(point.pitch)
        level, height = far * cos(pitch), max(0.0, point.z + far * sin(pitch))
        target = (*self.globe(point.x + level * sin(heading), point.y + level * cos(heading)), height)
        return Place(
            *self.globe(point.x, point.y),
            point.z,
            self.heading(point.heading),
            point.pitch,
            point.picture,
            target,
        )

    def places(self, points: Sequence[Waypoint], far: float) -> list[Place]:
        """All of a mission's waypoints on the globe; `far`: its stand-off."""
        return [self.place(point, far) for point in points]

    def _metres(self) -> tuple[float, float]:
        """Metres in a degree of latitude and of longitude here (meridional and prime vertical radius)."""
        across = 1 - ECCENTRICITY_SQUARED * sin(radians(self.latitude)) ** 2
        meridian = MAJOR * (1 - ECCENTRICITY_SQUARED) / (across * sqrt(across))
        vertical = MAJOR / sqrt(across)
        return radians(1) * meridian, radians(1) * vertical * cos(radians(self.latitude))
