"""What missions and zones ask of the outside; `settings.DRONES` and `settings.GEOZONES` name what answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from threading import Event
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

Ring = Sequence[tuple[float, float]]


class NowPort(Protocol):
    """A vehicle now: degrees, metres above home, share of battery; `places`: how many are behind it."""

    @property
    def latitude(self) -> float | None: ...
    @property
    def longitude(self) -> float | None: ...
    @property
    def height(self) -> float: ...
    @property
    def heading(self) -> float: ...
    @property
    def battery(self) -> float | None: ...
    @property
    def link(self) -> bool: ...
    @property
    def returning(self) -> bool: ...
    @property
    def places(self) -> int: ...


class OutcomePort(Protocol):
    """How a flight ended: 'landed', 'lost' or 'failed', with the reason as a code."""

    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str: ...


class DronesPort(Protocol):
    """Missions as files, and flown."""

    @property
    def link(self) -> str:
        """Where the vehicle is; empty when there is none."""

    @property
    def profiles(self) -> Mapping[str, str]:
        """What each firmware's profile is called, by its name."""

    def plan_file(
        self, places: Sequence[Any], profile: str, speed: float, keep_out: Sequence[Ring] = ()
    ) -> bytes:
        """The mission as a file for QGroundControl."""

    def fly(
        self,
        places: Sequence[Any],
        profile: str,
        speed: float,
        *,
        invented: bool,
        tell: Callable[[NowPort], None],
        stopping: Event,
        home: Event,
    ) -> OutcomePort:
        """Fly it and follow it until it has landed."""


class VolumePort(Protocol):
    """One volume of a zone, as `GeoZone` stores it."""

    @property
    def ring(self) -> Ring: ...


ZONE_FIELDS = (
    "country",
    "identifier",
    "number",
    "name",
    "kind",
    "restriction",
    "reason",
    "lower",
    "lower_reference",
    "upper",
    "upper_reference",
    "ring",
    "applies",
)


@cache
def _made(path: str) -> DronesPort:
    port: DronesPort = import_string(path)()
    return port


def drones() -> DronesPort:
    """The drones of this installation."""
    return _made(settings.DRONES)


def read_zones(content: bytes) -> list[VolumePort]:
    """The volumes of a file of zones. A ValueError with `reason` and `values` when it cannot be read."""
    found: list[VolumePort] = import_string(settings.GEOZONES)(content)
    return found
