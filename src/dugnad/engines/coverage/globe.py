"""Between a building's own axes and the globe, exact to centimetres within a few kilometres (WGS 84)."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin, sqrt

MAJOR = 6_378_137.0
ECCENTRICITY_SQUARED = 6.694_379_990_14e-3


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

    def _metres(self) -> tuple[float, float]:
        """Metres in a degree of latitude and of longitude here (meridional and prime vertical radius)."""
        across = 1 - ECCENTRICITY_SQUARED * sin(radians(self.latitude)) ** 2
        meridian = MAJOR * (1 - ECCENTRICITY_SQUARED) / (across * sqrt(across))
        vertical = MAJOR / sqrt(across)
        return radians(1) * meridian, radians(1) * vertical * cos(radians(self.latitude))
