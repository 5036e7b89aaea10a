"""The drones of this installation: what areas ask for when they fly. `settings.DRONES` names it."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

from django.conf import settings

from dugnad.connectors.mavlink.flying import CannotFly, Telemetry, fly
from dugnad.connectors.mavlink.items import PROFILES, items, marks
from dugnad.connectors.mavlink.planfile import Ring, plan_file
from dugnad.connectors.mavlink.standin import StandIn
from dugnad.engines.coverage.globe import Place

log = logging.getLogger(__name__)
# A vehicle that is none is not waited for as long as one in life.
HURRY = 4.0


@dataclass(frozen=True, slots=True)
class Now:
    """The vehicle now, and how many places of the mission are behind it."""

    latitude: float | None
    longitude: float | None
    height: float
    heading: float
    battery: float | None
    link: bool
    returning: bool
    places: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a flight ended: 'landed', 'lost' or 'failed', with the reason as a code and the vehicle's own number."""

    state: str
    reason: str = ""
    detail: int | None = None


class Drones:
    """Writes missions as files and flies them."""

    @property
    def link(self) -> str:
        """Where the vehicle is, as pymavlink writes it; empty when there is none."""
        address: str = settings.DRONE_LINK
        return address

    @property
    def profiles(self) -> Mapping[str, str]:
        """What each firmware's profile is called, by its name."""
        return {name: profile.label for name, profile in PROFILES.items()}

    def plan_file(
        self, places: Sequence[Place], profile: str, speed: float, keep_out: Sequence[Ring] = ()
    ) -> bytes:
        """The mission as a file for QGroundControl; `keep_out`: rings of (latitude, longitude)."""
        known = PROFILES[profile]
        return plan_file(items(places, known, speed), known, speed, keep_out)

    def fly(
        self,
        places: Sequence[Place],
        profile: str,
        speed: float,
        *,
        invented: bool,
        tell: Callable[[Now], None],
        stopping: Event,
        home: Event,
    ) -> Outcome:
        """Fly the mission and follow it until it has landed; `tell` is called about twice a second.

        `invented`: by a stand-in on this machine, which starts below the first place. `home`: return and land.
        """
        mission = items(places, PROFILES[profile], speed)
        numbers = marks(mission)

        def told(now: Telemetry) -> None:
            tell(_now(now, sum(number <= now.passed for number in numbers)))

        try:
            with _vehicle(places[0], self.link, invented=invented) as address:
                last = fly(address, mission, told, stopping, home)
        except CannotFly as fault:
            lost = fault.reason == "lost"
            return Outcome("lost" if lost else "failed", fault.reason, fault.detail)
        return Outcome("landed") if last.landed else Outcome("lost", "stopped")


def _now(now: Telemetry, places: int) -> Now:
    return Now(
        now.latitude,
        now.longitude,
        now.height,
        now.heading,
        now.battery,
        now.link,
        now.returning,
        places,
    )


@contextmanager
def _vehicle(start: Place, link: str, *, invented: bool) -> Iterator[str]:
    """Where the vehicle is to be found."""
    if not invented:
        yield link
        return
    port = _free_port()
    craft = StandIn(f"udpout:127.0.0.1:{port}", start.latitude, start.longitude, hurry=HURRY)
    landed = Event()
    thread = Thread(target=craft.run, args=(landed,), name="stand-in", daemon=True)
    thread.start()
    try:
        yield f"udpin:127.0.0.1:{port}"
    finally:
        landed.set()
        thread.join(5)


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
